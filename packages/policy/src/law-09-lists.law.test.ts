import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide, mayEver } from './decide.ts'
import { evaluate, filterFor, filterText, type Row } from './filter.ts'
import type { Request } from './request.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

/** The request without what it changes: a list asks of each row what a single read would. */
function asListed({ action, principal, target, locales }: Request): Request {
  return { action, principal, target, ...(locales && { locales }) }
}

function rowOf({ target }: Request): Row {
  const { id, name, type, category, creator, status, tags, publishedTags } = target
  return {
    id: id ?? '',
    name: name ?? (target.area === 'schema' ? type : undefined) ?? id ?? '',
    ...(type !== undefined && { type }),
    ...(category !== undefined && { category }),
    ...(creator !== undefined && { creator }),
    ...(status !== undefined && { status }),
    ...(tags !== undefined && { tags }),
    ...(publishedTags !== undefined && { publishedTags }),
  }
}

/** Rows tell what they bear; a request may be about a thing of which nobody does. */
function isTold({ target: { area, tags } }: Request): boolean {
  return tags !== undefined || (area !== 'content' && area !== 'media')
}

describe('law 9: lists agree with decisions', { timeout: 60_000 }, () => {
  test('a row is listed exactly when a single read of it is permitted', () => {
    let listed = 0
    fc.assert(
      fc.property(any.pair, any.bound, fc.boolean(), fc.boolean(), (given, spaces, typed, constant) => {
        fc.pre(isTold(given.request))
        const policy = compile(given.grants, spaces && { spaces })
        const request = asListed(given.request)
        const { area, space, type, status } = request.target
        const filter = filterFor(policy, request.action, {
          collection: { area, space, ...(typed && type !== undefined && { type }) },
          principal: request.principal,
          ...(request.locales && { locales: request.locales }),
          ...(constant && status && { status }),
        })
        const shown = evaluate(filter, rowOf(request))
        if (shown) listed++
        expect(shown).toBe(decide(policy, request).allowed)
      }),
      { numRuns: runs(10_000) },
    )
    expect(listed).toBeGreaterThan(runs(2_000))
  })

  test('where no allow names the action for the collection, no request in it is permitted', () => {
    let barred = 0
    fc.assert(
      fc.property(any.pair, any.bound, ({ grants, request }, spaces) => {
        const policy = compile(grants, spaces && { spaces })
        const { area, space, type } = request.target
        const ofType = mayEver(policy, request.action, { area, space, ...(type !== undefined && { type }) })
        const ofArea = mayEver(policy, request.action, { area, space })
        if (!ofType) {
          barred++
          expect(decide(policy, request).allowed).toBe(false)
        }
        expect(ofArea || !ofType).toBe(true)
      }),
      { numRuns: runs(5_000) },
    )
    expect(barred).toBeGreaterThan(runs(500))
  })

  test('a list of grants that differs in order and repetition alone has the same filter text', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const query = {
          collection: { area: request.target.area, space: request.target.space },
          principal: request.principal,
        }
        const shuffled = [...grants, ...grants].toReversed()
        const text = filterText(filterFor(compile(grants), request.action, query))
        expect(filterText(filterFor(compile(shuffled), request.action, query))).toBe(text)
      }),
      { numRuns: runs(2_000) },
    )
  })
})
