import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { enqueueAll } from '../../jobs/outbox.ts'
import type { Occurrence } from '../../pipeline/occurrence.ts'
import type { WebhookRow } from './queries.ts'

/** The topic of the job that sends one delivery. */
export const deliveryTopic = 'webhooks.deliver'

/** How long what came to an end is kept, in milliseconds. */
const keptMs = 30 * 24 * 60 * 60 * 1000

type Row = Selectable<Schema['webhook_deliveries']>

/** A delivery, and when it is tried next; null when it is not. */
export type DeliveryRow = Row & { readonly due_at: number | null }

export interface NewDelivery {
  readonly id: string
  readonly webhook: WebhookRow
  readonly occurrence: Occurrence
}

/** Sends occurrences on their way. */
export async function insertDeliveries(tx: Writer, deliveries: readonly NewDelivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return
  const jobs = deliveries.map(({ id, webhook }) => jobOf(id, webhook.space_id, now))
  const ids = await enqueueAll(tx, jobs, now)
  const rows = deliveries.map(({ id, webhook, occurrence }, index) => ({
    id,
    webhook_id: webhook.id,
    job_id: ids[index] ?? null,
    event: occurrence.event,
    occurrence: JSON.stringify(occurrence),
    state: 'pending' as const,
    attempts: 0,
    last_status: null,
    last_error: null,
    created_at: now,
    finished_at: null,
  }))
  await tx.insertInto('webhook_deliveries').values(rows).execute()
}

function jobOf(delivery: string, spaceId: string, now: number) {
  return { topic: deliveryTopic, spaceId, body: { delivery }, dueAt: now }
}

/** Forgets what came to an end long ago. */
export async function forgetDeliveries(tx: Writer, webhookIds: readonly string[], now: number): Promise<void> {
  if (webhookIds.length === 0) return
  await tx
    .deleteFrom('webhook_deliveries')
    .where('webhook_id', 'in', webhookIds)
    .where('created_at', '<', now - keptMs)
    .where('state', '<>', 'pending')
    .execute()
}

function selectDeliveries(db: Reader) {
  return db
    .selectFrom('webhook_deliveries as d')
    .leftJoin('outbox as o', (join) => join.onRef('o.id', '=', 'd.job_id').on('o.dead_at', 'is', null))
    .selectAll('d')
    .select('o.due_at')
}

export async function readDelivery(db: Reader, webhookId: string, id: string): Promise<DeliveryRow | null> {
  const row = await selectDeliveries(db).where('d.webhook_id', '=', webhookId).where('d.id', '=', id).executeTakeFirst()
  return row ?? null
}

/** A delivery with the webhook that it is for; null when either was deleted. */
export async function readErrand(
  db: Reader,
  id: string,
): Promise<{ readonly delivery: DeliveryRow; readonly webhook: WebhookRow } | null> {
  const delivery = await selectDeliveries(db).where('d.id', '=', id).executeTakeFirst()
  if (delivery === undefined) return null
  const webhook = await db.selectFrom('webhooks').selectAll().where('id', '=', delivery.webhook_id).executeTakeFirst()
  return webhook === undefined ? null : { delivery, webhook }
}

/** Up to `limit` deliveries of a webhook before a position, the newest first. */
export function readDeliveries(
  db: Reader,
  webhookId: string,
  {
    state,
    before,
    limit,
  }: { readonly state?: Row['state']; readonly before: readonly [number, string] | null; readonly limit: number },
): Promise<DeliveryRow[]> {
  let query = selectDeliveries(db).where('d.webhook_id', '=', webhookId)
  if (state !== undefined) query = query.where('d.state', '=', state)
  if (before !== null) {
    const [at, id] = before
    query = query.where((where) =>
      where.or([where('d.created_at', '<', at), where.and([where('d.created_at', '=', at), where('d.id', '<', id)])]),
    )
  }
  return query.orderBy('d.created_at', 'desc').orderBy('d.id', 'desc').limit(limit).execute()
}

export async function changeDelivery(
  tx: Writer,
  id: string,
  change: Partial<Pick<Row, 'state' | 'attempts' | 'last_status' | 'last_error' | 'finished_at' | 'job_id'>>,
): Promise<void> {
  await tx.updateTable('webhook_deliveries').set(change).where('id', '=', id).execute()
}

/** Sends a delivery again under its own id; what is left of its last job goes. */
export async function restartDelivery(tx: Writer, { id, job_id }: Row, spaceId: string, now: number): Promise<void> {
  if (job_id !== null) await tx.deleteFrom('outbox').where('id', '=', job_id).execute()
  const [job = null] = await enqueueAll(tx, [jobOf(id, spaceId, now)], now)
  await changeDelivery(tx, id, { state: 'pending', finished_at: null, job_id: job })
}
