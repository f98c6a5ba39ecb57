import { problems } from '@latchkey/contract/problems'
import {
  listWebhookDeliveries,
  replayFailedDeliveries,
  replayWebhookDelivery,
  showWebhookDelivery,
} from '@latchkey/contract/webhooks/operations'
import type { Reader } from '../../database/database.ts'
import { readPage } from '../../lib/page.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { type DeliveryRow, readDeliveries, readDelivery, restartDelivery } from './delivery-queries.ts'
import { loadWebhook, type WebhookFacts } from './handlers.ts'
import type { WebhookRow } from './queries.ts'
import { renderDelivery } from './render.ts'
import { mayKnow, occurrenceOf } from './subscription.ts'

const batchSize = 200
const replayMax = 1000

interface DeliveryFacts extends WebhookFacts {
  readonly delivery: DeliveryRow
}

/** Finds a delivery of a webhook. What it is about has to be readable for the caller: otherwise there is no such delivery. */
async function loadDelivery(
  context: Context<{ params: { webhook: string; delivery: string } }>,
): Promise<DeliveryFacts | null> {
  const facts = await loadWebhook(context)
  const delivery = facts && (await readDelivery(context.db, facts.webhook.id, context.input.params.delivery))
  return delivery && mayKnow(context.caller, occurrenceOf(delivery)) ? { ...facts, delivery } : null
}

export const webhookDeliveryImplementations = [
  implement(listWebhookDeliveries, {
    load: loadWebhook,
    handle: async ({ db, space, caller, facts: { webhook }, input: { query }, services }) => {
      const { state } = query
      const { rows, ...page } = await readPage(services.ring, query, {
        scope: `${listWebhookDeliveries.id} ${space.id} ${webhook.id} ${state} ${caller.principal.name}`,
        rows: (after, limit) => {
          const before = after === null ? null : ([Number(after[0]), String(after[1])] as const)
          return readKnown(db, caller, webhook, { before, limit, ...(state && { state }) })
        },
        positionOf: ({ created_at, id }) => [created_at, id],
        total: async () => 0,
      })
      return { items: rows.map(renderDelivery), ...page }
    },
  }),

  implement(showWebhookDelivery, { load: loadDelivery, handle: async ({ facts }) => renderDelivery(facts.delivery) }),

  implement(replayWebhookDelivery, {
    load: loadDelivery,
    handle: async ({ db, space, facts: { webhook, delivery }, now }) => {
      assertActive(webhook)
      if (delivery.state === 'pending') throw refuse(problems.conflict, 'It is on its way already.')
      await restartDelivery(db, delivery, space.id, now)
      return renderDelivery((await readDelivery(db, webhook.id, delivery.id)) ?? delivery)
    },
  }),

  implement(replayFailedDeliveries, {
    load: loadWebhook,
    handle: async ({ db, space, caller, facts: { webhook }, now, note }) => {
      assertActive(webhook)
      const failed = await readKnown(db, caller, webhook, { state: 'failed', before: null, limit: replayMax })
      for (const each of failed) await restartDelivery(db, each, space.id, now)
      note({ replayed: failed.length })
      return { replayed: failed.length }
    },
  }),
]

function assertActive({ state }: WebhookRow): void {
  if (state !== 'active') throw refuse(problems.conflict, 'The webhook is paused: resume it first.')
}

/** Deliveries whose subject the caller may read, as many as asked for: each is decided by itself. */
async function readKnown(
  db: Reader,
  caller: Caller,
  { id }: WebhookRow,
  { before, limit, state }: Parameters<typeof readDeliveries>[2],
): Promise<DeliveryRow[]> {
  const known: DeliveryRow[] = []
  for (let position = before; known.length < limit;) {
    const batch = await readDeliveries(db, id, { before: position, limit: batchSize, ...(state && { state }) })
    known.push(...batch.filter((each) => mayKnow(caller, occurrenceOf(each))))
    const last = batch.at(-1)
    if (last === undefined || batch.length < batchSize) break
    position = [last.created_at, last.id]
  }
  return known.slice(0, limit)
}
