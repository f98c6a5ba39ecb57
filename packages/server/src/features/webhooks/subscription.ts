import { coversEvent, testEvent } from '@latchkey/contract/events'
import { webhooks } from '@latchkey/contract/actions'
import type { SpaceName, Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import { decide, mayRead } from '../../pipeline/authorize.ts'
import type { Author } from '../../pipeline/author.ts'
import type { Occurrence } from '../../pipeline/occurrence.ts'
import type { Caller } from '../../pipeline/principal.ts'
import type { WebhookRow } from './queries.ts'

/** Whether a webhook has asked to be told of an occurrence. */
export function isSubscribed(webhook: WebhookRow, { event, subjects, environments }: Occurrence): boolean {
  const type = subjects.at(-1)?.type
  const types = listOf(webhook.types)
  const asked = listOf(webhook.environments)
  return (
    (listOf(webhook.events) ?? []).some((each) => coversEvent(each, event)) &&
    (types === null || (type !== undefined && types.includes(type))) &&
    (asked === null || (environments ?? []).some((each) => asked.includes(each)))
  )
}

/** Whether somebody may know of an occurrence: who may read the thing as it was, or as it is. */
export function mayKnow(caller: Caller, { event, subjects, locales }: Occurrence): boolean {
  return event === testEvent || subjects.some((subject) => mayRead(caller, subject, locales))
}

/** Whether somebody may still have a webhook at all. */
export function mayHave(caller: Caller, webhook: WebhookRow, space: SpaceName): boolean {
  return decide(caller, { action: webhooks.manage.name, target: targetOf(space, webhook) }).allowed
}

export function targetOf(space: SpaceName, webhook: WebhookRow): Target {
  return { area: 'webhooks', space, id: webhook.id, creator: creatorOf(webhook) }
}

export function authorOfWebhook({ author }: WebhookRow): Author {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the handlers from `authorOf`.
  return JSON.parse(author) as Author
}

export function occurrenceOf({ occurrence }: { readonly occurrence: string }): Occurrence {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `insertDeliveries`.
  return JSON.parse(occurrence) as Occurrence
}

/** A stored list; null where the webhook has none. */
export function listOf(json: string | null): string[] | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the handlers from checked bodies.
  return json === null ? null : (JSON.parse(json) as string[])
}
