import { createHash } from 'node:crypto'
import type { Writer } from './database.ts'
import { insertRows } from './insert-rows.ts'
import type { Schema } from './schema.ts'

/** One act, as the trail keeps it. */
export interface AuditEntry {
  /** UTC milliseconds. */
  readonly at: number
  /** Principal, such as `account:018f…` or `token:7Hq2mK9xB1aZ`. */
  readonly actor: string
  /** Operation, such as `entries.publish`. */
  readonly action: string
  /** What it was done to, such as `content:pages:home`; empty for none. */
  readonly subject: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Where a chain stands. */
export interface AuditHead {
  /** 0 before the first row. */
  readonly seq: number
  readonly hash: string
}

/** What the first row of every chain follows. */
export const auditStart: AuditHead = { seq: 0, hash: '' }

/** The columns that a row's hash covers, besides the hash before it. */
export type AuditedRow = Pick<Schema['audit'], 'chain_id' | 'seq' | 'at' | 'actor' | 'action' | 'subject' | 'body'>

/**
 * Appends to a space's chain, or to `installation`. The last statements of a transaction, because the chain stays locked
 * until its end and all writers of the space queue for it.
 */
export async function appendAudit(tx: Writer, chainId: string, entry: AuditEntry): Promise<AuditHead> {
  return appendAudits(tx, chainId, [entry])
}

/** The same for several acts, in their order. */
export async function appendAudits(tx: Writer, chainId: string, entries: readonly AuditEntry[]): Promise<AuditHead> {
  let head = await lockHead(tx, chainId)
  if (entries.length === 0) return head
  const rows = entries.map(({ at, actor, action, subject, body }) => {
    const row: AuditedRow = {
      chain_id: chainId,
      seq: head.seq + 1,
      at,
      actor,
      action,
      subject,
      body: JSON.stringify(body),
    }
    head = { seq: row.seq, hash: auditHash(row, head.hash) }
    return { ...row, hash: head.hash }
  })
  await insertRows(tx, 'audit', rows)
  await tx.updateTable('audit_chains').set(head).where('chain_id', '=', chainId).execute()
  return head
}

/** SHA-256 in hex over the hash before it and the stored bytes of each column, each preceded by its length. */
export function auditHash(row: AuditedRow, previousHash: string): string {
  const hash = createHash('sha256')
  for (const part of [previousHash, row.chain_id, row.seq, row.at, row.actor, row.action, row.subject, row.body]) {
    const bytes = Buffer.from(String(part))
    hash.update(`${bytes.length}:`).update(bytes)
  }
  return hash.digest('hex')
}

async function lockHead(tx: Writer, chainId: string): Promise<AuditHead> {
  const head = tx.selectFrom('audit_chains').select(['seq', 'hash']).where('chain_id', '=', chainId).forUpdate()
  const found = await head.executeTakeFirst()
  if (found !== undefined) return found
  // Two transactions may begin a chain at once: the second waits here for the first.
  await tx
    .insertInto('audit_chains')
    .values({ chain_id: chainId, ...auditStart })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return head.executeTakeFirstOrThrow()
}
