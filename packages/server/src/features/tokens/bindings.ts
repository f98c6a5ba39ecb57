import type { SpaceName } from '@latchkey/policy/request'
import type { Reader } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'

// What tokens are tied to, found by an id or by the name that people use for it.

/**
 * The spaces by id or slug that an account is in, in the order asked; null for each other, existing or not.
 *
 * It is in those that it owns or is a member of; an installation administrator is in all.
 */
export async function findOwnSpaces(
  db: Reader,
  accountId: string,
  names: readonly string[],
): Promise<(SpaceName | null)[]> {
  const rows = await db
    .selectFrom('spaces')
    .leftJoin('members', (join) =>
      join
        .onRef('members.space_id', '=', 'spaces.id')
        .on('members.account_id', '=', accountId)
        .on('members.state', '=', 'active'),
    )
    .innerJoin('accounts', (join) => join.on('accounts.id', '=', accountId))
    .select(['spaces.id', 'spaces.slug'])
    .where('spaces.state', '=', 'active')
    .where((eb) => eb.or([eb('spaces.id', 'in', names), eb('spaces.slug', 'in', names)]))
    .where((eb) =>
      eb.or([
        eb('spaces.owner_id', '=', accountId),
        eb('members.account_id', 'is not', null),
        eb('accounts.installation_admin', '=', 1),
      ]),
    )
    .execute()
  return names.map((name) => rows.find((row) => row[spaceColumn(name)] === name) ?? null)
}

/** The grants of a role by its id; a token's role is never deleted under it. */
export async function readRoleGrants(db: Reader, roleId: string): Promise<string> {
  return (await db.selectFrom('roles').select('grants').where('id', '=', roleId).executeTakeFirstOrThrow()).grants
}
