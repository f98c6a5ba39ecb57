import { organizations } from '@latchkey/contract/actions'
import type { Action } from '@latchkey/contract/action'
import type { Grant } from '@latchkey/policy/grant'
import type { Reader } from '../database/database.ts'

/** What the people of an organization may do to it; everybody in it may see it besides. */
const administering: readonly Action[] = [
  organizations.update,
  organizations['members.read'],
  organizations['members.manage'],
  organizations['spaces.read'],
  organizations['spaces.create'],
  organizations['tokens.manage'],
]

/** An owner may also do what would let an administrator become the owner, or act as him. */
const owning: readonly Action[] = [
  ...administering,
  organizations['sso.manage'],
  organizations['spaces.transfer'],
  organizations.transfer,
  organizations.delete,
]

/** What an account may do to organizations by what it is in them, a grant for each that it runs. `only`: to that one, and no other. */
export async function readOrganizationGrants(
  db: Reader,
  accountId: string,
  only: string | null,
): Promise<readonly Grant[]> {
  let query = db
    .selectFrom('organization_members')
    .innerJoin('organizations', 'organizations.id', 'organization_members.organization_id')
    .select(['organizations.id', 'organization_members.role'])
    .where('organization_members.account_id', '=', accountId)
    .where('organization_members.role', 'in', ['owner', 'administrator'])
    .where('organizations.state', '=', 'active')
  if (only !== null) query = query.where('organizations.id', '=', only)
  const rows = await query.execute()
  return rows.map(({ id, role }) => ({
    effect: 'allow',
    actions: (role === 'owner' ? owning : administering).map(({ name }) => name),
    resources: [`organizations:${id}`],
  }))
}
