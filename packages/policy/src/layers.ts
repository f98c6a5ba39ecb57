import { withinBound, type Policy } from './compile.ts'
import { covers, type Coverage } from './covers.ts'
import { mayEver } from './decide.ts'
import { filterFor, normalize, type Filter, type FilterQuery } from './filter.ts'
import type { Grant } from './grant.ts'
import { gapsOf, judge, type Refusing } from './lib/judge.ts'
import { missingGrant } from './lib/missing.ts'
import { questionOf, type Question } from './lib/question.ts'
import type { Collection, Request } from './request.ts'

/** One of the limits that are laid over each other; a layer can only take away. */
export interface Layer {
  readonly name: 'kind' | 'scope' | 'role' | 'grants' | 'owner' | 'environment' | 'branch'
  readonly policy: Policy
  /** A refusal for want of an allow is answered with the missing grant: true for `role` and `grants`. */
  readonly proposes: boolean
}

export interface LayersAllowed {
  readonly allowed: true
  /** `because[i]`: indices of the grants of `layers[i]` that decided. */
  readonly because: readonly (readonly number[])[]
}

export interface LayersRefused {
  readonly allowed: false
  /** The layer that the answer names. */
  readonly layer: Layer['name']
  readonly reason: 'no-allow' | 'deny'
  /** Indices of that layer's denies that hold; empty for `no-allow`. */
  readonly because: readonly number[]
  /** Added to each of `lacking`, it permits the request. Absent unless proposing layers alone refuse, each for want of an allow. */
  readonly missing?: Grant
  /** The layers that lack an allow; given with `missing`. */
  readonly lacking?: readonly Layer['name'][]
}

export type LayeredDecision = LayersAllowed | LayersRefused

interface Refusal {
  readonly layer: Layer
  readonly question: Question
  readonly verdict: Refusing
}

/** The decision of all layers together: every one has to allow. */
export function decideAll(layers: readonly Layer[], request: Request): LayeredDecision {
  return decideEvery(layers, [request])
}

/**
 * The decision on something that performs several actions, told as one request for each: every layer has to allow
 * every one. A missing grant names all the lacking actions.
 */
export function decideEvery(layers: readonly Layer[], requests: readonly Request[]): LayeredDecision {
  const because: (readonly number[])[] = atLeastOne(layers).map(() => [])
  const refusals: Refusal[] = []
  if (requests.length === 0) throw new Error('There are no requests: what performs no action is not decided.')
  for (const request of requests) {
    const question = questionOf(request)
    for (const [place, layer] of layers.entries()) {
      const verdict = judge(layer.policy, question)
      if (verdict.is === 'allowed') because[place] = united(because[place], verdict.because)
      else refusals.push({ layer, question, verdict })
    }
  }
  const [first] = refusals
  return first === undefined ? { allowed: true, because } : refused(first, refusals)
}

/** Whether every layer names the action for the collection at all. */
export function mayEverAll(layers: readonly Layer[], action: string, collection: Collection): boolean {
  return atLeastOne(layers).every(({ policy }) => mayEver(policy, action, collection))
}

/** The rows that every layer shows, in normal form. */
export function filterForAll(layers: readonly Layer[], action: string, query: FilterQuery): Filter {
  return normalize({ is: 'and', of: atLeastOne(layers).map(({ policy }) => filterFor(policy, action, query)) })
}

/** Whether every layer of the maker covers the child. */
export function coversAll(maker: readonly Layer[], child: Policy, ceiling?: Policy): Coverage {
  for (const { policy } of atLeastOne(maker)) {
    const coverage = covers(policy, child, ceiling)
    if (!coverage.covered) return coverage
  }
  return { covered: true }
}

/** A refusal that no grant could lift is told before one that the missing grant would. */
function refused(first: Refusal, refusals: readonly Refusal[]): LayersRefused {
  const final = refusals.find(isFinal)
  if (final?.verdict.is === 'denied') {
    return { allowed: false, layer: final.layer.name, reason: 'deny', because: final.verdict.because }
  }
  const named: LayersRefused = { allowed: false, layer: (final ?? first).layer.name, reason: 'no-allow', because: [] }
  if (final !== undefined) return named
  const gaps = refusals.flatMap(({ layer, question }) => gapsOf(layer.policy, question))
  const lacking = [...new Set(refusals.map(({ layer }) => layer.name))]
  return { ...named, missing: missingGrant(gaps), lacking }
}

function isFinal({ layer, question, verdict }: Refusal): boolean {
  return !layer.proposes || verdict.is === 'denied' || !withinBound(layer.policy, question.request.target.space)
}

function united(indices: readonly number[] = [], others: readonly number[]): readonly number[] {
  if (indices.length === 0) return others
  return [...new Set([...indices, ...others])].toSorted((left, right) => left - right)
}

/** A caller without any limit does not exist. */
function atLeastOne(layers: readonly Layer[]): readonly Layer[] {
  if (layers.length === 0)
    throw new Error('There are no layers: pass the ceiling of the kind, or the grants of the token.')
  return layers
}
