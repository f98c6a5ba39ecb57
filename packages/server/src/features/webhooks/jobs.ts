import { uuidV7 } from '../../lib/uuid.ts'
import { OutgoingFailure } from '../../outgoing/outgoing-failure.ts'
import type { Reader } from '../../database/database.ts'
import { GiveUp, job, type JobTools } from '../../jobs/job.ts'
import { readAuthor } from '../../pipeline/author.ts'
import { type Occurrence, occurrencesTopic } from '../../pipeline/occurrence.ts'
import type { Caller } from '../../pipeline/principal.ts'
import {
  changeDelivery,
  type DeliveryRow,
  deliveryTopic,
  forgetDeliveries,
  insertDeliveries,
  readErrand,
} from './delivery-queries.ts'
import { payloadOf } from './payload.ts'
import { pauseWebhook, readWebhooks, type WebhookRow } from './queries.ts'
import { signingSecrets } from './secret.ts'
import { signedHeaders } from './signature.ts'
import { authorOfWebhook, isSubscribed, mayHave, mayKnow, occurrenceOf } from './subscription.ts'

const minutes = 60 * 1000
const hours = 60 * minutes

/** As Standard Webhooks proposes: nine further attempts over three days. */
const waitsMs = [5000, 5 * minutes, 30 * minutes, 2 * hours, 5 * hours, 10 * hours, 14 * hours, 20 * hours, 24 * hours]

const noRight = 'Who set it up may no longer have webhooks here.'

/** The rights of the person or program that a webhook acts for; null when it may have none any more. */
async function rightsOf(db: Reader, webhook: WebhookRow, now: number): Promise<Caller | null> {
  const caller = await readAuthor(db, authorOfWebhook(webhook), webhook.space_id, now)
  return caller?.space && mayHave(caller, webhook, caller.space) ? caller : null
}

/** Finds the webhooks that are to be told of what happened. */
const distribution = job<{ readonly occurrences: readonly Occurrence[] }>({
  topic: occurrencesTopic,
  run: async ({ body, spaceId }, { finish, services }) => {
    const { now, random } = services
    await finish(async (tx) => {
      const at = now()
      const active = (await readWebhooks(tx, spaceId ?? '')).filter(({ state }) => state === 'active')
      for (const webhook of active) {
        const wanted = body.occurrences.filter((occurrence) => isSubscribed(webhook, occurrence))
        if (wanted.length === 0) continue
        const caller = await rightsOf(tx, webhook, at)
        if (caller === null) {
          await pauseWebhook(tx, webhook, noRight, at)
          continue
        }
        const told = wanted.filter((occurrence) => mayKnow(caller, occurrence))
        const deliveries = told.map((occurrence) => ({ id: `msg_${uuidV7(at, random)}`, webhook, occurrence }))
        await insertDeliveries(tx, deliveries, at)
      }
      await forgetDeliveries(
        tx,
        active.map(({ id }) => id),
        at,
      )
    })
  },
})

/** Sends one event to one webhook. */
const delivery = job<{ readonly delivery: string }>({
  topic: deliveryTopic,
  retryAfterMs: (attempts) => waitsMs[attempts - 1] ?? null,
  run: async ({ body, attempt }, tools) => {
    const { database, now } = tools.services
    const errand = await database.read(async (db) => {
      const found = await readErrand(db, body.delivery)
      return found && { ...found, caller: await rightsOf(db, found.webhook, now()) }
    })
    if (errand === null) return
    const { webhook, delivery: row, caller } = errand
    if (webhook.state === 'paused') return cancel(tools, row, 'The webhook was paused.')
    if (caller === null) return pauseAndEnd(tools, row, webhook, noRight)
    if (!mayKnow(caller, occurrenceOf(row))) {
      return cancel(tools, row, 'Who the webhook acts for may no longer read this.')
    }
    const { status, error, final } = await send(tools, webhook, row)
    const attempts = { attempts: attempt, last_status: status, last_error: error }
    if (error === null) {
      return tools.finish((tx) =>
        changeDelivery(tx, row.id, { ...attempts, state: 'delivered', finished_at: now(), job_id: null }),
      )
    }
    await database.write((tx) => changeDelivery(tx, row.id, attempts))
    if (status === 410) return pauseAndEnd(tools, row, webhook, 'The receiver answered 410: it is gone for good.')
    throw final ? new GiveUp(error) : new Error(error)
  },
  gaveUp: (tx, { body }, _reason, now) => changeDelivery(tx, body.delivery, { state: 'failed', finished_at: now }),
})

export const webhookJobs = [distribution, delivery]

function cancel({ finish, services }: JobTools, { id }: DeliveryRow, because: string): Promise<void> {
  return finish((tx) =>
    changeDelivery(tx, id, { state: 'cancelled', last_error: because, finished_at: services.now(), job_id: null }),
  )
}

function pauseAndEnd(
  { finish, services }: JobTools,
  { id }: DeliveryRow,
  webhook: WebhookRow,
  because: string,
): Promise<void> {
  return finish(async (tx) => {
    const at = services.now()
    await pauseWebhook(tx, webhook, because, at)
    await changeDelivery(tx, id, { state: 'failed', last_error: because, finished_at: at, job_id: null })
  })
}

interface Attempt {
  /** Null without an answer. */
  readonly status: number | null
  /** Null when it arrived. */
  readonly error: string | null
  /** Another attempt would meet the same. */
  readonly final: boolean
}

async function send({ services }: JobTools, webhook: WebhookRow, { id, ...row }: DeliveryRow): Promise<Attempt> {
  const now = services.now()
  const body = JSON.stringify(payloadOf(occurrenceOf(row)))
  const secrets = signingSecrets(services.ring, webhook, now)
  if (secrets.length === 0) {
    return { status: null, error: 'No key of the key ring opens its secret: rotate it.', final: true }
  }
  try {
    const { status } = await services.outgoing(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders(secrets, { id, body, now }) },
      body,
    })
    const arrived = status >= 200 && status < 300
    return { status, error: arrived ? null : `The receiver answered ${status}.`, final: false }
  } catch (error) {
    if (!(error instanceof OutgoingFailure)) throw error
    const passing = error.reason === 'timeout' || error.reason === 'unreachable'
    return { status: null, error: error.message, final: !passing }
  }
}
