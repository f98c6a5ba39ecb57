import { users } from '@latchkey/contract/actions'
import { acceptOwnInvitation } from '@latchkey/contract/invitations/operations'
import { problems } from '@latchkey/contract/problems'
import { appendAudit } from '../../database/audit-chain.ts'
import type { Writer } from '../../database/database.ts'
import { type Author, holdAuthor } from '../../pipeline/author.ts'
import { decide } from '../../pipeline/authorize.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { storedGrants } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseSpaceEpoch } from '../authority.ts'
import { insertMember, readMember } from '../members/queries.ts'
import { insertOrganizationMember, readOrganizationMember } from '../organization-members/queries.ts'
import { holdOrganization } from '../organizations/queries.ts'
import { grantBeyond } from '../roles/within-maker.ts'
import { deleteInvitation, type InvitationRow, readRoleNames } from './queries.ts'
import { storedRole, storedRoles } from './roles.ts'

/** Who accepts, and when. */
export interface Acceptance {
  readonly invitation: InvitationRow
  readonly accountId: string
  readonly request: RequestFacts
  readonly now: number
}

/**
 * Makes an account a member of what it was invited to, and ends the invitation.
 *
 * It is done by the right of who has invited, as it is now: what that person may not do any more is refused with conflict.
 * A member already stays what it is.
 */
export async function accept(tx: Writer, acceptance: Acceptance): Promise<void> {
  const { invitation } = acceptance
  if (invitation.space_id !== null) await joinSpace(tx, acceptance, invitation.space_id)
  else if (invitation.organization_id !== null) await joinOrganization(tx, acceptance, invitation.organization_id)
  await deleteInvitation(tx, invitation.id)
}

async function joinSpace(tx: Writer, acceptance: Acceptance, spaceId: string): Promise<void> {
  const { invitation, accountId, request, now } = acceptance
  const author = await holdAuthor(tx, authorOf(invitation), spaceId, now, 'update')
  const ids = storedRoles(invitation)
  const roles = await readRoleNames(tx, spaceId, ids)
  if (roles.length < ids.length)
    throw refuse(problems.conflict, 'A role of the invitation is gone: ask for another one.')
  const grants = roles.flatMap((role) => storedGrants(role.grants))
  const space: SpaceFacts | null = author?.space ?? null
  if (author === null || space === null) throw lapsed()
  const mayAdd = decide(author, { action: users.create.name, target: { area: 'users', space } }).allowed
  if (!mayAdd || grantBeyond(author, grants, space) !== null) throw lapsed()
  if ((await readMember(tx, spaceId, accountId)) !== null) return
  await raiseSpaceEpoch(tx, spaceId)
  await raiseAccountEpoch(tx, accountId)
  await insertMember(tx, spaceId, accountId, ids, now)
  // The space's own trail tells who came in; the installation's tells what the account did.
  await appendAudit(tx, spaceId, {
    at: now,
    actor: `account:${accountId}`,
    action: acceptOwnInvitation.id,
    subject: `users:${accountId}`,
    body: {
      token: null,
      secret_version: null,
      decided_by: [],
      request: request.id,
      network: request.network,
      details: { invitation: invitation.id, invited_by: author.principal.name, roles: ids },
    },
  })
}

async function joinOrganization(tx: Writer, acceptance: Acceptance, organizationId: string): Promise<void> {
  const { invitation, accountId, now } = acceptance
  await holdOrganization(tx, organizationId)
  if (!(await mayStillInvite(tx, authorOf(invitation), organizationId))) throw lapsed()
  if ((await readOrganizationMember(tx, organizationId, accountId)) !== null) return
  await raiseAccountEpoch(tx, accountId)
  await insertOrganizationMember(tx, organizationId, accountId, storedRole(invitation), now)
}

/** Whether the inviter still runs the organization, or the installation. */
async function mayStillInvite(tx: Writer, author: Author, organizationId: string): Promise<boolean> {
  const token =
    author.kind === 'account'
      ? { account_id: author.id }
      : await tx
          .selectFrom('tokens')
          .select('account_id')
          .where('id', '=', author.id)
          .where('state', '=', 'active')
          .executeTakeFirst()
  const accountId = token?.account_id ?? null
  if (accountId === null) return false
  const account = await tx
    .selectFrom('accounts')
    .leftJoin('organization_members as m', (join) =>
      join.onRef('m.account_id', '=', 'accounts.id').on('m.organization_id', '=', organizationId),
    )
    .select(['installation_admin', 'm.role'])
    .where('accounts.id', '=', accountId)
    .where('accounts.state', '=', 'active')
    .executeTakeFirst()
  return account?.installation_admin === 1 || account?.role === 'owner' || account?.role === 'administrator'
}

function authorOf({ author }: InvitationRow): Author {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by invite.
  return JSON.parse(author) as Author
}

function lapsed() {
  return refuse(problems.conflict, 'Who sent the invitation may not do so any more: ask for another one.')
}
