import type { Writer } from '../../database/database.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import type { TokenCredential } from '../../pipeline/credential.ts'
import type { Services } from '../../services.ts'
import { type Issued, issueToken } from '../tokens/issue-token.ts'
import { ofAccount } from '../tokens/of-account.ts'
import { insertSession } from './queries.ts'

/** A session to be begun. */
export interface NewSession {
  readonly accountId: string
  /** From `services.nextSerial('token')`, asked before the transaction. */
  readonly serial: number
  /** The one place in which its token will count; absent: as a bearer. The text of one of the cookie goes nowhere else. */
  readonly via?: TokenCredential['via']
  /** The identity at an organization's provider that was proven; absent: the account's own means. */
  readonly provenBy?: string
  /** Milliseconds that it lasts, where that is less than the instance allows. */
  readonly ttlMs?: number | null
  /** The request that began it; absent for work within the machine. */
  readonly request?: RequestFacts
}

/**
 * Issues a session token for an account that has just proven itself, by whatever proof. Where the slots of API sessions
 * are full, the oldest ends; sessions of the studio's cookie take none.
 */
export async function startSession(
  tx: Writer,
  services: Services,
  { accountId, serial, via = 'bearer', provenBy, ttlMs = null, request }: NewSession,
  now: number,
): Promise<Issued> {
  const { lifetimeMs, takesSlot } = services.settings.sessions[via === 'cookie' ? 'studio' : 'api']
  const lastsMs = ttlMs === null ? lifetimeMs : Math.min(ttlMs, lifetimeMs ?? ttlMs)
  const issued = await issueToken(
    tx,
    services,
    {
      serial,
      ...ofAccount,
      kind: 'session',
      accountId,
      spaces: 'all',
      spaceIds: [],
      scope: null,
      name: 'Session',
      note: '',
      expiresAt: lastsMs === null ? null : now + lastsMs,
      createdBy: { kind: 'account', id: accountId },
      ...(provenBy !== undefined && { provenBy }),
      ...(!takesSlot && { takesSlot: false }),
    },
    now,
  )
  await insertSession(tx, issued.row.id, { via, request: request ?? null }, now)
  return issued
}
