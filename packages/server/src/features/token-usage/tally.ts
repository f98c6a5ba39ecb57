import type { Call } from '../../pipeline/usage-recorder.ts'
import type { Refused } from '../../pipeline/respond.ts'
import { agentOf, networkOf, other } from './whence.ts'

/** What is told apart of a token's calls, besides their number. */
export const aspects = ['operation', 'network', 'agent', 'missing'] as const
export type Aspect = (typeof aspects)[number]

/** How many values of an aspect are told apart for a token on a day; further ones count as `other`. */
export const distinctMax: Readonly<Record<Aspect, number>> = { operation: 50, network: 20, agent: 20, missing: 20 }

/** How often something was seen, and when last, in UTC milliseconds. */
export interface Count {
  calls: number
  lastUsedAt: number
}

/** What one token was used for on one day. */
export interface Tally extends Count {
  refused: number
  readonly details: Readonly<Record<Aspect, Map<string, Count>>>
}

export function emptyTally(): Tally {
  const details = { operation: new Map(), network: new Map(), agent: new Map(), missing: new Map() }
  return { calls: 0, refused: 0, lastUsedAt: 0, details }
}

/** Counts one call. On the path of every request. */
export function count(tally: Tally, { at, operation, address, agent, refused }: Call): void {
  const { details } = tally
  add(tally, { calls: 1, lastUsedAt: at })
  countValue(details.operation, 'operation', operation, at)
  countValue(details.network, 'network', networkOf(address), at)
  countValue(details.agent, 'agent', agentOf(agent), at)
  if (refused === null) return
  tally.refused += 1
  countValue(details.missing, 'missing', printRefused(refused), at)
}

/** Adds what was counted elsewhere for the same token and day. */
export function addTally(tally: Tally, more: Tally): void {
  add(tally, more)
  tally.refused += more.refused
  for (const aspect of aspects) {
    for (const [value, each] of more.details[aspect]) addValue(tally.details[aspect], aspect, value, each)
  }
}

/** Adds to a value; to `other` where it is new and there are as many as are told apart. */
export function addValue(counts: Map<string, Count>, aspect: Aspect, value: string, more: Count): void {
  const known = counts.get(value)
  if (known !== undefined) add(known, more)
  else if (value === other || counts.size < distinctMax[aspect]) counts.set(value, { ...more })
  else addValue(counts, aspect, other, more)
}

/** `addValue` of one call, without an object for it. */
function countValue(counts: Map<string, Count>, aspect: Aspect, value: string, at: number): void {
  const known = counts.get(value)
  if (known === undefined) {
    addValue(counts, aspect, value, { calls: 1, lastUsedAt: at })
    return
  }
  known.calls += 1
  if (at > known.lastUsedAt) known.lastUsedAt = at
}

function add(to: Count, { calls, lastUsedAt }: Count): void {
  to.calls += calls
  if (lastUsedAt > to.lastUsedAt) to.lastUsedAt = lastUsedAt
}

/** Bounds a value that is part of a key; PostgreSQL takes keys of 2,704 bytes. */
const refusedBytesMax = 1500

/** What was lacking, as it is kept: the same text for the same lack. A grant that is too long is left out. */
function printRefused({ problem, layer, missingGrant }: Refused): string {
  const whole = JSON.stringify({ problem, layer, missing_grant: missingGrant })
  return Buffer.byteLength(whole) <= refusedBytesMax ? whole : JSON.stringify({ problem, layer })
}

/** What `printRefused` has written; null for `other`. */
export function parseRefused(text: string): Refused | null {
  if (text === other) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by printRefused alone.
  const { problem, layer, missing_grant } = JSON.parse(text) as Pick<Refused, 'problem' | 'layer'> & {
    readonly missing_grant?: Refused['missingGrant']
  }
  return { problem, layer, missingGrant: missing_grant }
}
