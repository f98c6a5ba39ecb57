import { setTimeout as wait } from 'node:timers/promises'
import type { Ask, Key } from './scene.ts'
import { studioHeaders, studioUrl } from './studio-origin.ts'

/** What clients saw of a token that was narrowed under them. */
export interface Hammered {
  readonly accepted: number
  readonly refused: number
  /** Accepted requests that had started after the narrowing was acknowledged: each is a broken promise. */
  readonly late: readonly string[]
  /** How long before the acknowledgement the last accepted request had started. */
  readonly marginMs: number
}

interface Seen {
  readonly ask: Ask
  /** Of the monotonic clock of this process, in milliseconds. */
  readonly startedAt: number
  readonly status: number
}

/** Each client is accepted this often before the narrowing, and refused this often after it. */
const times = 4
const patienceMs = 8000

/** One client a URL asks as fast as it is answered, before, while and after the token is narrowed. */
export async function hammer(urls: readonly string[], key: Key, narrow: () => Promise<void>): Promise<Hammered> {
  const ended = new AbortController()
  const seen = urls.map((): Seen[] => [])
  const clients = urls.map(async (url, index) => {
    for (let turn = index; !ended.signal.aborted; turn++) {
      const ask = key.requests[turn % key.requests.length]!
      seen[index]!.push(await send(url, key, ask))
    }
  })
  try {
    // The clock does not wait for clients.
    const before = key.expiresAt === null ? times : 1
    await until(() => seen.every((each) => count(each, isAccepted) >= before), seen)
    await narrow()
    // A key with an end of its own is narrowed by the clock: the same instant, told by the monotonic one.
    const end = key.expiresAt === null ? performance.now() : performance.now() - (Date.now() - key.expiresAt)
    await until(() => seen.every((each) => count(each, (one) => one.startedAt >= end) >= times), seen)
    ended.abort()
    await Promise.all(clients)
    return judge(seen.flat(), end)
  } finally {
    ended.abort()
  }
}

function judge(seen: readonly Seen[], end: number): Hammered {
  const strange = seen.find(({ status }) => status >= 500)
  if (strange) throw new Error(`${strange.ask.method} ${strange.ask.path} answered ${strange.status}.`)
  const accepted = seen.filter(isAccepted)
  const late = accepted.filter(({ startedAt }) => startedAt >= end)
  return {
    accepted: accepted.length,
    refused: seen.length - accepted.length,
    late: late.map((each) => `${each.ask.method} ${each.ask.path}: ${each.startedAt - end} ms late`),
    marginMs: end - Math.max(...accepted.map(({ startedAt }) => startedAt)),
  }
}

async function send(url: string, key: Key, ask: Ask): Promise<Seen> {
  const { at, headers } = credentialsOf(url, key)
  const startedAt = performance.now()
  const response = await fetch(at + ask.path, {
    method: ask.method,
    headers: {
      ...headers,
      ...(ask.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
  })
  await response.arrayBuffer()
  return { ask, startedAt, status: response.status }
}

/** Where a request with the key goes, and what it carries. */
function credentialsOf(url: string, { kind, secret }: Key) {
  if (kind !== 'studio-session') return { at: url, headers: { authorization: `Bearer ${secret}` } }
  const at = studioUrl(url)
  return { at, headers: { ...studioHeaders(at), cookie: `latchkey=${secret}` } }
}

function isAccepted({ status }: Seen): boolean {
  return status < 400
}

function count(seen: readonly Seen[], holds: (one: Seen) => boolean): number {
  return seen.filter(holds).length
}

async function until(holds: () => boolean, seen: readonly (readonly Seen[])[]): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > deadline) {
      const statuses = Object.groupBy(seen.flat(), ({ ask, status }) => `${status} ${ask.method} ${ask.path}`)
      throw new Error(
        `The clients did not get on: ${Object.entries(statuses)
          .map(([key, all]) => `${key} × ${all?.length}`)
          .join('; ')}`,
      )
    }
    await wait(2)
  }
}
