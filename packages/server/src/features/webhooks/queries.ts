import { type Selectable, sql, type Updateable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type WebhookRow = Selectable<Schema['webhooks']>

/** The webhooks of a space in the order of their creation. */
export function readWebhooks(db: Reader, spaceId: string): Promise<WebhookRow[]> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('space_id', '=', spaceId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function readWebhook(db: Reader, spaceId: string, id: string): Promise<WebhookRow | null> {
  const row = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export function insertWebhook(
  tx: Writer,
  webhook: Omit<WebhookRow, 'version' | 'previous_sealed' | 'previous_until' | 'paused_because'>,
): Promise<WebhookRow> {
  return tx
    .insertInto('webhooks')
    .values({ ...webhook, version: 1, previous_sealed: null, previous_until: null, paused_because: null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function changeWebhook(
  tx: Writer,
  { id, space_id }: Pick<WebhookRow, 'id' | 'space_id'>,
  change: Updateable<Schema['webhooks']>,
  now: number,
): Promise<WebhookRow> {
  return tx
    .updateTable('webhooks')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Pauses a webhook that may not, or cannot, be told of anything any more. */
export async function pauseWebhook(tx: Writer, webhook: WebhookRow, because: string, now: number): Promise<void> {
  await changeWebhook(tx, webhook, { state: 'paused', paused_because: because }, now)
}

/** Deletes a webhook with everything that was on its way. */
export async function deleteWebhookRow(tx: Writer, { id, space_id }: WebhookRow): Promise<void> {
  const deliveries = tx.selectFrom('webhook_deliveries').where('webhook_id', '=', id)
  await tx
    .deleteFrom('outbox')
    .where('id', 'in', deliveries.select('job_id').where('job_id', 'is not', null))
    .execute()
  await tx.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).execute()
  await tx.deleteFrom('webhooks').where('space_id', '=', space_id).where('id', '=', id).execute()
}
