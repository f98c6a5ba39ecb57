import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { covers, type Coverage } from './covers.ts'
import { decide, type Decision } from './decide.ts'
import type { Grant } from './grant.ts'
import { decideEvery, type Layer, type LayeredDecision } from './layers.ts'
import { parseGrants } from './parse.ts'
import { printGrants } from './print.ts'
import type { Request, SpaceName } from './request.ts'
import { oracleFor } from './testing/cedar.ts'
import { referenceDecide } from './testing/reference.ts'
import { vocabulary } from './testing/vocabulary.ts'

const folder = new URL('../../../spec/vectors/', import.meta.url)

interface DecisionVector {
  readonly name: string
  readonly law: number
  readonly grants: readonly Grant[]
  readonly spaces?: readonly SpaceName[]
  readonly request: Request
  readonly decision: Decision
}

interface LayersVector {
  readonly name: string
  readonly layers: readonly { readonly name: Layer['name']; readonly grants: readonly Grant[] }[]
  readonly requests: readonly Request[]
  readonly decision: LayeredDecision
}

interface CoverageVector {
  readonly name: string
  readonly maker: readonly Grant[]
  readonly child: readonly Grant[]
  readonly ceiling?: readonly Grant[]
  readonly coverage: Coverage
}

interface ListVector {
  readonly name: string
  readonly input: unknown
  /** Pointers of all issues; absent for a list that is accepted. */
  readonly issues?: readonly string[]
  readonly canonical?: readonly Grant[]
}

function vectors(kind: string): readonly unknown[] {
  const names = readdirSync(new URL(`${kind}/`, folder)).toSorted()
  return names.flatMap((name) => JSON.parse(readFileSync(new URL(`${kind}/${name}`, folder), 'utf8')) as unknown[])
}

// The shapes are those that the spec promises; a vector of another shape fails its own test.
const decisions = vectors('decisions') as readonly DecisionVector[]
const layered = vectors('layers') as readonly LayersVector[]
const coverages = vectors('coverage') as readonly CoverageVector[]
const lists = vectors('lists') as readonly ListVector[]

describe.each(decisions)('$name (law $law)', ({ grants, spaces, request, decision }) => {
  test('the engine decides so', () => {
    expect(parseGrants(grants, vocabulary)).toEqual({ ok: true, grants })
    const decided = decide(compile(grants, spaces && { spaces }), request)
    // `missing` is no property of the object's own.
    expect('missing' in decided ? { ...decided, missing: decided.missing } : decided).toEqual(decision)
  })

  test('the reference and Cedar decide so', () => {
    const { allowed, because } = decision
    expect(referenceDecide(grants, request, spaces)).toEqual({ allowed, because })
    if (spaces === undefined) expect(oracleFor(grants).allows(request)).toBe(allowed)
  })

  test('the missing grant permits the request', () => {
    if (decision.allowed || decision.missing === undefined) return
    expect(decide(compile([...grants, decision.missing]), request).allowed).toBe(true)
  })
})

test.each(layered)('layers: $name', ({ layers, requests, decision }) => {
  const prepared = layers.map(({ name, grants }): Layer => ({
    name,
    policy: compile(grants),
    proposes: name === 'role' || name === 'grants',
  }))
  expect(decideEvery(prepared, requests)).toEqual(decision)
})

test.each(coverages)('coverage: $name', ({ maker, child, ceiling, coverage }) => {
  expect(covers(compile(maker), compile(child), ceiling && compile(ceiling))).toEqual(coverage)
})

test.each(lists)('lists: $name', ({ input, issues, canonical }) => {
  const parsed = parseGrants(input, vocabulary)
  if (parsed.ok) expect(printGrants(parsed.grants)).toEqual(canonical)
  else expect(parsed.issues.map(({ pointer }) => pointer)).toEqual(issues)
})
