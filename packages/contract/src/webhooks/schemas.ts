import { Type } from 'typebox'
import { Id, Name, nullable, oneOf, Slug, strict, Timestamp, Version } from '../schema.ts'

/** What a webhook is told of; see `coversEvent`. */
export const Subscriptions = Type.Array(Type.String({ maxLength: 100 }), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description: 'Events such as `entries.publish`, all of a resource as `entries.*`, or `*`.',
})

const Slugs = Type.Array(Slug, { minItems: 1, maxItems: 100, uniqueItems: true })

/** Where events go. */
const Url = Type.String({ minLength: 10, maxLength: 2000, description: 'http or https, at a public address.' })

/** A webhook without its secret, which is answered once, by the operation that made it. */
export const Webhook = strict({
  id: Id,
  name: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  types: nullable(Type.Array(Type.String()), { description: 'Slugs of content types; null: content of every type.' }),
  environments: nullable(Type.Array(Type.String()), {
    description: 'Slugs; only what is published to or taken from one of them. Null: everything.',
  }),
  state: oneOf(['active', 'paused']),
  paused_because: nullable(Type.String(), { description: 'Null while active, and when somebody paused it.' }),
  acts_for: Type.String({
    description: 'Who set it up: `account:…` or `token:…`. It is told only what that one may read.',
  }),
  created_by: nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
  version: Version,
})

/** The answer of the operations that make a secret: the only ones that hold it. */
export const WebhookWithSecret = strict({
  ...Webhook.properties,
  secret: Type.Optional(
    Type.String({ description: '`whsec_…`, for checking signatures; shown in this answer alone.' }),
  ),
})

export const NewWebhook = strict({
  name: Name,
  url: Url,
  events: Subscriptions,
  types: Type.Optional(nullable(Slugs)),
  environments: Type.Optional(nullable(Slugs)),
})

export const WebhookChange = strict({
  name: Type.Optional(Name),
  url: Type.Optional(Url),
  events: Type.Optional(Subscriptions),
  types: Type.Optional(nullable(Slugs)),
  environments: Type.Optional(nullable(Slugs)),
  state: Type.Optional(oneOf(['active', 'paused'])),
})

export const deliveryStates = ['pending', 'delivered', 'failed', 'cancelled'] as const

/** One event on its way to one webhook. */
export const WebhookDelivery = strict({
  id: Type.String({ description: 'Also the `webhook-id` header, the same in every attempt.' }),
  event: Type.String(),
  state: oneOf(deliveryStates),
  attempts: Type.Integer({ minimum: 0 }),
  last_status: nullable(Type.Integer(), { description: 'HTTP status of the last answer; null without one.' }),
  last_error: nullable(Type.String()),
  next_attempt_at: nullable(Timestamp),
  payload: Type.Unknown({ description: 'The body, as it is sent.' }),
  created_at: Timestamp,
  finished_at: nullable(Timestamp),
})
