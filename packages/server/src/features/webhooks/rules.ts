import { isSubscription } from '@latchkey/contract/events'
import type { ProblemIssue } from '@latchkey/contract/problem'

/** What is wrong with the wishes of a webhook. Whether its address may be reached is found out when it is sent to. */
export function faultsOf({
  url,
  events,
}: {
  readonly url?: string
  readonly events?: readonly string[]
}): ProblemIssue[] {
  return [
    ...(url === undefined ? [] : faultsOfUrl(url)),
    ...(events ?? []).flatMap((event, index) =>
      isSubscription(event) ? [] : [{ pointer: `/events/${index}`, detail: `There is no event ${event}.` }],
    ),
  ]
}

function faultsOfUrl(text: string): ProblemIssue[] {
  const url = URL.parse(text)
  const fault = (detail: string) => [{ pointer: '/url', detail }]
  if (url === null) return fault('This is no URL.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fault('Use https, or http.')
  if (url.username !== '' || url.password !== '') return fault('A URL with a user name or password ends up in logs.')
  return []
}
