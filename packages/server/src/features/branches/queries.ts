import type { Selectable } from 'kysely'
import { watchSources } from '../../database/branch-copies.ts'
import type { Reader, Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'

export type BranchRow = Selectable<Schema['branches']>
export type AliasRow = Selectable<Schema['aliases']>

/** All branches that a space has or had, in the order of their creation. */
export function readAllBranches(db: Reader, spaceId: string): Promise<BranchRow[]> {
  return db
    .selectFrom('branches')
    .selectAll()
    .where('space_id', '=', spaceId)
    .orderBy('created_at')
    .orderBy('serial')
    .execute()
}

/** A branch that is not deleted, by id or name. */
export async function readBranch(db: Reader, spaceId: string, segment: string): Promise<BranchRow | null> {
  const column = spaceColumn(segment) === 'id' ? 'id' : 'name'
  const row = await db
    .selectFrom('branches')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .where(column, '=', segment)
    .executeTakeFirst()
  return row ?? null
}

/** The aliases of a space, by name. */
export function readAliases(db: Reader, spaceId: string): Promise<AliasRow[]> {
  return db.selectFrom('aliases').selectAll().where('space_id', '=', spaceId).orderBy('name').execute()
}

export async function readAlias(db: Reader, spaceId: string, name: string): Promise<AliasRow | null> {
  const row = await db
    .selectFrom('aliases')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row ?? null
}

/** Whether a branch or an alias has the name: the two share their names, so that a request means one thing. */
export async function isNameTaken(db: Reader, spaceId: string, name: string): Promise<boolean> {
  return (await readBranch(db, spaceId, name)) !== null || (await readAlias(db, spaceId, name)) !== null
}

/**
 * Makes the row of a branch that is copied from another, its views and its types, with their groups and presets. What it
 * shows of its source's history ends here.
 */
export async function insertBranch(
  tx: Writer,
  branch: { readonly id: string; readonly spaceId: string; readonly serial: number; readonly name: string },
  source: string,
  newId: () => string,
  now: number,
): Promise<BranchRow> {
  const { id, spaceId, serial, name } = branch
  const row = await tx
    .insertInto('branches')
    .values({
      space_id: spaceId,
      id,
      serial,
      name,
      state: 'creating',
      source_id: source,
      start_seq: await readLatestSeq(tx),
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await watchSources(tx)
  const environments = await tx
    .selectFrom('environments')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('state', '=', 'active')
    .execute()
  await tx
    .insertInto('views')
    .values(
      [null, ...environments.map((environment) => environment.id)].map((environment_id) => ({
        id: newId(),
        space_id: spaceId,
        branch_id: id,
        environment_id,
      })),
    )
    .execute()
  for (const table of ['type_groups', 'content_types', 'type_presets', 'asset_categories'] as const) {
    const rows = await tx
      .selectFrom(table)
      .selectAll()
      .where('space_id', '=', spaceId)
      .where('branch_id', '=', source)
      .execute()
    await insertRows(
      tx,
      table,
      rows.map((each) => ({ ...each, branch_id: id })),
    )
  }
  return row
}

/** The number of the last revision; 0 before the first. Nobody saves in the space meanwhile: whoever calls holds it. */
async function readLatestSeq(tx: Writer): Promise<number> {
  const row = await tx.selectFrom('revisions').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row?.seq ?? 0
}

export function renameBranch(tx: Writer, { space_id, id }: BranchRow, name: string): Promise<BranchRow> {
  return tx
    .updateTable('branches')
    .set({ name })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Marks a branch deleted and takes it off the tokens that list it besides others. Its row stays: others show its history. */
export async function markBranchDeleted(tx: Writer, { space_id, id }: BranchRow): Promise<void> {
  await tx
    .updateTable('branches')
    .set({ state: 'deleted' })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .execute()
  await watchSources(tx)
  await dropFromScopes(tx, space_id, 'branch', id)
}

/** Makes an alias, or moves it. */
export function putAliasRow(tx: Writer, row: AliasRow): Promise<AliasRow> {
  return tx
    .insertInto('aliases')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['space_id', 'name']).doUpdateSet((next) => ({
        branch_id: next.ref('excluded.branch_id'),
        updated_at: next.ref('excluded.updated_at'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Deletes an alias and takes it off the tokens that list it besides others: a later one of its name is another. */
export async function deleteAliasRow(tx: Writer, { space_id, name }: AliasRow): Promise<void> {
  await tx.deleteFrom('aliases').where('space_id', '=', space_id).where('name', '=', name).execute()
  await dropFromScopes(tx, space_id, 'alias', name)
}

async function dropFromScopes(tx: Writer, spaceId: string, sort: 'branch' | 'alias', name: string): Promise<void> {
  await tx
    .deleteFrom('token_branches')
    .where('sort', '=', sort)
    .where('name', '=', name)
    .where('token_id', 'in', (tokens) => tokens.selectFrom('tokens').select('id').where('space_id', '=', spaceId))
    .execute()
}

/** Tokens whose scope is this branch or alias alone, and that open something now or would once they are resumed. */
export function readTokensScopedTo(db: Reader, spaceId: string, sort: 'branch' | 'alias', name: string, now: number) {
  return db
    .selectFrom('tokens')
    .innerJoin('token_branches as own', (join) =>
      join.onRef('own.token_id', '=', 'tokens.id').on('own.sort', '=', sort).on('own.name', '=', name),
    )
    .select(['tokens.id', 'tokens.name', 'tokens.created_by_kind', 'tokens.created_by_id'])
    .where('tokens.space_id', '=', spaceId)
    .where('tokens.state', '<>', 'revoked')
    .where('tokens.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', now)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('token_branches as other')
            .select('other.token_id')
            .whereRef('other.token_id', '=', 'tokens.id')
            .where((other) => other.or([other('other.sort', '<>', sort), other('other.name', '<>', name)])),
        ),
      ),
    )
    .orderBy('tokens.created_at')
    .execute()
}

/** The names of releases of a branch that are not published yet. */
export async function readOpenReleases(db: Reader, spaceId: string, branchId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('releases')
    .select('name')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('state', '<>', 'published')
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** The name of a branch of the space that is just being made, from `sourceId` where one is named; null when there is none. */
export async function readBranchInCreation(db: Reader, spaceId: string, sourceId?: string): Promise<string | null> {
  const query = db.selectFrom('branches').select('name').where('space_id', '=', spaceId).where('state', '=', 'creating')
  const row = await (sourceId === undefined ? query : query.where('source_id', '=', sourceId))
    .limit(1)
    .executeTakeFirst()
  return row?.name ?? null
}

/** Whether a living branch was copied from this one, or from a copy of it: it shows a part of this one's history. */
export function hasDescendants(all: readonly BranchRow[], id: string): boolean {
  return all.some((each) => each.source_id === id && (each.state !== 'deleted' || hasDescendants(all, each.id)))
}

export function isMain({ id }: BranchRow): boolean {
  return id === mainBranch
}
