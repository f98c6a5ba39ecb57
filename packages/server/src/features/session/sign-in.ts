import type { Operation } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import type { SignedIn } from '@latchkey/contract/session/operations'
import type { Scope } from '@latchkey/tokens/scope'
import type { Writer } from '../../database/database.ts'
import type { TokenCredential } from '../../pipeline/credential.ts'
import type { PublicContext } from '../../pipeline/implementation.ts'
import type { Services } from '../../services.ts'
import { issueToken } from '../tokens/issue-token.ts'
import { ofAccount } from '../tokens/of-account.ts'
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
  /** A personal token is issued in the place of a session. */
  readonly personal?: { readonly name: string; readonly scope: Scope }
  /** How long the token lasts, in milliseconds; null or absent: as long as the instance has it. */
  readonly ttlMs?: number | null
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
  signingIn: SigningIn,
): Promise<SignedInAnswer> {
  const { account, serial, via, by, provenBy, personal, ttlMs = null } = signingIn
  const { row, text } = personal
    ? await issuePersonal(tx, services, { ...signingIn, personal }, now)
    : await startSession(
        tx,
        services,
        { accountId: account.id, serial, via, ttlMs, request, ...(provenBy !== undefined && { provenBy }) },
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

type IssuingPersonal = SigningIn & Required<Pick<SigningIn, 'personal'>>

/** What an account that has just proven itself could make in its session, too. */
function issuePersonal(
  tx: Writer,
  services: Services,
  { account, serial, provenBy, personal: { name, scope }, ttlMs = null }: IssuingPersonal,
  now: number,
) {
  return issueToken(
    tx,
    services,
    {
      serial,
      ...ofAccount,
      kind: 'personal',
      accountId: account.id,
      spaces: 'all',
      spaceIds: [],
      scope,
      name,
      note: '',
      expiresAt: ttlMs === null ? null : now + ttlMs,
      createdBy: { kind: 'account', id: account.id },
      ...(provenBy !== undefined && { provenBy }),
    },
    now,
  )
}

/** Where a sign-in wants its session. The cookie is for the studio's own pages: none of another origin signs anybody in. */
export function viaOf(body: { readonly cookie?: boolean }, cookie: PublicContext['cookie']): TokenCredential['via'] {
  if (body.cookie !== true) return 'bearer'
  cookie.assertFromStudio()
  return 'cookie'
}
