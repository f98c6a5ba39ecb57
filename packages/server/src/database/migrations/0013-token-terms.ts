import type { Kysely } from 'kysely'
import { columnTypes } from '../column-types.ts'

/** How fast and from where a token may be used; and what it was used for is dropped by day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnTypes(db)
  for (const column of ['rate_limit', 'allowed_networks', 'allowed_origins']) {
    await db.schema.alterTable('tokens').addColumn(column, text).execute()
  }
  await db.schema.createIndex('token_usage_details_by_day').on('token_usage_details').column('day').execute()
}
