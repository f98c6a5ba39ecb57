import { type Assertion, grantOf } from './assertion.ts'
import { compile, type Policy } from './compile.ts'
import { decide } from './decide.ts'
import type { Body } from './lib/pattern.ts'
import { passing, type Piece, piecesOf } from './lib/piece.ts'
import { guesses } from './lib/witness.ts'
import { coversAll, decideAll, type Layer } from './layers.ts'
import type { Request, SpaceName } from './request.ts'

/** Grants of one layer that decide. */
export interface Deciding {
  readonly layer: Layer['name']
  /** Indices into the layer's grants; empty where it lacks an allow. */
  readonly grants: readonly number[]
}

export type Verdict =
  /** Certain: no decision of these layers ever contradicts the assertion. */
  | { readonly is: 'holds' }
  /** Certain: the layers decide `example` otherwise, because of these grants. */
  | { readonly is: 'broken'; readonly because: readonly Deciding[]; readonly example: Request }
  /** Neither could be shown. These grants stand in the way. */
  | { readonly is: 'undecided'; readonly because: readonly Deciding[] }

/** How often a part of an assertion is compared with a pattern, at most, in one layer; beyond that, nothing is decided. */
const comparisonsMax = 50_000

/** How many of those that come through are looked at for an example. */
const examinedMax = 40

/**
 * Whether an assertion holds for all that the layers together let through in these spaces.
 *
 * A `never` holds when no allow of every layer meets it that a deny does not stop; an `always`, when every layer covers it
 * as it would a child of its own. Both are certain when they say yes, and may be over-careful when they do not.
 */
export function judgeAssertion(assertion: Assertion, layers: readonly Layer[], spaces: readonly SpaceName[]): Verdict {
  const words = compile([grantOf(assertion)], { spaces })
  return assertion.effect === 'never' ? judgeNever(words, layers, spaces) : judgeAlways(words, layers, spaces)
}

function judgeNever(words: Policy, layers: readonly Layer[], spaces: readonly SpaceName[]): Verdict {
  const open = openPieces(words, layers, spaces)
  if (open.length === 0) return { is: 'holds' }
  for (const piece of open.slice(0, examinedMax)) {
    for (const example of guesses(piece)) {
      const decision = decideAll(layers, example)
      if (!decision.allowed || !isStoppedBy(words, example)) continue
      const because = layers.map(({ name }, place) => ({ layer: name, grants: decision.because[place] ?? [] }))
      return { is: 'broken', because, example }
    }
  }
  return { is: 'undecided', because: throughOf(open, layers) }
}

/** What comes through every layer. Where that is too much to follow, some of what has come through the first ones. */
function openPieces({ rules }: Policy, layers: readonly Layer[], spaces: readonly SpaceName[]): readonly Piece[] {
  let open = firstOf(comparisonsMax, rules, (rule) => piecesOf(rule, spaces))
  for (const { policy } of layers) {
    const patterns = policy.rules.reduce((sum, rule) => sum + rule.patterns.length, 0)
    // What was cut off may be what this layer lets through.
    const isCut = open.length === comparisonsMax
    if (isCut || open.length * patterns > comparisonsMax) return open
    open = firstOf(comparisonsMax, open, (piece) => passing(policy, piece))
  }
  return open
}

function firstOf<From, To>(count: number, all: Iterable<From>, each: (from: From) => Iterable<To>): readonly To[] {
  const found: To[] = []
  for (const from of all) {
    for (const to of each(from)) {
      if (found.length === count) return found
      found.push(to)
    }
  }
  return found
}

function throughOf(open: readonly Piece[], layers: readonly Layer[]): readonly Deciding[] {
  return layers.map(({ name }, place) => {
    const grants = new Set(open.flatMap(({ through }) => through[place]?.index ?? []))
    return { layer: name, grants: [...grants].toSorted((left, right) => left - right) }
  })
}

function judgeAlways(words: Policy, layers: readonly Layer[], spaces: readonly SpaceName[]): Verdict {
  if (coversAll(layers, words).covered) return { is: 'holds' }
  for (const example of examplesOf(words, layers, spaces)) {
    if (!decide(words, example).allowed) continue
    const decision = decideAll(layers, example)
    if (!decision.allowed)
      return { is: 'broken', because: [{ layer: decision.layer, grants: decision.because }], example }
  }
  return { is: 'undecided', because: [] }
}

/** Requests that an `always` speaks of: such as it names, and such as a deny names besides. */
function* examplesOf({ rules }: Policy, layers: readonly Layer[], spaces: readonly SpaceName[]): Generator<Request> {
  const denied = layers.flatMap(({ policy }) => thingsDenied(policy)).slice(0, examinedMax)
  for (const piece of firstOf(examinedMax, rules, (rule) => piecesOf(rule, spaces))) {
    yield* guesses(piece)
    for (const { body, tags } of denied)
      yield* guesses({ ...piece, bodies: [...piece.bodies, body], tags: [...piece.tags, ...tags] })
  }
}

function thingsDenied({ rules }: Policy): readonly { readonly body: Body; readonly tags: Piece['tags'] }[] {
  const denies = rules.filter(({ grant }) => grant.effect === 'deny')
  return denies.flatMap(({ patterns, tags }) =>
    patterns.flatMap(({ bodies }) => bodies.map((body) => ({ body, tags: tags === null ? [] : [tags] }))),
  )
}

function isStoppedBy(words: Policy, example: Request): boolean {
  const decision = decide(words, example)
  return !decision.allowed && decision.reason === 'deny'
}
