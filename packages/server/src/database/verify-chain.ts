import { type AuditedRow, type AuditHead, auditHash, auditStart } from './audit-chain.ts'
import type { Database, Reader } from './database.ts'

/**
 * The first thing that is wrong with a chain.
 *
 * - `changed`: the row is not what was written, or its hash is not.
 * - `removed`: no row has this number though later ones or the head exist.
 * - `reordered`: the row that belongs here stands at another number.
 * - `head-missing`, `head-differs`: the rows hold together and the head does not tell of them.
 * - `cut`: the chain ends before the checkpoint, or passes it with another hash.
 */
export interface ChainFault {
  readonly ok: false
  readonly seq: number
  readonly fault: 'changed' | 'removed' | 'reordered' | 'head-missing' | 'head-differs' | 'cut'
}

/** `head` is where the chain stands; write it down to prove later that nothing was cut off. */
export type ChainVerdict = { readonly ok: true; readonly head: AuditHead } | ChainFault

type StoredRow = AuditedRow & { readonly hash: string }

const pageSize = 500

/**
 * Recomputes a chain from its first row, in one snapshot and a page at a time.
 *
 * A chain cannot know that its tail was cut together with its head: give a checkpoint that was kept elsewhere.
 */
export async function verifyChain(database: Database, chainId: string, checkpoint?: AuditHead): Promise<ChainVerdict> {
  return database.read(async (db) => {
    let last = auditStart
    for await (const row of rowsAfter(db, chainId, 0)) {
      const fault = await faultOf(db, row, last)
      if (fault !== null) return fault
      last = { seq: row.seq, hash: row.hash }
      if (checkpoint?.seq === last.seq && checkpoint.hash !== last.hash)
        return { ok: false, seq: last.seq, fault: 'cut' }
    }
    return faultAtEnd(db, chainId, last, checkpoint)
  })
}

/** Every chain by its id: the spaces' and `installation`. */
export async function chainIds(db: Reader): Promise<string[]> {
  const heads = db.selectFrom('audit_chains').select('chain_id')
  const rows = await heads.union(db.selectFrom('audit').select('chain_id')).orderBy('chain_id').execute()
  return rows.map((row) => row.chain_id)
}

async function faultOf(db: Reader, row: StoredRow, last: AuditHead): Promise<ChainFault | null> {
  const seq = last.seq + 1
  if (row.seq === seq && auditHash(row, last.hash) === row.hash) return null
  if (await standsElsewhere(db, row.chain_id, seq, last.hash)) return { ok: false, seq, fault: 'reordered' }
  return { ok: false, seq, fault: row.seq === seq ? 'changed' : 'removed' }
}

/** Whether some other row is the one that was written with this number: its hash proves it. */
async function standsElsewhere(db: Reader, chainId: string, seq: number, previousHash: string): Promise<boolean> {
  for await (const row of rowsAfter(db, chainId, seq)) {
    if (auditHash({ ...row, seq }, previousHash) === row.hash) return true
  }
  return false
}

async function faultAtEnd(
  db: Reader,
  chainId: string,
  last: AuditHead,
  checkpoint: AuditHead | undefined,
): Promise<ChainVerdict> {
  const head = await db
    .selectFrom('audit_chains')
    .select(['seq', 'hash'])
    .where('chain_id', '=', chainId)
    .executeTakeFirst()
  if (head === undefined && last.seq > 0) return { ok: false, seq: last.seq, fault: 'head-missing' }
  if (head !== undefined && head.seq > last.seq) return { ok: false, seq: last.seq + 1, fault: 'removed' }
  if (head !== undefined && (head.seq < last.seq || head.hash !== last.hash)) {
    return { ok: false, seq: last.seq, fault: 'head-differs' }
  }
  if (checkpoint !== undefined && checkpoint.seq > last.seq) return { ok: false, seq: last.seq + 1, fault: 'cut' }
  return { ok: true, head: last }
}

async function* rowsAfter(db: Reader, chainId: string, after: number): AsyncGenerator<StoredRow> {
  let last = after
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('chain_id', '=', chainId)
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    yield* page
    const end = page.at(-1)
    if (end === undefined || page.length < pageSize) return
    last = end.seq
  }
}
