import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Assertion, grantOf, parseAssertion } from './assertion.ts'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import type { Grant } from './grant.ts'
import { judgeAssertion, type Verdict } from './holds.ts'
import { decideAll, type Layer } from './layers.ts'
import type { Request } from './request.ts'
import { allowing, denying } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { referenceDecide } from './testing/reference.ts'
import { runs } from './testing/runs.ts'
import { vocabulary } from './testing/vocabulary.ts'

const spaces = [any.shop, any.site]

function layer(name: Layer['name'], grants: readonly Grant[]): Layer {
  return { name, policy: compile(grants, { spaces }), proposes: true }
}

function assertionOf({ effect, ...words }: Grant): Assertion {
  return { effect: effect === 'deny' ? 'never' : 'always', ...words }
}

/** Whether the plain reference contradicts the assertion: it permits what a `never` stops, or refuses what an `always` permits. */
function contradicts(assertion: Assertion, lists: readonly (readonly Grant[])[], request: Request): boolean {
  const permitted = lists.every((grants) => referenceDecide(grants, request, spaces).allowed)
  const everything = allowing('*', '*')
  if (assertion.effect === 'never')
    return permitted && !referenceDecide([everything, grantOf(assertion)], request, spaces).allowed
  return !permitted && referenceDecide([grantOf(assertion)], request, spaces).allowed
}

/** Lists that speak of one request, an assertion that does so too, and further requests. */
const exam = any.request.chain((request) =>
  fc.record({
    requests: fc.array(any.request, { maxLength: 6 }).map((others) => [request, ...others]),
    lists: fc.array(any.aimedGrants(request), { minLength: 1, maxLength: 2 }),
    assertion: fc
      .oneof(
        any.allow,
        any.deny,
        any.aimedGrants(request).map(([grant]) => grant ?? allowing('content.read', 'content')),
      )
      .map(assertionOf),
  }),
)

function judge(assertion: Assertion, ...lists: readonly (readonly Grant[])[]): Verdict {
  return judgeAssertion(
    assertion,
    lists.map((grants, index) => layer(index === 0 ? 'role' : 'grants', grants)),
    spaces,
  )
}

describe('pinned assertions', { timeout: 120_000 }, () => {
  test('one that is said to hold is contradicted by no decision', () => {
    const seen = { never: 0, always: 0 }
    fc.assert(
      fc.property(exam, ({ assertion, lists, requests }) => {
        fc.pre(judge(assertion, ...lists).is === 'holds')
        seen[assertion.effect] += 1
        for (const request of requests) expect(contradicts(assertion, lists, request)).toBe(false)
      }),
      { numRuns: runs(2_000), maxSkipsPerRun: 100 },
    )
    expect(seen.never).toBeGreaterThan(runs(300))
    expect(seen.always).toBeGreaterThan(runs(20))
  })

  test('one that is said to be broken is contradicted by its example, and most are one or the other', () => {
    let broken = 0
    let undecided = 0
    fc.assert(
      fc.property(exam, ({ assertion, lists }) => {
        const verdict = judge(assertion, ...lists)
        if (verdict.is === 'undecided') undecided += 1
        if (verdict.is !== 'broken') return
        broken += 1
        expect(contradicts(assertion, lists, verdict.example)).toBe(true)
      }),
      { numRuns: runs(2_000) },
    )
    expect(broken).toBeGreaterThan(runs(300))
    expect(undecided).toBeLessThan(runs(500))
  })

  test('the grants that are named let the example through, each layer by its own', () => {
    fc.assert(
      fc.property(exam, ({ assertion, lists }) => {
        fc.pre(assertion.effect === 'never')
        const verdict = judge(assertion, ...lists)
        fc.pre(verdict.is === 'broken')
        const layers = lists.map((grants, index) => layer(index === 0 ? 'role' : 'grants', grants))
        const decision = decideAll(layers, verdict.example)
        expect(verdict.because.map(({ grants }) => grants)).toEqual(decision.allowed ? decision.because : [])
      }),
      { numRuns: runs(500), maxSkipsPerRun: 100 },
    )
  })

  const readNews = allowing('content.read', 'content:news')
  const never = (words: Omit<Assertion, 'effect'>): Assertion => ({ effect: 'never', ...words })
  const neverDrafts = never({ actions: ['content.read'], resources: ['content'], conditions: { status: ['draft'] } })

  test.each<[string, readonly Grant[], Verdict['is']]>([
    ['no grants', [], 'holds'],
    ['published alone', [allowing('content.read', '*', { conditions: { status: ['published'] } })], 'holds'],
    ['everything', [allowing('*', '*')], 'broken'],
    ['any state of one type', [readNews], 'broken'],
    ['drafts denied', [readNews, denying('content.read', '*', { conditions: { status: ['draft'] } })], 'holds'],
    [
      'drafts of that type denied',
      [readNews, denying('content.read', 'content:news', { conditions: { status: ['draft', 'archived'] } })],
      'holds',
    ],
    [
      'drafts of another type denied',
      [readNews, denying('content.read', 'content:posts', { conditions: { status: ['draft'] } })],
      'broken',
    ],
    ['own drafts denied', [readNews, denying('content.read', '*', { conditions: { own: true } })], 'broken'],
    ['another action', [allowing('content.update', '*')], 'holds'],
  ])('never drafts, with %s', (_what, grants, expected) => {
    expect(judge(neverDrafts, grants).is).toBe(expected)
  })

  test('two layers that meet nowhere let nothing through', () => {
    const news = never({ actions: ['*'], resources: ['content:news'] })
    expect(
      judge(news, [allowing('content.read', 'content:news:a*')], [allowing('content.read', 'content:news:b*')]).is,
    ).toBe('holds')
    expect(judge(news, [allowing('content.read', 'content:news:a*')], [allowing('content.update', 'content')]).is).toBe(
      'holds',
    )
    expect(
      judge(news, [allowing('content.read', 'content:news:a*')], [allowing('content.read', 'content:*:*b')]).is,
    ).toBe('broken')
  })

  test('fields: each by itself', () => {
    const prices = never({ actions: ['content.update'], resources: ['content'], fields: ['price', 'cost'] })
    const updates = allowing('content.update', 'content')
    const deny = (field: string): Grant => denying('content.update', 'content', { fields: [field] })
    expect(judge(prices, [updates]).is).toBe('broken')
    expect(judge(prices, [allowing('content.update', 'content', { fields: ['title'] })]).is).toBe('holds')
    expect(judge(prices, [updates, deny('price')]).is).toBe('broken')
    expect(judge(prices, [updates, deny('price'), deny('cost')]).is).toBe('holds')
  })

  test('an id and a slug may name one entry', () => {
    const home = never({ actions: ['content.read'], resources: ['content:pages:home'] })
    expect(judge(home, [allowing('content.read', `content:pages:${any.ids[0]}`)]).is).toBe('broken')
    expect(judge(home, [allowing('content.read', 'content:pages:about')]).is).toBe('holds')
  })

  test('always published products: a deny anywhere among them breaks it', () => {
    const always: Assertion = {
      effect: 'always',
      actions: ['content.read'],
      resources: ['content:products'],
      conditions: { status: ['published'] },
    }
    expect(judge(always, [allowing('content.read', 'content')]).is).toBe('holds')
    expect(judge(always, [])).toMatchObject({ is: 'broken', because: [{ layer: 'role', grants: [] }] })
    expect(
      judge(always, [allowing('content.read', 'content'), denying('content.read', 'content:products:secret-*')]),
    ).toMatchObject({
      is: 'broken',
      because: [{ layer: 'role', grants: [1] }],
    })
  })

  test('more than can be followed is not said to hold', () => {
    const names = Array.from({ length: 100 }, (_, index) => `n${index}`)
    const wide = never({
      actions: ['content.update'],
      resources: names.map((name) => `content:pages:${name}`),
      fields: names,
    })
    const far = names.map((name) => allowing('content.update', `content:posts:${name}`, { fields: ['title'] }))
    expect(judge(wide, far).is).toBe('undecided')
    // Wider still: what is cut off before the first layer is looked at may be what it lets through.
    const wider = { ...wide, conditions: { locales: names } }
    expect(judge(wider, [allowing('content.update', 'content:pages:n99')]).is).not.toBe('holds')
  })

  test('is read like a grant, and every mistake is pointed at', () => {
    const read = (input: unknown) => parseAssertion(input, vocabulary, [any.shop])
    expect(read({ effect: 'never', actions: ['content.read'], resources: ['content:pages:*'] })).toEqual({
      ok: true,
      assertion: { effect: 'never', actions: ['content.read'], resources: ['content:pages'] },
    })
    const pointers = (input: unknown) => {
      const parsed = read(input)
      return parsed.ok ? [] : parsed.issues.map(({ pointer }) => pointer)
    }
    expect(pointers({ effect: 'deny' })).toEqual(['/effect'])
    expect(
      pointers({ effect: 'never', actions: ['content.raed'], resources: ['space:other:content'], own: true }),
    ).toEqual(['/own', '/actions/0', '/resources/0'])
    expect(pointers({ effect: 'never', actions: ['content.read'], resources: ['content'], fields: ['a'] })).toEqual([
      '/fields',
    ])
    expect(pointers(null)).toEqual([''])
  })

  test('a never is the deny of the same words: with it, nothing is decided otherwise', () => {
    fc.assert(
      fc.property(exam, ({ assertion, lists, requests }) => {
        fc.pre(assertion.effect === 'never' && judge(assertion, ...lists).is === 'holds')
        const [list = []] = lists
        fc.pre(lists.length === 1)
        for (const request of requests) {
          const bare = decide(compile(list, { spaces }), request).allowed
          expect(decide(compile([...list, grantOf(assertion)], { spaces }), request).allowed).toBe(bare)
        }
      }),
      { numRuns: runs(300), maxSkipsPerRun: 200 },
    )
  })
})
