import { takeSlot } from '@latchkey/tokens/limits'
import type { Writer } from './database.ts'

/** Whose limit it is: `{ ownerId: space.id, pool: 'delivery' }`. */
export interface SlotPool {
  readonly ownerId: string
  readonly pool: string
}

/**
 * Gives a new token the lowest free slot below the limit; null when there is none.
 *
 * The token's row exists, and the caller holds the owner's row (`lockForWrite` with `update`), so that two creators take
 * turns. Should one forget, the primary key still refuses the second: a `unique` problem, never one token too many.
 */
export async function fillSlot(
  tx: Writer,
  { ownerId, pool }: SlotPool,
  limit: number,
  tokenId: string,
): Promise<number | null> {
  const rows = await tx
    .selectFrom('token_slots')
    .select('slot')
    .where('owner_id', '=', ownerId)
    .where('pool', '=', pool)
    .execute()
  const slot = takeSlot(new Set(rows.map((row) => row.slot)), limit)
  if (slot === null) return null
  await tx.insertInto('token_slots').values({ owner_id: ownerId, pool, slot, token_id: tokenId }).execute()
  return slot
}

/** Hands the slot of a token that ends in this transaction to a new one. False when the old one held none. */
export async function handOverSlot(tx: Writer, fromTokenId: string, toTokenId: string): Promise<boolean> {
  const moved = await tx
    .updateTable('token_slots')
    .set({ token_id: toTokenId })
    .where('token_id', '=', fromTokenId)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** Frees what a token held; nothing happens when it held none. */
export async function freeSlot(tx: Writer, tokenId: string): Promise<void> {
  await tx.deleteFrom('token_slots').where('token_id', '=', tokenId).execute()
}
