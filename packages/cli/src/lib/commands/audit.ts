import { readFile } from 'node:fs/promises'
import type { AuditHead } from '@latchkey/server/database/audit-chain'
import type { ChainVerdict } from '@latchkey/server/database/verify-chain'
import type { Command } from 'commander'
import { readConfiguration } from '@latchkey/server/configuration'
import type { Context } from '../context.ts'
import { PartialFailure, UsageError } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import { isObject } from '../import/row.ts'
import type { Terminal } from '../terminal.ts'

interface AuditOptions {
  readonly data?: string
  readonly checkpoint?: string
}

type Verdict = ChainVerdict & { readonly chain: string }

export function addAudit(program: Command, terminal: Terminal): void {
  const audit = program.command('audit').description('Prove that the audit trail is what was written.')
  const verify = audit
    .command('verify')
    .summary('check every row of the audit trail')
    .description(
      'Recomputes the chains of the audit trail from their first row, beside a running server or without one, and names\n' +
        'the first row that was changed, removed or moved. Reads the database itself: the data folder, or DATABASE_URL.',
    )
    .option('--data <folder>', 'data folder (LATCHKEY_DATA, ./data)')
    .option('--checkpoint <file>', 'heads that were kept elsewhere: finds a trail whose end was cut off')
    .addHelpText(
      'after',
      `
A checkpoint is what an earlier --json run printed, kept where the database's administrators cannot write:
  latchkey audit verify --data ./data --json > checkpoint.json
  latchkey audit verify --data ./data --checkpoint checkpoint.json`,
    )
  handle<AuditOptions>(terminal, verify, runVerify)
}

async function runVerify(context: Context, { data, checkpoint }: AuditOptions): Promise<void> {
  const { env } = context.terminal
  const { database: location } = readConfiguration({
    ...env,
    ...(data !== undefined && { LATCHKEY_DATA: data, DATABASE_URL: undefined }),
  })
  const kept = checkpoint === undefined ? new Map<string, AuditHead>() : parseHeads(await readFile(checkpoint, 'utf8'))
  const { openDatabase } = await import('@latchkey/server/database/open-database')
  const { chainIds, verifyChain } = await import('@latchkey/server/database/verify-chain')
  const database = await openDatabase(location, { readOnly: true })
  const verdicts: Verdict[] = []
  try {
    // A chain that only the checkpoint knows was removed as a whole.
    for (const chain of new Set([...(await database.read(chainIds)), ...kept.keys()])) {
      verdicts.push({ chain, ...(await verifyChain(database, chain, kept.get(chain))) })
    }
  } finally {
    await database.close()
  }
  context.output.list(verdicts.map(flat), ({ chain, verdict, seq, hash }) => ({ chain, verdict, row: seq, hash }))
  const broken = verdicts.filter(({ ok }) => !ok)
  if (broken.length > 0)
    throw new PartialFailure(`${broken.length} of ${verdicts.length} chains are not what was written.`)
  if (!context.output.json) context.terminal.err(`${verdicts.length} chains hold.`)
}

function flat(verdict: Verdict) {
  const { chain } = verdict
  return verdict.ok
    ? { chain, verdict: 'holds', seq: verdict.head.seq, hash: verdict.head.hash }
    : { chain, verdict: verdict.fault, seq: verdict.seq, hash: null }
}

/** Reads heads as `--json` prints them. Throws for anything else: a checkpoint that is passed over would prove nothing. */
export function parseHeads(text: string): Map<string, AuditHead> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = null
  }
  if (!Array.isArray(parsed)) throw new UsageError('The checkpoint is not what `audit verify --json` prints.')
  return new Map(
    parsed.map((head: unknown): [string, AuditHead] => {
      if (!isObject(head)) throw new UsageError('The checkpoint names no chain.')
      const { chain, seq, hash } = head
      if (typeof chain !== 'string' || typeof seq !== 'number' || typeof hash !== 'string') {
        throw new UsageError('A line of the checkpoint has no chain, seq and hash: take one of a trail that held.')
      }
      return [chain, { seq, hash }]
    }),
  )
}
