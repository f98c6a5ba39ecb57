import { tokenPattern } from '@latchkey/tokens/text'
import { sql } from 'kysely'
import type { Writer } from '../../database/database.ts'
import type { TokenCredential } from '../../pipeline/credential.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'

/** Where a session began, and the place in which its token counts. */
export interface SessionOrigin {
  readonly via: TokenCredential['via']
  readonly request: RequestFacts | null
}

export async function insertSession(tx: Writer, tokenId: string, origin: SessionOrigin, now: number): Promise<void> {
  const { via, request } = origin
  await tx
    .insertInto('sessions')
    .values({
      token_id: tokenId,
      via,
      network: request?.network ?? null,
      user_agent: printable(request?.userAgent ?? null),
      proven_at: now,
      used_at: now,
    })
    .execute()
}

/** Counts a session as begun just now. Its token is held; its version is raised, so that what was read before is read again. */
export async function proveSession(
  tx: Writer,
  { tokenId, via }: { readonly tokenId: string; readonly via: TokenCredential['via'] },
  now: number,
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({ token_id: tokenId, via, network: null, user_agent: null, proven_at: now, used_at: now })
    .onConflict((conflict) => conflict.column('token_id').doUpdateSet({ proven_at: now }))
    .execute()
  await tx
    .updateTable('tokens')
    .set({ version: sql`version + 1` })
    .where('id', '=', tokenId)
    .execute()
}

const token = new RegExp(tokenPattern)

/** Names of programs are shown to people: short, without control characters, and never a secret that was put there by mistake. */
function printable(userAgent: string | null): string | null {
  if (userAgent === null || token.test(userAgent)) return null
  return userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200)
}
