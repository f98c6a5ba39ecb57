import { access, copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '../configuration.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { takeWriterLock } from '../database/writer-lock.ts'
import { openFiles } from '../files/files.ts'
import { readKeyRing } from '../key-ring-file.ts'
import { Endings } from '../revocations/ending.ts'
import { continues, parseJournal } from '../revocations/journal.ts'
import type { Head } from './format.ts'
import { restoreBackup, type Restored, type RestoreOptions } from './restore-backup.ts'

export interface InstallationRestore {
  readonly configuration: Pick<Configuration, 'dataFolder' | 'database' | 'files' | 'keyRingFile' | 'revocationsFile'>
  readonly file: string
  /** With the bytes of assets. */
  readonly files: boolean
  /** Journals of revocations besides the one in place. */
  readonly journals: readonly string[]
  /** End every token of the backup, when no journal can tell which have ended since. */
  readonly endTokens: boolean
  readonly now: number
}

/**
 * Restores a backup into a data folder or a PostgreSQL database that nobody uses yet, while no server runs on it. A kill at any
 * moment leaves it as empty as it was.
 *
 * Throws a sentence for the operator, `restoreBackup`'s among them, and when no journal tells which tokens have ended since.
 */
export async function restoreInstallation(options: InstallationRestore): Promise<Restored> {
  const { configuration, file, now } = options
  const { dataFolder, database: location, keyRingFile } = configuration
  if (!(await exists(keyRingFile))) {
    throw new Error(
      `There is no key ring at ${keyRingFile}. Put the one of the backup's installation there first: without it no token of the backup could be verified.`,
    )
  }
  const ring = await readKeyRing(keyRingFile)
  const journals = await readJournals(options)
  const parts = {
    file,
    ring,
    blobs: options.files ? openFiles(configuration.files).blobs : null,
    now,
    endings: (head: Head) => (options.endTokens ? 'all' : endingsSince(head, journals)),
  } as const
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const restored =
    'url' in location
      ? await restoreInPlace(await openDatabase(location), { ...parts, folder: dataFolder })
      : await restoreBeside(location.dataFolder, parts)
  await keepJournal(options)
  return restored
}

async function restoreInPlace(database: Database, parts: Omit<RestoreOptions, 'database'>): Promise<Restored> {
  try {
    return await restoreBackup({ ...parts, database })
  } finally {
    await database.close()
  }
}

/** Makes the new file in a folder of its own and moves it into place when it is whole. */
async function restoreBeside(
  dataFolder: string,
  parts: Omit<RestoreOptions, 'database' | 'folder'>,
): Promise<Restored> {
  const lock = takeWriterLock(dataFolder)
  try {
    await assertUnowned(dataFolder)
    for (const name of await readdir(dataFolder)) {
      if (name.startsWith(scratchPrefix)) await rm(join(dataFolder, name), { recursive: true, force: true })
    }
    const folder = await mkdtemp(join(dataFolder, scratchPrefix))
    try {
      const restored = await restoreInPlace(await openDatabase({ dataFolder: folder }), { ...parts, folder })
      for (const ending of ['', '-wal', '-shm']) await rm(join(dataFolder, `latchkey.db${ending}`), { force: true })
      await rename(join(folder, 'latchkey.db'), join(dataFolder, 'latchkey.db'))
      await syncFolder(dataFolder)
      return restored
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  } finally {
    lock.release()
  }
}

const scratchPrefix = 'restoring-'

/** Asks a database that lies there already, before any of it is touched. */
async function assertUnowned(dataFolder: string): Promise<void> {
  if (!(await exists(join(dataFolder, 'latchkey.db')))) return
  const database = await openDatabase({ dataFolder }, { readOnly: true })
  try {
    const owned = await database.read((db) => db.selectFrom('accounts').select('id').limit(1).executeTakeFirst())
    if (owned === undefined) return
  } finally {
    await database.close()
  }
  throw new Error(`Somebody owns the installation in ${dataFolder} already. Restore into a new data folder.`)
}

async function readJournals({ configuration, journals }: InstallationRestore) {
  const paths = [...journals]
  if (await exists(configuration.revocationsFile)) paths.push(configuration.revocationsFile)
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })))
}

/** What has ended since the backup, by journals of which one knows all that was known then. */
function endingsSince(
  { journal }: Head,
  journals: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Endings {
  if (journal !== null && !journals.some(({ bytes }) => continues(bytes, journal))) {
    throw new Error(
      'No journal of revocations goes on from where this backup was made, so that nobody can say which of its tokens have ended since. ' +
        'Put the revocations.log of that installation beside the key ring, or name it with --journal; or end all tokens of the backup with --end-tokens.',
    )
  }
  const endings = new Endings()
  for (const { path, bytes } of journals) endings.addAll(parseJournal(bytes, path))
  return endings
}

/** The journal that was named goes on in the restored installation, so that it stays good for later backups. */
async function keepJournal({ configuration, journals }: InstallationRestore): Promise<void> {
  const [first] = journals
  if (first === undefined || (await exists(configuration.revocationsFile))) return
  await copyFile(first, configuration.revocationsFile)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The renaming itself is on disk. */
async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}
