import type { Static } from '@latchkey/contract/schema'
import type { Webhook, WebhookDelivery } from '@latchkey/contract/webhooks/schemas'
import { creatorOf } from '../../lib/creator.ts'
import type { DeliveryRow } from './delivery-queries.ts'
import { payloadOf } from './payload.ts'
import type { WebhookRow } from './queries.ts'
import { authorOfWebhook, listOf, occurrenceOf } from './subscription.ts'

export function renderWebhook(webhook: WebhookRow): Static<typeof Webhook> {
  const author = authorOfWebhook(webhook)
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events: listOf(webhook.events) ?? [],
    types: listOf(webhook.types),
    environments: listOf(webhook.environments),
    state: webhook.state,
    paused_because: webhook.paused_because,
    acts_for: `${author.kind}:${author.id}`,
    created_by: creatorOf(webhook),
    created_at: new Date(webhook.created_at).toISOString(),
    updated_at: new Date(webhook.updated_at).toISOString(),
    version: webhook.version,
  }
}

export function renderDelivery(delivery: DeliveryRow): Static<typeof WebhookDelivery> {
  const { id, event, state, attempts, last_status, last_error, due_at, created_at, finished_at } = delivery
  return {
    id,
    event,
    state,
    attempts,
    last_status,
    last_error,
    next_attempt_at: state === 'pending' && due_at !== null ? new Date(due_at).toISOString() : null,
    payload: payloadOf(occurrenceOf(delivery)),
    created_at: new Date(created_at).toISOString(),
    finished_at: finished_at === null ? null : new Date(finished_at).toISOString(),
  }
}
