import type { Operation } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import type { SignedIn } from '@latchkey/contract/session/operations'
import type { Writer } from '../../database/database.ts'
import type { TokenCredential } from '../../pipeline/credential.ts'
import type { PublicContext } from '../../pipeline/implementation.ts'
import type { AccountRow } from '../users/queries.ts'
import { renderAccount } from '../users/render.ts'
import { recordSignIn } from './record-sign-in.ts'
import { startSession } from './start-session.ts'

/** The answer of every sign-in. */
export type SignedInAnswer = Static<typeof SignedIn>

/** Who signs in, and where the session goes. */
export interface SigningIn {
  /** Held by the transaction, and active. */
  readonly account: AccountRow
  /** From `services.nextSerial('token')`, asked before the transaction. */
  readonly serial: number
  readonly via: TokenCredential['via']
  /** For the trail: what was proof besides the password, or instead of it. */
  readonly by?: string
  /** The identity at an organization's provider that was proven; absent: the account's own means. */
  readonly provenBy?: string
}

/**
 * Signs in an account that has just proven itself, by whatever proof: begins its session, tells the trail, and answers
 * the token or gives it to the studio's cookie. The last statements of their transaction.
 *
 * Not guaranteed: that a page of the studio has asked. See `viaOf`.
 */
export async function signIn(
  tx: Writer,
  operation: Operation,
  { services, request, cookie, now }: Pick<PublicContext, 'services' | 'request' | 'cookie' | 'now'>,
  { account, serial, via, by, provenBy }: SigningIn,
): Promise<SignedInAnswer> {
  const { row, text } = await startSession(
    tx,
    services,
    { accountId: account.id, serial, via, request, ...(provenBy !== undefined && { provenBy }) },
    now,
  )
  await recordSignIn(tx, operation, { account, session: row, request, ...(by !== undefined && { by }) }, now)
  if (via === 'cookie') cookie.give(text, services.settings.sessions.studio.lifetimeMs)
  const expires_at = row.expires_at === null ? null : new Date(row.expires_at).toISOString()
  return {
    account: renderAccount(account),
    token: { id: row.id, kind: row.kind, expires_at },
    ...(via === 'bearer' && { secret: text.expose() }),
  }
}

/** Where a sign-in wants its session. The cookie is for the studio's own pages: none of another origin signs anybody in. */
export function viaOf(body: { readonly cookie?: boolean }, cookie: PublicContext['cookie']): TokenCredential['via'] {
  if (body.cookie !== true) return 'bearer'
  cookie.assertFromStudio()
  return 'cookie'
}
