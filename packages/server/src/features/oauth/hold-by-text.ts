import type { KeyRing } from '@latchkey/tokens/key-ring'
import type { Writer } from '../../database/database.ts'
import { takeTurns } from '../../database/lock-for-write.ts'
import { findByText, type FoundByText } from '../../pipeline/find-by-text.ts'

/**
 * The token whose text somebody has, held until the end of the transaction; null for what is no token from here.
 *
 * Looks twice: before it is held another request may give it a new secret, or end it. After its turn, so that a token that
 * keeps writing cannot keep its own end waiting.
 */
export async function holdByText(tx: Writer, ring: KeyRing, text: string, now: number): Promise<FoundByText | null> {
  const found = await findByText(tx, ring, text, now)
  if (found === null) return null
  const { id } = found.token
  await takeTurns(tx, [id])
  await tx.selectFrom('tokens').select('id').where('id', '=', id).forUpdate().execute()
  return findByText(tx, ring, text, now)
}
