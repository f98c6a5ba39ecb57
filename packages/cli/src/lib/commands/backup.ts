import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readConfiguration } from '@latchkey/server/configuration'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { linesOf } from '../output.ts'
import { saveAnswer } from '../save-answer.ts'
import type { Terminal } from '../terminal.ts'

export function addBackup(program: Command, terminal: Terminal): void {
  const backup = program
    .command('backup')
    .description('Back an installation up, prove a backup, restore it; for installation administrators.')
  addCalls(backup, terminal)
  addWrite(backup, terminal)
  addVerify(backup, terminal)
  addRestore(backup, terminal)
}

function addCalls(backup: Command, terminal: Terminal): void {
  const create = backup
    .command('create')
    .description('Ask the server for a backup; it is made beside the requests.')
    .option('--no-files', 'leave the bytes of assets out')
  handle<FilesOption>(terminal, create, async (context, { files }) => {
    const client = await context.client()
    const made = await client.backups.create({ body: { files } })
    context.output.done(`Backup ${made.id} is being made: \`latchkey backup list\` shows how it goes.`, made)
  })

  handle(terminal, backup.command('list').description('List the backups of the server.'), async (context) => {
    const client = await context.client()
    const backups = await gather(client.items('backups.list'))
    context.output.list(backups, ({ id, state, created_at, bytes, rows, problem }) => ({
      id,
      state,
      created: created_at,
      bytes,
      rows,
      problem,
    }))
  })

  const download = backup
    .command('download')
    .summary('download the file of a backup')
    .description('Downloads the file of a backup, and compares it with the digest that the server has of it.')
    .argument('<id>', 'its id')
    .option('--output <file>', 'file to write (its id with .tar.gz, in this folder)')
  handle<{ readonly output?: string }>(terminal, download, async (context, { output }, id = '') => {
    const client = await context.client()
    const made = await client.backups.show({ backup: id })
    const file = output ?? `${made.id}.tar.gz`
    const hash = createHash('sha256')
    await saveAnswer(await client.downloadBackup({ backup: made.id }, { signal: terminal.signal }), file, {
      look: (bytes) => hash.update(bytes),
      judge: () => {
        if (hash.digest('hex') !== made.sha256) throw new Error('What came is not what the server has: try again.')
      },
    })
    context.output.done(`${file} has ${made.bytes} bytes.`, { ...made, path: file })
  })

  const remove = backup.command('delete').description('Delete a backup and its file.').argument('<id>', 'its id')
  handle(terminal, remove, async (context, _options, id = '') => {
    const client = await context.client()
    await client.backups.delete({ backup: id })
    context.output.done(`${id} is deleted.`, { id })
  })
}

interface FilesOption {
  readonly files: boolean
}

interface DataOption {
  readonly data?: string
}

function configurationOf({ terminal }: Context, { data }: DataOption) {
  return readConfiguration({
    ...terminal.env,
    ...(data !== undefined && { LATCHKEY_DATA: data, DATABASE_URL: undefined }),
  })
}

function addWrite(backup: Command, terminal: Terminal): void {
  const command = backup
    .command('write')
    .summary('write a backup of this machine’s installation into a file')
    .description(
      'Writes a backup beside a running server or without one. Reads the database itself: the data folder, or DATABASE_URL.',
    )
    .argument('<file>', 'file to write: shop.tar.gz')
    .option('--data <folder>', 'data folder (LATCHKEY_DATA, ./data)')
    .option('--no-files', 'leave the bytes of assets out')
  handle<DataOption & FilesOption>(terminal, command, async (context, options, file = '') => {
    const configuration = configurationOf(context, options)
    const { writeInstallation } = await import('@latchkey/server/backups/write-installation')
    const { head, rows } = await writeInstallation({ configuration, file, files: options.files, now: Date.now() })
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0)
    context.output.done(`${count} rows are in ${file}.`, { file, created_at: head.created_at, rows: count })
  })
}

function addVerify(backup: Command, terminal: Terminal): void {
  const command = backup
    .command('verify')
    .summary('prove that a backup is what was written')
    .description(
      'Compares every part of the file with its digest, counts the rows and follows the audit trail from its first row to\n' +
        'its head. Needs no server. With the data folder’s key ring it also proves who has written the file.',
    )
    .argument('<file>', 'file of the backup')
    .option('--data <folder>', 'data folder with the key ring (LATCHKEY_DATA, ./data)')
  handle<DataOption>(terminal, command, async (context, options, file = '') => {
    const { verifyBackup } = await import('@latchkey/server/backups/verify-backup')
    const { whoWrote } = await import('@latchkey/server/backups/written-by')
    const end = await verifyBackup(createReadStream(file))
    const { head, rows, chains, members, blobs } = end.manifest
    const shown = {
      created: head.created_at,
      version: head.latchkey,
      schema: head.schema.at(-1),
      rows: Object.values(rows).reduce((sum, each) => sum + each, 0),
      chains: Object.keys(chains).length,
      files: blobs.included ? members.filter(({ name }) => name.startsWith('blobs/')).length : 'left out',
      'files missing': blobs.missing.length,
      'written by': await whoWrote(end, configurationOf(context, options).keyRingFile),
    }
    context.output.record(shown)
    if (!context.output.json) context.terminal.err(`${file} is whole.`)
  })
}

interface RestoreOptions extends DataOption, FilesOption {
  readonly journal?: readonly string[]
  readonly endTokens?: true
}

function addRestore(backup: Command, terminal: Terminal): void {
  const command = backup
    .command('restore')
    .summary('put a backup into an empty installation')
    .description(
      'Restores a backup into a data folder or a database that nobody owns yet, all of it or nothing, while no server runs\n' +
        'on it. The key ring of the installation has to be in place. Tokens that have ended since the backup was made stay\n' +
        'ended, as the journal of revocations beside the key ring says.',
    )
    .argument('<file>', 'file of the backup')
    .option('--data <folder>', 'data folder to restore into (LATCHKEY_DATA, ./data)')
    .option('--journal <file>', 'a journal of revocations that lies elsewhere; may be repeated', collect)
    .option('--end-tokens', 'end every token of the backup, where no journal is left')
    .option('--no-files', 'leave the bytes of assets out')
    .addHelpText(
      'after',
      `
Example, on a new machine:
  mkdir -m 700 data && cp key-ring.json revocations.log data/
  latchkey backup restore shop.tar.gz --data data
  latchkey serve --data data`,
    )
  handle<RestoreOptions>(terminal, command, async (context, options, file = '') => {
    const configuration = configurationOf(context, options)
    const { restoreInstallation } = await import('@latchkey/server/backups/restore-installation')
    const { manifest, ended } = await restoreInstallation({
      configuration,
      file,
      files: options.files,
      journals: options.journal ?? [],
      endTokens: options.endTokens === true,
      now: Date.now(),
    })
    const told = {
      created: manifest.head.created_at,
      rows: Object.values(manifest.rows).reduce((sum, each) => sum + each, 0),
      'tokens ended since': ended,
    }
    if (context.output.json) context.output.record(told)
    else context.terminal.out(`Restored.\n${linesOf(told)}\nSessions are not in a backup: everybody signs in anew.`)
  })
}
