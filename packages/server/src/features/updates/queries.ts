import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type UpdatesRow = Selectable<Schema['updates']>

/** The one row. */
const id = 'latest'

export async function readUpdates(db: Reader): Promise<UpdatesRow | null> {
  return (await db.selectFrom('updates').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Keeps what a check or a download has brought. */
export async function keepUpdates(tx: Writer, values: Omit<Insertable<Schema['updates']>, 'id'>): Promise<void> {
  await tx
    .insertInto('updates')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}
