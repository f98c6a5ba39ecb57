import type { Writer } from '../../database/database.ts'
import { authorOf } from '../../pipeline/author.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { normalizeEmail } from '../users/email.ts'
import { administersInstallation } from '../users/queries.ts'
import { enqueueLetter } from './jobs.ts'
import { invitationMs, newLink } from './link.ts'
import { insertInvitation, type InvitationRow, type InvitedTo } from './queries.ts'

/** An invitation that was just made; the secret of its link where the answer may show it. */
export interface Invited {
  readonly row: InvitationRow
  readonly shown: { readonly secret?: string }
}

/**
 * Invites an address into a place. Everything about it is the same whether or not anybody has the address.
 *
 * The link lets its holder take the address for his own. So it is sent to the address; who administers the installation could
 * make the account himself, and may hand it over.
 */
export async function invite(
  { db, caller, services, now }: Context<unknown, Writer>,
  to: InvitedTo,
  email: string,
  roles: readonly string[],
): Promise<Invited> {
  const link = newLink(services.random)
  const row: InvitationRow = {
    id: services.newId(),
    organization_id: 'organizationId' in to ? to.organizationId : null,
    space_id: 'spaceId' in to ? to.spaceId : null,
    email: email.normalize('NFC'),
    email_norm: normalizeEmail(email),
    roles: JSON.stringify(roles),
    author: JSON.stringify(authorOf(caller.principal)),
    secret_hash: link.hash,
    expires_at: now + invitationMs,
    created_at: now,
  }
  await insertInvitation(db, row)
  await enqueueLetter(db, services, { id: row.id, secret: link.secret }, now)
  const { proof, accountId } = caller.principal
  const shows = proof === null && (await administersInstallation(db, accountId))
  return { row, shown: shows ? { secret: link.secret.expose() } : {} }
}
