import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { startsWith } from '../../database/sql-differences.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { AssetRow } from '../assets/asset.ts'
import { assetsOf, type Branch } from '../assets/queries.ts'

export type CategoryRow = Selectable<Schema['asset_categories']>

/** What stands between a category and those below it. */
export const separator = ' / '

function categoriesOf(db: Reader, { spaceId, branchId }: Branch) {
  return db.selectFrom('asset_categories').selectAll().where('space_id', '=', spaceId).where('branch_id', '=', branchId)
}

/** All of a branch, in order: those that were made, and those that a file has been in. */
export function readCategories(db: Reader, branch: Branch): Promise<CategoryRow[]> {
  return categoriesOf(db, branch).orderBy('category').execute()
}

/** A category by its id or its name; which of the two is told by its shape. */
export async function readCategory(db: Reader, branch: Branch, segment: string): Promise<CategoryRow | null> {
  const column = spaceColumn(segment) === 'id' ? 'id' : 'category'
  const query = categoriesOf(db, branch).where(column, '=', segment.normalize('NFC'))
  return (await query.executeTakeFirst()) ?? null
}

/** The same by its name, held: no file comes into it until the transaction ends; with `share`, others may bring files too. */
export async function holdCategory(
  tx: Writer,
  branch: Branch,
  category: string,
  mode: 'share' | 'update',
): Promise<CategoryRow | null> {
  const query = categoriesOf(tx, branch).where('category', '=', category)
  return (await (mode === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()) ?? null
}

/** A category and those below it, held. */
export function holdTree(tx: Writer, branch: Branch, category: string): Promise<CategoryRow[]> {
  return categoriesOf(tx, branch)
    .where((where) => where.or([where('category', '=', category), below(sql.ref('category'), category)]))
    .orderBy('category')
    .forUpdate()
    .execute()
}

/** Up to `limit` files in a category and those below it, held. What lies in the trash is in none. */
export function holdFilesIn(tx: Writer, branch: Branch, category: string, limit: number): Promise<AssetRow[]> {
  return assetsOf(tx, branch)
    .selectAll()
    .where((where) => where.or([where('category', '=', category), below(sql.ref('category'), category)]))
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
}

/** How many files are in a category itself. */
export async function countFilesIn(db: Reader, branch: Branch, category: string): Promise<number> {
  const { count } = await assetsOf(db, branch)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('category', '=', category)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertCategory(tx: Writer, row: CategoryRow): Promise<void> {
  await tx.insertInto('asset_categories').values(row).execute()
}

export async function changeCategory(
  tx: Writer,
  row: CategoryRow,
  change: Partial<Omit<CategoryRow, 'space_id' | 'branch_id' | 'id'>>,
): Promise<void> {
  await tx
    .updateTable('asset_categories')
    .set(change)
    .where('space_id', '=', row.space_id)
    .where('branch_id', '=', row.branch_id)
    .where('id', '=', row.id)
    .execute()
}

export async function deleteCategory(tx: Writer, row: CategoryRow): Promise<void> {
  await tx
    .deleteFrom('asset_categories')
    .where('space_id', '=', row.space_id)
    .where('branch_id', '=', row.branch_id)
    .where('id', '=', row.id)
    .execute()
}

function below(column: ReturnType<typeof sql.ref<string>>, category: string) {
  return startsWith(column, category + separator)
}
