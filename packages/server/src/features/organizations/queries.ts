import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { Position } from '../../lib/page.ts'

export type OrganizationRow = Selectable<Schema['organizations']>

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

/** The organizations that an account belongs to; all of them for who administers the installation. */
function organizationsOf(db: Reader, accountId: string) {
  return db
    .selectFrom('organizations')
    .where('state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', accountId),
        eb.exists(
          eb
            .selectFrom('organization_members')
            .select('account_id')
            .whereRef('organization_id', '=', 'organizations.id')
            .where('account_id', '=', accountId)
            .where('state', '=', 'active'),
        ),
        eb.exists(
          eb.selectFrom('accounts').select('id').where('id', '=', accountId).where('installation_admin', '=', 1),
        ),
      ]),
    )
}

/** Up to `limit` of an account's organizations in the order of their slugs. */
export function readOrganizations(
  db: Reader,
  accountId: string,
  after: Position | null,
  limit: number,
): Promise<OrganizationRow[]> {
  let query = organizationsOf(db, accountId).selectAll().orderBy('slug').limit(limit)
  if (after !== null) query = query.where('slug', '>', String(after[0]))
  return query.execute()
}

export async function countOrganizations(db: Reader, accountId: string): Promise<number> {
  const { count } = await organizationsOf(db, accountId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** One of an account's organizations, by id or slug. */
export async function readOrganization(
  db: Reader,
  accountId: string,
  segment: string,
): Promise<OrganizationRow | null> {
  const query = organizationsOf(db, accountId).selectAll()
  return (await query.where(spaceColumn(segment), '=', segment).executeTakeFirst()) ?? null
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
