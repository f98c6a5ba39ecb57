import type { Writer } from '../../database/database.ts'
import type { Services } from '../../services.ts'
import { type Issued, issueToken } from '../tokens/issue-token.ts'

/**
 * Issues a session token for an account that has just proven itself. Where its slots are full, its oldest session ends.
 *
 * `serial`: from `services.nextSerial('token')`, asked before the transaction.
 */
export function startSession(
  tx: Writer,
  services: Services,
  { accountId, serial }: { readonly accountId: string; readonly serial: number },
  now: number,
): Promise<Issued> {
  return issueToken(
    tx,
    services,
    {
      serial,
      kind: 'session',
      accountId,
      spaces: 'all',
      spaceId: null,
      spaceIds: [],
      environmentId: null,
      roleId: null,
      grants: null,
      scope: null,
      name: 'Session',
      note: '',
      expiresAt: null,
      createdBy: { kind: 'account', id: accountId },
    },
    now,
  )
}
