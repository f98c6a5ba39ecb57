import type { Filter } from '@latchkey/policy/filter'
import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { Schema } from '../../database/schema.ts'
import { contains } from '../../database/sql-differences.ts'
import { creatorColumns } from '../../lib/creator.ts'
import type { Position } from '../../lib/page.ts'

export type ReleaseRow = Selectable<Schema['releases']>

/** The id of the release of a branch that a number stands for; null for none. */
export async function readReleaseId(
  db: Reader,
  { spaceId, branchId }: { readonly spaceId: string; readonly branchId: string },
  serial: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('releases')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row?.id ?? null
}

/** One release of a branch, whether or not the caller may know of it; held where it is about to change. */
export async function readRelease(
  db: Reader,
  place: { readonly spaceId: string; readonly branchId: string },
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<ReleaseRow | null> {
  const query = db
    .selectFrom('releases')
    .selectAll()
    .where('space_id', '=', place.spaceId)
    .where('branch_id', '=', place.branchId)
    .where('id', '=', id)
  return (await (options.forUpdate ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** Those of the ids that a space has, on whichever branch, in the order of their creation. */
export function readReleasesById(db: Reader, spaceId: string, ids: readonly string[]): Promise<ReleaseRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  const query = db.selectFrom('releases').selectAll().where('space_id', '=', spaceId).where('id', 'in', ids)
  return query.orderBy('created_at').orderBy('id').execute()
}

/** The releases that tokens list, one row for each token and release. */
export async function readReleasesOfTokens(db: Reader, tokenIds: readonly string[]) {
  if (tokenIds.length === 0) return []
  return db
    .selectFrom('token_releases')
    .innerJoin('releases', 'releases.id', 'token_releases.release_id')
    .selectAll('releases')
    .select('token_releases.token_id')
    .where('token_releases.token_id', 'in', tokenIds)
    .orderBy('releases.created_at')
    .orderBy('releases.id')
    .execute()
}

/** Which releases a list is of: `accountId` null for a caller without an account. */
export interface ReleaseList {
  readonly spaceId: string
  readonly branchId: string
  readonly filter: Filter
  readonly state?: ReleaseRow['state']
  readonly accountId: string | null
  readonly spaceOwnerId: string
}

/** Up to `limit` of them behind the position, the newest first. */
export function readReleases(db: Reader, list: ReleaseList, after: Position | null, limit: number) {
  let query = listed(db, list).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)
  if (after !== null) query = query.where(sql<SqlBool>`(created_at, id) < (${after[0]}, ${after[1]})`)
  return query.execute()
}

export async function countReleases(db: Reader, list: ReleaseList): Promise<number> {
  const { count } = await listed(db, list)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function listed(db: Reader, { spaceId, branchId, filter, state, ...who }: ReleaseList) {
  const id = sql.ref<string>('releases.id')
  const query = db
    .selectFrom('releases')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where(filterCondition(db, filter, { id, name: id, own: createdBy }))
    .where(knownTo(db, who))
  return state === undefined ? query : query.where('state', '=', state)
}

function createdBy(principal: string): Expression<SqlBool> {
  const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
  return sql`releases.created_by_kind = ${kind} and releases.created_by_id = ${id}`
}

/** The rows of which `mayKnow` is true. */
function knownTo(
  db: Reader,
  { accountId, spaceOwnerId }: Pick<ReleaseList, 'accountId' | 'spaceOwnerId'>,
): Expression<SqlBool> {
  if (accountId !== null && accountId === spaceOwnerId) return sql`1 = 1`
  if (accountId === null) return sql`releases.people is null`
  // Ids have one length and no character that JSON escapes.
  const isListed = contains(db, sql.ref<string | null>('releases.people'), JSON.stringify(accountId))
  return sql`(releases.people is null or releases.owner_id = ${accountId} or ${isListed})`
}

export async function insertRelease(tx: Writer, row: ReleaseRow): Promise<void> {
  await tx.insertInto('releases').values(row).execute()
}

/** Changes a release and raises its version. */
export function changeRelease(
  tx: Writer,
  { id, space_id }: ReleaseRow,
  change: Partial<Omit<ReleaseRow, 'id' | 'version' | 'updated_at'>>,
  now: number,
): Promise<ReleaseRow> {
  return tx
    .updateTable('releases')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Deletes a release, and takes it off the tokens that list it. */
export async function deleteReleaseRow(tx: Writer, { id, space_id }: ReleaseRow): Promise<void> {
  await tx.deleteFrom('token_releases').where('release_id', '=', id).execute()
  await tx.deleteFrom('release_items').where('release_id', '=', id).execute()
  await tx.deleteFrom('releases').where('space_id', '=', space_id).where('id', '=', id).execute()
}

/** Tokens that list the release and no other, and that open something now or would once they are resumed. */
export function readDependentTokens(db: Reader, { id, space_id }: ReleaseRow, now: number) {
  return db
    .selectFrom('tokens')
    .innerJoin('token_releases', 'token_releases.token_id', 'tokens.id')
    .select(['tokens.id', 'tokens.name', 'tokens.created_by_kind', 'tokens.created_by_id'])
    .where('tokens.space_id', '=', space_id)
    .where('token_releases.release_id', '=', id)
    .where('tokens.state', '<>', 'revoked')
    .where('tokens.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', now)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('token_releases as other')
            .select('other.token_id')
            .whereRef('other.token_id', '=', 'tokens.id')
            .where('other.release_id', '<>', id),
        ),
      ),
    )
    .orderBy('tokens.created_at')
    .execute()
}

/** Which of the accounts are in the space: its owner and its active members. */
export async function readMembersAmong(
  db: Reader,
  space: { readonly id: string; readonly ownerId: string },
  accounts: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('members')
    .select('account_id')
    .where('space_id', '=', space.id)
    .where('state', '=', 'active')
    .where('account_id', 'in', accounts)
    .execute()
  return new Set([space.ownerId, ...rows.map(({ account_id }) => account_id)])
}
