import type { Standing } from '@latchkey/tokens/makers'
import type { Reader } from '../../database/database.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { readOwnRoles } from '../../pipeline/read-own-roles.ts'
import { standingsOf } from './rules.ts'

/** What an account is to the installation. */
export async function readInstallationStandings(db: Reader, accountId: string | null): Promise<readonly Standing[]> {
  const account = await db
    .selectFrom('accounts')
    .select('installation_admin')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return account?.installation_admin === 1 ? ['installation-administrator'] : []
}

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
  const roles = await readOwnRoles(db, space.id, accountId)
  return standingsOf({
    owner: space.ownerId === accountId,
    installationAdministrator: account?.installation_admin === 1,
    roles: roles.map(({ builtin }) => builtin),
  })
}
