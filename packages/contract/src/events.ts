import { vocabulary } from './catalogue.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

/** Sent by hand, to see whether a webhook arrives; no subscription names it. */
export const testEvent = 'webhooks.test'

/**
 * The names of all that a webhook can be told of: operations that change something in a space which a grant can let somebody
 * read. Who may not read the thing is not told of it, so that what nobody can be allowed to read is no event.
 */
export const events: readonly string[] = operations.filter(isEvent).map((each) => each.id)

function isEvent({ guard, access, path }: Operation): boolean {
  return (
    guard !== null &&
    access !== 'read' &&
    path.includes('{space}') &&
    vocabulary.actions.has(`${guard.action.area}.read`)
  )
}

/** Whether a subscription covers an event: `*` all of them, `entries.*` those of a resource, or its name. */
export function coversEvent(subscription: string, event: string): boolean {
  if (subscription === '*') return true
  return subscription.endsWith('.*') ? event.startsWith(subscription.slice(0, -1)) : event === subscription
}

/** Whether a subscription covers any event at all; one that covers none is a mistake. */
export function isSubscription(subscription: string): boolean {
  return events.some((event) => coversEvent(subscription, event))
}
