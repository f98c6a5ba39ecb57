import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { holdsSlot, type SlotLimit } from '@latchkey/tokens/limits'
import type { Writer } from '../../database/database.ts'
import { takeTurns } from '../../database/lock-for-write.ts'
import { fillSlot, handOverSlot, type SlotPool } from '../../database/slots.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { endToken } from './end-token.ts'

/**
 * Holds the row of the space or account whose slots a new token takes, so that of two creators one waits.
 *
 * Before the token's row is inserted: that row's foreign key shares the owner's, and two that share first and then want it
 * for themselves wait for each other for ever. After a turn, so that whoever logs in does not wait for as long as his
 * account keeps writing.
 */
export async function holdSlotOwner(tx: Writer, token: TokenRow): Promise<void> {
  const { limit } = kinds[token.kind]
  if (limit === null) return
  const ownerId = ownerOf(limit, token)
  await takeTurns(tx, [ownerId])
  const table = limit.owner === 'space' ? 'spaces' : 'accounts'
  await tx.selectFrom(table).select('id').where('id', '=', ownerId).forUpdate().executeTakeFirstOrThrow()
}

/**
 * Finds a slot for a token whose row was just inserted, as its kind's limit says; nothing happens for a kind without one.
 *
 * `limits` are the instance's own numbers by pool. The owner's row is held: see `holdSlotOwner`.
 */
export async function occupySlot(
  tx: Writer,
  limits: Readonly<Record<string, number>>,
  token: TokenRow,
  now: number,
): Promise<void> {
  const { limit } = kinds[token.kind]
  if (limit === null) return
  const pool = { ownerId: ownerOf(limit, token), pool: limit.pool }
  if (!holdsSlot(limit, 'expired')) await freeExpiredSlots(tx, pool, now)
  const slots = limits[limit.pool] ?? limit.perOwner
  if ((await fillSlot(tx, pool, slots, token.id)) !== null) return
  const oldest = limit.onFull === 'end-oldest' ? await oldestHolder(tx, pool) : null
  if (oldest === null) {
    throw refuse(problems.limitReached, `All ${slots} ${limit.pool} tokens of the ${limit.owner} are taken.`)
  }
  await handOverSlot(tx, oldest, token.id)
  await endToken(tx, oldest, 'revoke', now)
}

function ownerOf({ owner }: SlotLimit, token: TokenRow): string {
  const id = owner === 'space' ? token.space_id : token.account_id
  if (id === null) throw new Error(`A ${token.kind} token takes a slot of its ${owner}: issue it with one.`)
  return id
}

async function freeExpiredSlots(tx: Writer, { ownerId, pool }: SlotPool, now: number): Promise<void> {
  const expired = tx.selectFrom('tokens').select('id').where('expires_at', '<=', now)
  await tx
    .deleteFrom('token_slots')
    .where('owner_id', '=', ownerId)
    .where('pool', '=', pool)
    .where('token_id', 'in', expired)
    .execute()
}

/** The holder that was created first; within one millisecond the serial tells. */
async function oldestHolder(tx: Writer, { ownerId, pool }: SlotPool): Promise<string | null> {
  const oldest = await tx
    .selectFrom('token_slots')
    .innerJoin('tokens', 'tokens.id', 'token_slots.token_id')
    .select('tokens.id')
    .where('token_slots.owner_id', '=', ownerId)
    .where('token_slots.pool', '=', pool)
    .orderBy('tokens.created_at')
    .orderBy('tokens.serial')
    .limit(1)
    .executeTakeFirst()
  return oldest?.id ?? null
}
