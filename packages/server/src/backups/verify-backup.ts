import { type AuditedRow, auditHash, type AuditHead, auditStart } from '../database/audit-chain.ts'
import type { Row } from '../database/tables.ts'
import { DamagedBackup, type Head, type Manifest } from './format.ts'
import { type BackupEnd, readBackup } from './read-backup.ts'
import type { Readable } from 'node:stream'

/**
 * Proves that a backup is what was written: every member by its digest, the number of rows, and the chains of the audit trail from
 * their first row to the head. Needs no server, no database and no key. Throws `DamagedBackup`.
 */
export async function verifyBackup(source: Readable): Promise<BackupEnd> {
  const chains = new Map<string, AuditHead>()
  const end = await readBackup(source, {
    rows: async (table, rows) => {
      if (table === 'audit') for (const row of rows) follow(chains, row)
    },
  })
  assertHeads(end.manifest, chains)
  return end
}

function follow(chains: Map<string, AuditHead>, row: Row): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a wrong column gives a wrong hash.
  const audited = row as unknown as AuditedRow & { readonly hash: string }
  const last = chains.get(audited.chain_id) ?? auditStart
  if (audited.seq !== last.seq + 1 || auditHash(audited, last.hash) !== audited.hash) {
    throw new DamagedBackup(`The audit trail ${audited.chain_id} is broken at row ${last.seq + 1}.`)
  }
  chains.set(audited.chain_id, { seq: audited.seq, hash: audited.hash })
}

function assertHeads(manifest: Manifest, chains: ReadonlyMap<string, AuditHead>): void {
  for (const chain of new Set([...Object.keys(manifest.chains), ...chains.keys()])) {
    const [told, found] = [manifest.chains[chain] ?? auditStart, chains.get(chain) ?? auditStart]
    if (told.seq !== found.seq || told.hash !== found.hash) {
      throw new DamagedBackup(`The audit trail ${chain} ends at row ${found.seq}, not at ${told.seq}.`)
    }
  }
}

/** Refuses tables that this version does not know yet. */
export function assertKnownSchema({ schema, latchkey }: Head, known: readonly string[]): void {
  const unknown = schema.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new DamagedBackup(
      `The backup is from a newer version of Latchkey (${latchkey}, ${unknown.join(', ')}): restore it with that version.`,
    )
  }
}
