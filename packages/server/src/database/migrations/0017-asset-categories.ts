import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { uuidV7 } from '../../lib/uuid.ts'
import { columnTypes, references, required, zero } from '../column-types.ts'

/**
 * Categories with an id of their own, so that one can be made before its first file. Uploads that are under way know the
 * number of the file that they are to become, and whether that of their bytes was said; those of before are begun anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('asset_categories')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('branch_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('category', text, required)
    .addColumn('made', integer, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('asset_categories_key', ['space_id', 'branch_id', 'id'])
    .addForeignKeyConstraint('asset_categories_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('asset_categories_by_name')
    .on('asset_categories')
    .columns(['space_id', 'branch_id', 'category'])
    .unique()
    .execute()
  await sql`delete from asset_uploads`.execute(db)
  for (const column of ['serial', 'exact'])
    await db.schema.alterTable('asset_uploads').addColumn(column, integer, zero).execute()
  await numberCategories(db)
}

interface Used {
  readonly space_id: string
  readonly branch_id: string
  readonly category: string
}

/** Those that files have: in every branch of a space the same id and number. */
async function numberCategories(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Used>`
    select distinct space_id, branch_id, category from assets where category is not null
    order by space_id, category, branch_id`.execute(db)
  const now = Date.now()
  let last: Used & { readonly id: string; readonly serial: number } = { ...nowhere, id: '', serial: 0 }
  for (const row of rows) {
    const isSame = row.space_id === last.space_id && row.category === last.category
    last = isSame ? { ...last, ...row } : { ...row, id: uuidV7(now, randomBytes), serial: last.serial + 1 }
    const { space_id, branch_id, id, serial, category } = last
    await sql`
      insert into asset_categories (space_id, branch_id, id, serial, category, made, created_at, updated_at)
      values (${space_id}, ${branch_id}, ${id}, ${serial}, ${category}, 0, ${now}, ${now})`.execute(db)
  }
  if (last.serial > 0)
    await sql`insert into serials (kind, next) values ('asset-category', ${last.serial + 1})`.execute(db)
}

const nowhere: Used = { space_id: '', branch_id: '', category: '' }
