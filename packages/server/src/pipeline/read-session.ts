import type { TokenKind } from '@latchkey/tokens/kinds'
import type { Reader } from '../database/database.ts'
import type { Principal } from './principal.ts'

/** Where a token counts, and when its holder last proved who it is; only sessions have anything to say. */
export async function readSession(
  db: Reader,
  token: { readonly id: string; readonly kind: TokenKind; readonly created_at: number },
): Promise<Pick<Principal, 'via' | 'provenAt'>> {
  const row =
    token.kind === 'session'
      ? await db.selectFrom('sessions').select(['via', 'proven_at']).where('token_id', '=', token.id).executeTakeFirst()
      : undefined
  return { via: row?.via ?? 'bearer', provenAt: row?.proven_at ?? token.created_at }
}
