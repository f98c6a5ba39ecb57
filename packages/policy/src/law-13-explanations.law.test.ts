import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide, type Refused } from './decide.ts'
import { explain } from './explain.ts'
import type { Grant } from './grant.ts'
import { decideAll, decideEvery, type Layer } from './layers.ts'
import { parseGrants } from './parse.ts'
import { printGrants } from './print.ts'
import type { Request } from './request.ts'
import { allowing, ask, denying, editor, homepage, isAllowed, logo, read, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { vocabulary } from './testing/vocabulary.ts'
import { runs } from './testing/runs.ts'

function missingOf(grants: readonly Grant[], request: Request): Grant | undefined {
  const decision = ask(grants, request)
  return decision.allowed ? expect.fail('the request is permitted') : decision.missing
}

function layer(name: Layer['name'], ...grants: readonly Grant[]): Layer {
  return { name, policy: compile(grants), proposes: name === 'role' || name === 'grants' }
}

const all = allowing('*', '*')

describe('law 13: explanations are exact', { timeout: 60_000 }, () => {
  test('adding the missing grant permits the request, and a deny proposes none', () => {
    let proposed = 0
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        fc.pre(!isAllowed(grants, request))
        const decision = ask(grants, request) as Refused
        if (decision.reason === 'deny') expect(decision).not.toHaveProperty('missing')
        else {
          proposed++
          expect(isAllowed([...grants, decision.missing ?? expect.fail('nothing is proposed')], request)).toBe(true)
        }
      }),
      { numRuns: runs(1_000) },
    )
    expect(proposed).toBeGreaterThan(runs(300))
  })

  test('the missing grant is canonical and parses', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        fc.pre(!isAllowed(grants, request))
        const missing = missingOf(grants, request)
        fc.pre(missing !== undefined)
        expect(printGrants([missing])).toEqual([missing])
        expect(parseGrants([missing], vocabulary)).toEqual({ ok: true, grants: [missing] })
      }),
      { numRuns: runs(500) },
    )
  })

  test('adding the missing grant changes no decision about another action or another thing', () => {
    fc.assert(
      fc.property(any.pair, any.request, ({ grants, request }, other) => {
        fc.pre(!isAllowed(grants, request))
        const missing = missingOf(grants, request)
        fc.pre(missing !== undefined)
        // A pattern cannot mean the things of no space alone: without a prefix it means every space as well.
        fc.pre(request.target.space !== null)
        const isBeside =
          other.action !== request.action ||
          other.target.space?.id !== request.target.space?.id ||
          other.target.type !== request.target.type ||
          (other.target.name !== request.target.name && request.after === undefined && other.after === undefined)
        fc.pre(isBeside)
        expect(ask([...grants, missing], other).allowed).toBe(ask(grants, other).allowed)
      }),
      { numRuns: runs(1_000) },
    )
  })

  test('the missing grant names the uncovered fields alone', () => {
    const titles = allowing('content.update', 'content:pages', { fields: ['title'] })
    expect(missingOf([titles], update(homepage, 'title', 'price', 'body'))).toEqual({
      effect: 'allow',
      actions: ['content.update'],
      resources: ['space:shop:content:pages:homepage'],
      fields: ['body', 'price'],
      conditions: { status: ['draft'], locales: ['en'] },
    })
  })

  test('the missing grant names the locale and status of the request', () => {
    expect(missingOf([], read(homepage, 'de'))).toEqual({
      effect: 'allow',
      actions: ['content.read'],
      resources: ['space:shop:content:pages:homepage'],
      conditions: { status: ['draft'], locales: ['de'] },
    })
    expect(missingOf([], { ...update(homepage, 'status'), after: { status: 'archived' } })?.conditions?.status).toEqual(
      ['archived', 'draft'],
    )
  })

  test('where only the request as such is uncovered, the missing grant opens no field that it does not touch', () => {
    const german = allowing('content.create', '*', { conditions: { locales: ['de'] } })
    const { id: _unborn, ...target } = homepage
    const create: Request = {
      action: 'content.create',
      principal: editor,
      target,
      touches: [{ field: 'title', locale: 'de' }],
      locales: ['en'],
    }
    expect(missingOf([german], create)).toMatchObject({ fields: ['title'], conditions: { locales: ['en'] } })
  })

  test('a move names the category that is lacking', () => {
    const move: Request = { action: 'media.update', principal: editor, target: logo, after: { category: 'Docs' } }
    expect(missingOf([allowing('media.update', 'media:category:Brand')], move)?.resources).toEqual([
      'space:shop:media:category:Docs',
    ])
  })

  test('the missing grant of another action than create and update names no fields', () => {
    const publish: Request = { ...update(homepage, 'title'), action: 'content.publish' }
    expect(missingOf([], publish)).not.toHaveProperty('fields')
  })

  test('a thing of no space and no item is named by its area', () => {
    const request: Request = { action: 'dashboard.read', principal: editor, target: { area: 'dashboard', space: null } }
    expect(missingOf([], request)).toEqual({ effect: 'allow', actions: ['dashboard.read'], resources: ['dashboard'] })
    const untyped: Request = { action: 'content.read', principal: editor, target: { area: 'content', space: any.shop } }
    expect(missingOf([], untyped)?.resources).toEqual(['space:shop:content'])
    const typed: Request = { ...untyped, target: { ...untyped.target, type: 'pages' } }
    expect(missingOf([], typed)?.resources).toEqual(['space:shop:content:pages'])
  })

  test('a name that is made up anew by every request is not named, but the collection', () => {
    const { id: _unborn, ...target } = { ...homepage, name: 'entry-9c2f', madeUp: true as const }
    const create: Request = { action: 'content.create', principal: editor, target, locales: ['en'] }
    const missing = missingOf([allowing('content.create', 'content:posts')], create)
    expect(missing?.resources).toEqual(['space:shop:content:pages'])
    expect(isAllowed(missing ? [missing] : [], { ...create, target: { ...target, name: 'entry-7d1e' } })).toBe(true)
  })

  test('a layer that does not propose is named before one that does, and nothing is proposed', () => {
    for (const name of ['kind', 'scope', 'owner', 'environment', 'branch'] as const) {
      expect(decideAll([layer('role'), layer(name)], read(homepage))).toEqual({
        allowed: false,
        layer: name,
        reason: 'no-allow',
        because: [],
      })
    }
  })

  test('a deny of one layer is named before what another lacks, and nothing is proposed', () => {
    const decision = decideAll([layer('role'), layer('grants', all, denying('content.read', '*'))], read(homepage))
    expect(decision).toEqual({ allowed: false, layer: 'grants', reason: 'deny', because: [1] })
  })

  test('a layer that cannot reach the space proposes nothing', () => {
    const elsewhere: Layer = { name: 'role', policy: compile([all], { spaces: [any.site] }), proposes: true }
    expect(decideAll([layer('grants'), elsewhere], read(homepage))).toEqual({
      allowed: false,
      layer: 'role',
      reason: 'no-allow',
      because: [],
    })
  })

  test('where several layers lack an allow, the missing grant helps when it is added to each of them', () => {
    fc.assert(
      fc.property(
        any.request.chain((request) =>
          fc.tuple(fc.constant(request), any.aimedGrants(request), any.aimedGrants(request)),
        ),
        ([request, role, own]) => {
          const decision = decideAll([layer('role', ...role), layer('grants', ...own)], request)
          fc.pre(!decision.allowed && decision.missing !== undefined)
          const { missing, lacking = [] } = decision
          const added = (name: Layer['name'], grants: readonly Grant[]): Layer =>
            layer(name, ...grants, ...(missing && lacking.includes(name) ? [missing] : []))
          expect(lacking).toContain(decision.layer)
          expect(decideAll([added('role', role), added('grants', own)], request).allowed).toBe(true)
        },
      ),
      { numRuns: runs(500) },
    )
  })

  test('several actions that are lacking are named in one grant', () => {
    const publish: Request = { ...read(homepage), action: 'content.publish' }
    expect(decideEvery([layer('role')], [update(homepage, 'title'), publish])).toEqual({
      allowed: false,
      layer: 'role',
      reason: 'no-allow',
      because: [],
      lacking: ['role'],
      missing: {
        effect: 'allow',
        actions: ['content.publish', 'content.update'],
        resources: ['space:shop:content:pages:homepage'],
        fields: ['title'],
        conditions: { status: ['draft'], locales: ['en'] },
      },
    })
  })

  test('the grants that decided are those that the decision names, and the others are told apart', () => {
    fc.assert(
      fc.property(any.pair, any.bound, ({ grants, request }, spaces) => {
        const policy = compile(grants, spaces && { spaces })
        const explanation = explain(policy, request)
        const decided = explanation.grants.flatMap((grant) => (grant.decided ? [grant.index] : []))
        expect(explanation.decision).toEqual(decide(policy, request))
        expect(decided).toEqual(explanation.decision.because)
        expect(explanation.grants.map(({ effect }) => effect)).toEqual(grants.map(({ effect }) => effect))
        for (const { decided: isDeciding, mismatch } of explanation.grants)
          if (isDeciding) expect(mismatch).toBeUndefined()
      }),
      { numRuns: runs(500) },
    )
  })

  test('a deny that reaches the request decides, a deny that does not says why', () => {
    fc.assert(
      fc.property(any.pair, any.deny, ({ grants, request }, deny) => {
        const [told] = explain(compile([deny, ...grants]), request).grants
        expect(told?.mismatch === undefined).toBe(told?.decided)
      }),
      { numRuns: runs(500) },
    )
  })

  test.each<[string, Grant]>([
    ['action', allowing('content.read', '*')],
    ['space', allowing('*', 'space:site-a:*')],
    ['resource', allowing('*', 'content:posts')],
    ['own', allowing('*', '*', { conditions: { own: true, status: ['archived'] } })],
    ['tags', allowing('*', '*', { conditions: { tags: ['press'], status: ['archived'] } })],
    ['status', allowing('*', '*', { conditions: { status: ['archived'], locales: ['de'] } })],
    ['locales', allowing('*', '*', { conditions: { locales: ['de'] }, fields: ['price'] })],
    ['fields', allowing('*', '*', { fields: ['price'] })],
  ])('the first mismatch is told: %s', (mismatch, grant) => {
    expect(explain(compile([grant]), update(homepage, 'title')).grants).toEqual([
      { index: 0, effect: 'allow', decided: false, mismatch },
    ])
  })

  test('a grant that reaches a part of the request is told without a mismatch', () => {
    const rename: Request = { ...update(homepage, 'slug', 'title'), after: { name: 'start' } }
    const oneName = allowing('content.update', 'content:pages:start')
    const oneField = allowing('content.update', 'content:pages', { fields: ['title'] })
    expect(explain(compile([oneName, oneField]), rename).grants).toEqual([
      { index: 0, effect: 'allow', decided: false },
      { index: 1, effect: 'allow', decided: false },
    ])
  })
})
