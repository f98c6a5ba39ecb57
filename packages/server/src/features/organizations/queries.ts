import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Flag, Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { Position } from '../../lib/page.ts'

export type OrganizationRow = Selectable<Schema['organizations']>

/** With what its single sign-on asks for; null where there is none. */
export type ShownOrganization = OrganizationRow & { readonly sso_enforced: Flag | null }

export interface NewOrganization {
  readonly id: string
  /** From `services.nextSerial('organization')`, asked before the transaction. */
  readonly serial: number
  readonly slug: string
  readonly name: string
  readonly ownerId: string
}

/** Makes an organization, whose owner is its first member. */
export async function insertOrganization(tx: Writer, organization: NewOrganization, now: number): Promise<void> {
  const { id, serial, slug, name, ownerId } = organization
  const row = { id, serial, slug, name, owner_id: ownerId, policy: '{}', state: 'active', version: 1 } as const
  await tx
    .insertInto('organizations')
    .values({ ...row, created_at: now, updated_at: now })
    .execute()
  await tx
    .insertInto('organization_members')
    .values({
      organization_id: id,
      account_id: ownerId,
      role: 'owner',
      state: 'active',
      password_allowed: 1,
      created_at: now,
    })
    .execute()
}

/** Organizations as they are shown. */
function organizationsShown(db: Reader) {
  return db
    .selectFrom('organizations')
    .leftJoin('sso_connections', 'sso_connections.organization_id', 'organizations.id')
    .selectAll('organizations')
    .select('sso_connections.enforced as sso_enforced')
    .where('organizations.state', '=', 'active')
}

/** Those that an account belongs to; all of them for who administers the installation. */
function organizationsOf(db: Reader, accountId: string) {
  return organizationsShown(db).where((eb) =>
    eb.or([
      eb.exists(
        eb
          .selectFrom('organization_members')
          .select('account_id')
          .whereRef('organization_id', '=', 'organizations.id')
          .where('account_id', '=', accountId),
      ),
      eb.exists(eb.selectFrom('accounts').select('id').where('id', '=', accountId).where('installation_admin', '=', 1)),
    ]),
  )
}

/** Up to `limit` of an account's organizations in the order of their slugs. */
export function readOrganizations(
  db: Reader,
  accountId: string,
  after: Position | null,
  limit: number,
): Promise<ShownOrganization[]> {
  let query = organizationsOf(db, accountId).orderBy('slug').limit(limit)
  if (after !== null) query = query.where('slug', '>', String(after[0]))
  return query.execute()
}

export async function countOrganizations(db: Reader, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom(organizationsOf(db, accountId).as('found'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** One of an account's organizations, by id or slug. */
export async function readOrganization(
  db: Reader,
  accountId: string,
  segment: string,
): Promise<ShownOrganization | null> {
  const query = organizationsOf(db, accountId)
  const serial = serialIn(segment)
  const named =
    serial === null ? query.where(spaceColumn(segment), '=', segment) : query.where('organizations.serial', '=', serial)
  return (await named.executeTakeFirst()) ?? null
}

/** The number in `serial:17`, for programs that name things by number; null for an id or a slug. */
function serialIn(segment: string): number | null {
  const [, digits] = /^serial:([1-9]\d{0,14})$/.exec(segment) ?? []
  return digits === undefined ? null : Number(digits)
}

/** An organization as it is shown, by its id. */
export function showOrganizationRow(db: Reader, id: string): Promise<ShownOrganization> {
  return organizationsShown(db).where('id', '=', id).executeTakeFirstOrThrow()
}

/** Holds an organization until the end of the transaction: of two changes to it, or to who is in it, one waits. */
export async function holdOrganization(tx: Writer, id: string): Promise<void> {
  await tx.selectFrom('organizations').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirstOrThrow()
}

export type OrganizationChange = Partial<Pick<OrganizationRow, 'slug' | 'name' | 'owner_id' | 'state' | 'policy'>>

export async function updateOrganizationRow(
  tx: Writer,
  id: string,
  change: OrganizationChange,
  now: number,
): Promise<void> {
  await tx
    .updateTable('organizations')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** How many spaces an organization still has. */
export async function countSpacesOf(db: Reader, organizationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('spaces')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return count
}

/** The organization that new spaces belong to: the oldest. Null where there is none. */
export async function readDefaultOrganization(db: Reader): Promise<string | null> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
