import type { Selectable } from 'kysely'
import type { Reader } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** The roles that an account has as a member of a space now; none when it is no member, or only invited. */
export function readOwnRoles(
  db: Reader,
  spaceId: string,
  accountId: string,
): Promise<Pick<Selectable<Schema['roles']>, 'builtin' | 'grants'>[]> {
  return db
    .selectFrom('member_roles')
    .innerJoin('roles', 'roles.id', 'member_roles.role_id')
    .innerJoin('members', (join) =>
      join
        .onRef('members.space_id', '=', 'member_roles.space_id')
        .onRef('members.account_id', '=', 'member_roles.account_id'),
    )
    .select(['roles.builtin', 'roles.grants'])
    .where('member_roles.space_id', '=', spaceId)
    .where('member_roles.account_id', '=', accountId)
    .where('members.state', '=', 'active')
    .execute()
}
