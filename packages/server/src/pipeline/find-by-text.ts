import type { KeyRing } from '@latchkey/tokens/key-ring'
import { parse } from '@latchkey/tokens/text'
import type { Reader } from '../database/database.ts'
import { type HeldSecret, heldSecret } from './held-secret.ts'
import type { TokenRow } from './read-rights.ts'

/** A token, and which of its secrets a text holds. */
export interface FoundByText {
  readonly token: TokenRow
  readonly held: Exclude<HeldSecret, { is: 'none' }>
}

/** The token whose text somebody has, in whatever state it is; null for what is no token, or not one from here. */
export async function findByText(db: Reader, ring: KeyRing, text: string, now: number): Promise<FoundByText | null> {
  const parsed = parse(text)
  if (!parsed.ok) return null
  const token = await db.selectFrom('tokens').selectAll().where('id', '=', parsed.id).executeTakeFirst()
  const held = token && heldSecret(ring, token, parsed, now)
  return token && held && held.is !== 'none' ? { token, held } : null
}
