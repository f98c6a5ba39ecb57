import type { Kysely } from 'kysely'
import { columnTypes } from '../column-types.ts'

/** When a retired secret was last refused, so that its owner can be told that somebody still uses it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { integer } = columnTypes(db)
  await db.schema.alterTable('token_secrets').addColumn('refused_at', integer).execute()
}
