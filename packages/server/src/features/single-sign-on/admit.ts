import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch } from '../authority.ts'
import { insertOrganizationMember, readOrganizationMember } from '../organization-members/queries.ts'
import { type AccountRow, holdAccount, insertAccount, readAccountByEmail } from '../users/queries.ts'
import { type ConnectionRow, type IdentityRow, insertIdentity, readIdentity } from './queries.ts'
import type { Vouched } from './rules.ts'

/** What may have to be made for somebody who comes for the first time; before the transaction. */
export interface Fresh {
  readonly identityId: string
  readonly accountId: string
  readonly accountSerial: number
}

export interface Admitted {
  readonly account: AccountRow
  readonly identity: IdentityRow
}

/**
 * Finds or makes the account and the membership of somebody for whom an organization's provider vouches.
 *
 * After the first time the provider's own name for the person decides, never an address, which may pass to somebody else.
 * Refuses with sign-in-refused: an account that is suspended, a person who is no member where none is made so, and an
 * account that the provider knows under another name.
 */
export async function admit(
  tx: Writer,
  connection: ConnectionRow,
  person: Vouched,
  fresh: Fresh,
  now: number,
): Promise<Admitted> {
  const { organization_id: organizationId, issuer } = connection
  const known = await readIdentity(tx, organizationId, { issuer, subject: person.subject })
  const account =
    known === null ? await findOrMake(tx, connection, person, fresh, now) : await holdAccount(tx, known.account_id)
  if (account?.state !== 'active') throw refuse(problems.signInRefused, 'This account is not open.')
  await becomeMember(tx, connection, account.id, now)
  return { account, identity: known ?? (await introduce(tx, connection, account.id, person, fresh, now)) }
}

async function findOrMake(
  tx: Writer,
  connection: ConnectionRow,
  { email, name }: Vouched,
  { accountId, accountSerial }: Fresh,
  now: number,
): Promise<AccountRow | null> {
  const found = await readAccountByEmail(tx, email)
  if (found !== null) return holdAccount(tx, found.id)
  if (connection.provisioning === 'off') throw notInvited()
  const account = { id: accountId, serial: accountSerial, email, name, passwordHash: null }
  return insertAccount(tx, { ...account, installationAdministrator: false }, now)
}

async function becomeMember(tx: Writer, connection: ConnectionRow, accountId: string, now: number): Promise<void> {
  const { organization_id: organizationId, provisioning } = connection
  if ((await readOrganizationMember(tx, organizationId, accountId)) !== null) return
  if (provisioning === 'off') throw notInvited()
  await raiseAccountEpoch(tx, accountId)
  await insertOrganizationMember(tx, organizationId, accountId, provisioning, now)
}

async function introduce(
  tx: Writer,
  { organization_id, issuer }: ConnectionRow,
  accountId: string,
  { subject }: Vouched,
  { identityId }: Fresh,
  now: number,
): Promise<IdentityRow> {
  if ((await readIdentity(tx, organization_id, { accountId })) !== null) {
    throw refuse(
      problems.signInRefused,
      'The provider has known this account under another name: an administrator has to remove that one first.',
    )
  }
  const row = { id: identityId, organization_id, account_id: accountId, issuer, subject, created_at: now }
  await insertIdentity(tx, row)
  return row
}

function notInvited() {
  return refuse(problems.signInRefused, 'You are no member of this organization: ask to be invited.')
}
