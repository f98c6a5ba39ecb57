import { expect, test } from 'vitest'
import { coversEvent, events, isSubscription, testEvent } from './events.ts'

test('events are changes that a grant can let somebody read', () => {
  expect(events).toContain('entries.publish')
  expect(events).not.toContain('entries.list')
  expect(events).not.toContain('webhooks.update')
  expect(events).not.toContain('session.login')
  expect(events).not.toContain(testEvent)
})

test('a subscription is an event, a resource, or everything', () => {
  expect(coversEvent('*', 'entries.publish')).toBe(true)
  expect(coversEvent('entries.*', 'entries.publish')).toBe(true)
  expect(coversEvent('entries.publish', 'entries.publish')).toBe(true)
  expect(coversEvent('entries.*', 'content-types.create')).toBe(false)
  expect(coversEvent('entries.publish', 'entries.unpublish')).toBe(false)
})

test.each(['entries', 'entries.', 'entries.pub*', 'entry.*', 'webhooks.*', '.*', '', '**'])(
  '%j covers nothing, and is refused',
  (subscription) => expect(isSubscription(subscription)).toBe(false),
)
