import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide, mayEver } from './decide.ts'
import { evaluate, filterFor } from './filter.ts'
import type { Grant } from './grant.ts'
import { coversAll, decideAll, decideEvery, filterForAll, mayEverAll, type Layer } from './layers.ts'
import { allowing, denying, homepage, read, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

const names: readonly Layer['name'][] = ['kind', 'scope', 'role', 'grants', 'owner']

function layer(name: Layer['name'], ...grants: readonly Grant[]): Layer {
  return { name, policy: compile(grants), proposes: name === 'role' || name === 'grants' }
}

/** Up to three layers that speak of one request. */
const layered = any.pair.chain(({ grants, request }) =>
  fc.record({
    request: fc.constant(request),
    layers: fc
      .array(fc.oneof(fc.constant(grants), any.aimedGrants(request)), { minLength: 1, maxLength: 3 })
      .map((lists) => lists.map((list, index) => layer(names[index] ?? 'owner', ...list))),
  }),
)

const all = allowing('*', '*')

describe('law 11: layers intersect', { timeout: 60_000 }, () => {
  test('a request is permitted exactly when every layer permits it', () => {
    let allowed = 0
    fc.assert(
      fc.property(layered, ({ layers, request }) => {
        const decision = decideAll(layers, request)
        const alone = layers.map(({ policy }) => decide(policy, request))
        expect(decision.allowed).toBe(alone.every((one) => one.allowed))
        if (!decision.allowed) return
        allowed++
        expect(decision.because).toEqual(alone.map(({ because }) => because))
      }),
      { numRuns: runs(2_000) },
    )
    expect(allowed).toBeGreaterThan(runs(200))
  })

  test('several requests are permitted exactly when each is', () => {
    fc.assert(
      fc.property(layered, any.request, ({ layers, request }, other) => {
        const every = decideEvery(layers, [request, other])
        expect(every.allowed).toBe(decideAll(layers, request).allowed && decideAll(layers, other).allowed)
      }),
      { numRuns: runs(500) },
    )
  })

  test('the grants that decided several requests are told once, in order', () => {
    const role = layer('role', allowing('content.read', '*'), all, allowing('content.delete', '*'))
    const requests = [update(homepage, 'title'), read(homepage), update(homepage, 'body')]
    expect(decideEvery([role], requests)).toEqual({ allowed: true, because: [[0, 1]] })
  })

  test('the gate opens exactly when every layer opens it', () => {
    fc.assert(
      fc.property(layered, ({ layers, request }) => {
        const { area, space, type } = request.target
        const collection = { area, space, ...(type !== undefined && { type }) }
        const alone = layers.map(({ policy }) => mayEver(policy, request.action, collection))
        expect(mayEverAll(layers, request.action, collection)).toBe(alone.every(Boolean))
      }),
    )
  })

  test('a list shows exactly the rows that every layer shows', () => {
    fc.assert(
      fc.property(layered, any.entries, ({ layers, request }, target) => {
        const query = { collection: { area: 'content', space: target.space }, principal: request.principal }
        const row = { ...target, id: target.id ?? '', name: target.name ?? '' }
        const alone = layers.map(({ policy }) => evaluate(filterFor(policy, 'content.read', query), row))
        expect(evaluate(filterForAll(layers, 'content.read', query), row)).toBe(alone.every(Boolean))
      }),
      { numRuns: runs(500) },
    )
  })

  test('a maker covers a child exactly when each of its layers does', () => {
    const child = compile([allowing('content.read', 'content:posts'), allowing('content.read', 'content:pages')])
    const pages = layer('role', allowing('content.read', 'content:pages'))
    expect(coversAll([layer('kind', all), layer('owner', all)], child)).toEqual({ covered: true })
    expect(coversAll([layer('kind', all), pages], child)).toEqual({ covered: false, offending: 0 })
  })

  test('a refusal names the first layer that refuses', () => {
    const decision = decideAll([layer('kind', all), layer('scope'), layer('owner')], read(homepage))
    expect(decision).toEqual({ allowed: false, layer: 'scope', reason: 'no-allow', because: [] })
  })

  test('a deny names its layer and its grant', () => {
    const decision = decideAll([layer('kind', all), layer('role', all, denying('content.read', '*'))], read(homepage))
    expect(decision).toEqual({ allowed: false, layer: 'role', reason: 'deny', because: [1] })
  })

  test('to ask without a layer is a mistake of the program', () => {
    const query = { collection: homepage, principal: 'account:1' }
    expect(() => decideAll([], read(homepage))).toThrow('pass the ceiling of the kind')
    expect(() => mayEverAll([], 'content.read', homepage)).toThrow('no layers')
    expect(() => filterForAll([], 'content.read', query)).toThrow('no layers')
    expect(() => coversAll([], compile([]))).toThrow('no layers')
  })

  test('to ask without a request is a mistake of the program, and not permitted', () => {
    expect(() => decideEvery([layer('role', all)], [])).toThrow('no requests')
  })
})
