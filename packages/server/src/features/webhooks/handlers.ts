import { problems } from '@latchkey/contract/problems'
import type { InputOf } from '@latchkey/contract/operation'
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateWebhookSecret,
  showWebhook,
  testWebhook,
  updateWebhook,
} from '@latchkey/contract/webhooks/operations'
import { testEvent } from '@latchkey/contract/events'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { authorOf } from '../../pipeline/author.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { insertDeliveries, readDelivery } from './delivery-queries.ts'
import {
  changeWebhook,
  deleteWebhookRow,
  insertWebhook,
  readWebhook,
  readWebhooks,
  type WebhookRow,
} from './queries.ts'
import { renderDelivery, renderWebhook } from './render.ts'
import { faultsOf } from './rules.ts'
import { newSigningSecret, sealSigningSecret } from './secret.ts'
import { targetOf } from './subscription.ts'

/** Webhooks of one space. */
const webhooksMax = 100
const graceSecondsDefault = 24 * 60 * 60

export interface WebhookFacts extends Facts {
  readonly webhook: WebhookRow
}

async function loadSpace({ space, caller }: Context): Promise<Facts> {
  return { target: { area: 'webhooks', space, creator: caller.principal.name } }
}

export async function loadWebhook({
  db,
  space,
  input,
}: Context<{ params: { webhook: string } }>): Promise<WebhookFacts | null> {
  const webhook = await readWebhook(db, space.id, input.params.webhook)
  return webhook && { target: targetOf(space, webhook), webhook }
}

export const webhookImplementations = [
  implement(listWebhooks, {
    load: loadSpace,
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const rows = await readWebhooks(db, space.id)
      const shown = rows.filter((row) => allows({ action: 'webhooks.manage', target: targetOf(space, row) }))
      return { items: shown.map(renderWebhook), next: null }
    },
  }),

  implement(createWebhook, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('webhook') }),
    load: loadSpace,
    handle: async ({ db, space, caller, input: { body }, now, prepared, services }) => {
      assertSound(body)
      if ((await readWebhooks(db, space.id)).length >= webhooksMax) {
        throw refuse(problems.limitReached, `A space may have ${webhooksMax} webhooks.`)
      }
      const secret = newSigningSecret(services.random)
      await raiseSpaceEpoch(db, space.id)
      const webhook = await insertWebhook(db, {
        ...prepared,
        space_id: space.id,
        name: body.name.normalize('NFC'),
        url: body.url,
        events: JSON.stringify(body.events),
        types: storedList(body.types),
        environments: storedList(body.environments),
        state: 'active',
        author: JSON.stringify(authorOf(caller.principal)),
        secret_sealed: sealSigningSecret(services.ring, prepared.id, secret, services.random),
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      })
      return { ...renderWebhook(webhook), secret: secret.expose() }
    },
    created: ({ id }) => id,
    replay: async (id, { db, space }) => {
      const webhook = await readWebhook(db, space.id, id)
      return webhook && renderWebhook(webhook)
    },
  }),

  implement(showWebhook, { load: loadWebhook, handle: async ({ facts }) => renderWebhook(facts.webhook) }),

  implement(updateWebhook, {
    load: loadWebhook,
    handle: async ({ db, space, caller, facts: { webhook }, input: { body }, request, now, note }) => {
      assertVersion(request.ifMatch, webhook.version, true)
      assertSound(body)
      note({ changed: Object.keys(body) })
      const author = movesRights(body) ? { author: JSON.stringify(authorOf(caller.principal)) } : {}
      await raiseSpaceEpoch(db, space.id)
      return renderWebhook(await changeWebhook(db, webhook, { ...columnsOf(body), ...author }, now))
    },
  }),

  implement(deleteWebhook, {
    load: loadWebhook,
    handle: async ({ db, space, facts: { webhook } }) => {
      await raiseSpaceEpoch(db, space.id)
      await deleteWebhookRow(db, webhook)
      return null
    },
  }),

  implement(rotateWebhookSecret, {
    load: loadWebhook,
    handle: async ({ db, facts: { webhook }, input: { body }, services, now, note }) => {
      const secret = newSigningSecret(services.random)
      const grace = body.grace_seconds ?? graceSecondsDefault
      note({ grace_seconds: grace })
      const previous =
        grace === 0
          ? { previous_sealed: null, previous_until: null }
          : { previous_sealed: webhook.secret_sealed, previous_until: now + grace * 1000 }
      const sealed = sealSigningSecret(services.ring, webhook.id, secret, services.random)
      const changed = await changeWebhook(db, webhook, { secret_sealed: sealed, ...previous }, now)
      return { ...renderWebhook(changed), secret: secret.expose() }
    },
  }),

  implement(testWebhook, {
    prepare: async (_input, { newId }) => `msg_${newId()}`,
    load: loadWebhook,
    handle: async ({ db, space, facts: { webhook }, now, prepared: id }) => {
      if (webhook.state !== 'active') throw refuse(problems.conflict, 'The webhook is paused: resume it first.')
      const { id: spaceId, slug } = space
      const subject = { area: 'webhooks', space: { id: spaceId, slug }, id: webhook.id }
      await insertDeliveries(db, [{ id, webhook, occurrence: { event: testEvent, at: now, subjects: [subject] } }], now)
      const delivery = await readDelivery(db, webhook.id, id)
      if (delivery === null) throw new Error('The delivery is gone inside its own transaction.')
      return renderDelivery(delivery)
    },
  }),
]

type Change = InputOf<typeof updateWebhook>['body']

function assertSound(body: Parameters<typeof faultsOf>[0]): void {
  const errors = faultsOf(body)
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
}

/**
 * Whether a change decides about who is told what. It then acts for whoever made the change: otherwise its new receiver would
 * be told what the former author may read.
 */
function movesRights({ url, events, types, environments, state }: Change): boolean {
  return [url, events, types, environments].some((each) => each !== undefined) || state === 'active'
}

function columnsOf({ name, url, events, types, environments, state }: Change) {
  return {
    ...(name !== undefined && { name: name.normalize('NFC') }),
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events: JSON.stringify(events) }),
    ...(types !== undefined && { types: storedList(types) }),
    ...(environments !== undefined && { environments: storedList(environments) }),
    ...(state !== undefined && { state, paused_because: null }),
  }
}

function storedList(list: readonly string[] | null | undefined): string | null {
  return list === null || list === undefined ? null : JSON.stringify(list)
}
