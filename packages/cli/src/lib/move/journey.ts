import type { Client } from '@latchkey/client/client'
import { LatchkeyProblem } from '@latchkey/client/problem'
import { type Patience, untilAnswered } from '../import/patience.ts'
import { reasonsOf } from '../import/write-batch.ts'
import { branchQuery, type Place } from '../schema/read-remote.ts'
import { type Loss, losing, type Lose } from './cargo.ts'
import type { Journal } from './journal.ts'

/** What every step of carrying a cargo works with. */
export interface Journey {
  readonly client: Client
  readonly params: { readonly space: string }
  /** Names the branch. */
  readonly query: { readonly branch?: string }
  readonly journal: Journal
  /** Environments that the space has. */
  readonly environments: ReadonlySet<string>
  readonly patience: Patience
  readonly losing: (what: Loss['what'], name: string) => Lose
  /** One thing more is done. */
  readonly done: (sentence: string) => void
}

export function journeyTo(
  place: Place,
  rest: Omit<Journey, 'client' | 'params' | 'query' | 'losing'>,
  losses: Loss[],
): Journey {
  return {
    ...rest,
    client: place.client,
    params: { space: place.space },
    query: branchQuery(place),
    losing: (what, name) => losing(losses, what, name),
  }
}

/** What a request that may be sent twice answers; its refusal when it is about this thing alone. */
export async function attempt<Value>(
  { patience }: Pick<Journey, 'patience'>,
  request: () => Promise<Value>,
): Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: LatchkeyProblem }> {
  try {
    return { ok: true, value: await untilAnswered(request, patience) }
  } catch (error) {
    if (error instanceof LatchkeyProblem && [400, 403, 404, 409, 412, 413, 415, 422].includes(error.status))
      return { ok: false, problem: error }
    throw error
  }
}

/** All that a refusal says. */
export function sentenceOf({ document }: LatchkeyProblem): string {
  return reasonsOf(document).join(' · ')
}

/** Environments among the named that the space has; the others are told of. */
export function knownEnvironments(named: readonly string[], { environments }: Journey, lose: Lose): string[] {
  const missing = named.filter((name) => !environments.has(name))
  for (const name of missing) lose(null, `the space has no environment ${name}: it is not published there`)
  return named.filter((name) => environments.has(name))
}
