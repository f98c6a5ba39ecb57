import type { Writer } from '../../database/database.ts'
import type { Services } from '../../services.ts'
import { insertEnvironment } from '../environments/queries.ts'
import { insertLocale } from '../locales/queries.ts'
import { insertMember } from '../members/queries.ts'
import { builtinRoles } from '../roles/builtin-roles.ts'
import { insertRole } from '../roles/queries.ts'
import type { SpaceRow } from './queries.ts'

/** What a space is made of. */
export interface NewSpace {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly defaultLocale: string
  readonly ownerId: string
  /** Null for a space outside organizations. */
  readonly organizationId: string | null
  /** Absent: it is none. */
  readonly sandbox?: true
  /** When it was made where it comes from, UTC milliseconds; absent: now. */
  readonly createdAt?: number
  readonly serials: SpaceSerials
}

export interface SpaceSerials {
  readonly space: number
  readonly branch: number
  readonly environment: number
  /** One for each built-in role. */
  readonly roles: readonly number[]
}

/** Takes the numbers of a space and of what it begins with; before the transaction. */
export async function takeSpaceSerials(nextSerial: Services['nextSerial']): Promise<SpaceSerials> {
  return {
    space: await nextSerial('space'),
    branch: await nextSerial('branch'),
    environment: await nextSerial('environment'),
    roles: await Promise.all(builtinRoles.map(() => nextSerial('role'))),
  }
}

/** Makes a space that can be worked in: the branch `main`, its draft view, `production`, one locale, the built-in roles, its owner. */
export async function insertSpace(tx: Writer, space: NewSpace, newId: () => string, now: number): Promise<SpaceRow> {
  const { id, slug, name, defaultLocale, ownerId, organizationId, serials } = space
  const row = await tx
    .insertInto('spaces')
    .values({
      id,
      serial: serials.space,
      slug,
      name,
      organization_id: organizationId,
      owner_id: ownerId,
      sandbox: space.sandbox === true ? 1 : 0,
      state: 'active',
      authz_epoch: 1,
      default_locale: defaultLocale,
      settings: '{}',
      version: 1,
      created_at: space.createdAt ?? now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await insertLocale(tx, id, { code: defaultLocale, name: defaultLocale, fallback: null }, 0)
  await insertMainBranch(tx, id, serials.branch, newId, now)
  const production = { id: newId(), spaceId: id, serial: serials.environment, slug: 'production' }
  await insertEnvironment(tx, production, newId, now)
  const administrator = await insertBuiltinRoles(tx, id, serials.roles, newId, now)
  await insertMember(tx, id, ownerId, [administrator], now)
  return row
}

async function insertMainBranch(
  tx: Writer,
  spaceId: string,
  serial: number,
  newId: () => string,
  now: number,
): Promise<void> {
  const branch = { id: 'main', name: 'main', source_id: null, start_seq: null } as const
  await tx
    .insertInto('branches')
    .values({ ...branch, space_id: spaceId, serial, state: 'active', created_at: now })
    .execute()
  await tx
    .insertInto('views')
    .values({ id: newId(), space_id: spaceId, branch_id: branch.id, environment_id: null })
    .execute()
}

/** Answers the id of the Administrator role. */
async function insertBuiltinRoles(
  tx: Writer,
  spaceId: string,
  serials: readonly number[],
  newId: () => string,
  now: number,
): Promise<string> {
  const ids = new Map<string, string>()
  for (const [index, role] of builtinRoles.entries()) {
    const serial = serials[index]
    if (serial === undefined) throw new Error('A built-in role has no serial: take them with takeSpaceSerials.')
    const row = await insertRole(tx, { ...role, id: newId(), spaceId, serial }, now)
    ids.set(role.builtin, row.id)
  }
  const administrator = ids.get('administrator')
  if (administrator === undefined) throw new Error('There is no Administrator among the built-in roles.')
  return administrator
}
