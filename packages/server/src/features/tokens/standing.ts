import type { Standing } from '@latchkey/tokens/makers'
import type { Reader } from '../../database/database.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { standingsOf } from './rules.ts'

/** What an account is in a space now. */
export async function readStandings(
  db: Reader,
  accountId: string,
  space: Pick<SpaceFacts, 'id' | 'ownerId'>,
): Promise<readonly Standing[]> {
  const account = await db
    .selectFrom('accounts')
    .select('installation_admin')
    .where('id', '=', accountId)
    .executeTakeFirst()
  const roles = await db
    .selectFrom('member_roles')
    .innerJoin('roles', 'roles.id', 'member_roles.role_id')
    .innerJoin('members', (join) =>
      join
        .onRef('members.space_id', '=', 'member_roles.space_id')
        .onRef('members.account_id', '=', 'member_roles.account_id'),
    )
    .select('roles.builtin')
    .where('member_roles.space_id', '=', space.id)
    .where('member_roles.account_id', '=', accountId)
    .where('members.state', '=', 'active')
    .execute()
  return standingsOf({
    owner: space.ownerId === accountId,
    installationAdministrator: account?.installation_admin === 1,
    roles: roles.map(({ builtin }) => builtin),
  })
}
