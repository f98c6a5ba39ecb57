import { type Kysely, sql } from 'kysely'
import { columnTypes, required } from '../column-types.ts'

/** What is on its way into a branch that is being made, and a scope for the tokens that had none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, clustered } = columnTypes(db)
  await db.schema
    .createTable('branch_copies')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('sort', text, required)
    .addColumn('thing_id', text, required)
    .addPrimaryKeyConstraint('branch_copies_pk', ['space_id', 'branch_id', 'sort', 'thing_id'])
    .addForeignKeyConstraint('branch_copies_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .modifyEnd(clustered)
    .execute()
  // Asked with every row that content is written to; nearly always empty.
  await db.schema
    .createIndex('branches_in_creation')
    .on('branches')
    .columns(['space_id', 'source_id'])
    .where(sql<boolean>`state = 'creating'`)
    .execute()
  // Until now there was nothing but the first branch: what tokens reach stays as it is.
  await sql`insert into token_branches (token_id, sort, name)
    select id, 'branch', 'main' from tokens
    where kind in ('delivery', 'preview', 'asset', 'release', 'theme', 'management')`.execute(db)
}
