import { Type } from 'typebox'
import { webhooks } from '../actions.ts'
import { settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { listQuery, oneOf, page, Segment, strict } from '../schema.ts'
import { inSpace } from '../target.ts'
import { deliveryStates, NewWebhook, Webhook, WebhookChange, WebhookDelivery, WebhookWithSecret } from './schemas.ts'

const common = {
  surface: 'management',
  query: {},
  action: webhooks.manage,
  callers: settingKinds,
  tags: ['cli'],
} as const
const all = { ...common, params: { space: Segment }, path: '/spaces/{space}/webhooks' } as const
const one = {
  ...common,
  params: { space: Segment, webhook: Segment },
  path: '/spaces/{space}/webhooks/{webhook}',
} as const
const delivery = {
  ...common,
  params: { space: Segment, webhook: Segment, delivery: Segment },
  path: '/spaces/{space}/webhooks/{webhook}/deliveries/{delivery}',
} as const
const ofSpace = ({ params }: { params: { space: string } }) => inSpace('webhooks', params.space)
const target = ({ params }: { params: { space: string; webhook: string } }) =>
  inSpace('webhooks', params.space, params.webhook)

export const listWebhooks = operation({
  ...all,
  id: 'webhooks.list',
  summary: 'List the webhooks of a space',
  method: 'GET',
  body: null,
  result: page(Webhook),
  access: 'read',
  target: ofSpace,
  problems: [],
})

export const createWebhook = operation({
  ...all,
  id: 'webhooks.create',
  summary: 'Have a server told of what happens in a space; the answer holds the signing secret, once',
  method: 'POST',
  body: NewWebhook,
  result: WebhookWithSecret,
  status: 201,
  versioned: true,
  access: 'write',
  target: ofSpace,
  locks: 'space',
  idempotent: true,
  problems: [problems.limitReached, problems.idempotencyConflict],
})

export const showWebhook = operation({
  ...one,
  id: 'webhooks.show',
  summary: 'Show a webhook',
  method: 'GET',
  body: null,
  result: Webhook,
  versioned: true,
  access: 'read',
  target,
  problems: [],
})

export const updateWebhook = operation({
  ...one,
  id: 'webhooks.update',
  summary: 'Change, pause or resume a webhook; who resumes it is whom it acts for from then on',
  method: 'PATCH',
  body: WebhookChange,
  result: Webhook,
  versioned: true,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.versionConflict],
})

export const deleteWebhook = operation({
  ...one,
  id: 'webhooks.delete',
  summary: 'Delete a webhook and what is still on its way',
  method: 'DELETE',
  body: null,
  result: null,
  access: 'write',
  target,
  locks: 'space',
  problems: [],
})

export const rotateWebhookSecret = operation({
  ...one,
  id: 'webhooks.rotate-secret',
  summary: 'Sign with a new secret, and for a while with the old one too',
  method: 'POST',
  path: '/spaces/{space}/webhooks/{webhook}/rotate-secret',
  body: strict({
    grace_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 7 * 24 * 60 * 60,
        default: 24 * 60 * 60,
        description: 'How long both secrets sign; 0: the old one ends at once.',
      }),
    ),
  }),
  result: WebhookWithSecret,
  versioned: true,
  access: 'write',
  target,
  problems: [],
})

export const testWebhook = operation({
  ...one,
  id: 'webhooks.test',
  summary: 'Send a webhook an event that means nothing',
  method: 'POST',
  path: '/spaces/{space}/webhooks/{webhook}/test',
  body: null,
  result: WebhookDelivery,
  status: 202,
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const listWebhookDeliveries = operation({
  ...one,
  id: 'webhook-deliveries.list',
  summary: 'What went to a webhook, newest first, as far as the caller may read what it is about',
  method: 'GET',
  path: '/spaces/{space}/webhooks/{webhook}/deliveries',
  query: { limit: listQuery.limit, after: listQuery.after, state: Type.Optional(oneOf(deliveryStates)) },
  body: null,
  result: page(WebhookDelivery),
  access: 'read',
  target,
  problems: [],
})

export const showWebhookDelivery = operation({
  ...delivery,
  id: 'webhook-deliveries.show',
  summary: 'Show one delivery',
  method: 'GET',
  body: null,
  result: WebhookDelivery,
  access: 'read',
  target,
  problems: [],
})

export const replayWebhookDelivery = operation({
  ...delivery,
  id: 'webhook-deliveries.replay',
  summary: 'Send an event again, under the same id',
  method: 'POST',
  path: '/spaces/{space}/webhooks/{webhook}/deliveries/{delivery}/replay',
  body: null,
  result: WebhookDelivery,
  status: 202,
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const replayFailedDeliveries = operation({
  ...one,
  id: 'webhook-deliveries.replay-failed',
  summary: 'Send again what was given up, up to 1,000 events',
  method: 'POST',
  path: '/spaces/{space}/webhooks/{webhook}/replay-failed',
  body: null,
  result: strict({ replayed: Type.Integer({ minimum: 0 }) }),
  status: 202,
  access: 'write',
  target,
  problems: [problems.conflict],
})
