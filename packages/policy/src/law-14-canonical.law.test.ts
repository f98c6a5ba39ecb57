import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import { parseGrants } from './parse.ts'
import { printGrants } from './print.ts'
import { allowing, denying } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { referenceDecide } from './testing/reference.ts'
import { vocabulary } from './testing/vocabulary.ts'
import { runs } from './testing/runs.ts'

function printed(resource: string): string | undefined {
  return printGrants([allowing('content.read', resource)])[0]?.resources[0]
}

describe('law 14: canonical text and the plain reference', { timeout: 60_000 }, () => {
  test('the engine decides every generated case as the reference does, for the same grants', () => {
    let allowed = 0
    let refused = 0
    fc.assert(
      fc.property(any.pair, any.bound, ({ grants, request }, spaces) => {
        const decision = decide(compile(grants, spaces && { spaces }), request)
        if (decision.allowed) allowed++
        else refused++
        expect({ allowed: decision.allowed, because: decision.because }).toEqual(
          referenceDecide(grants, request, spaces),
        )
      }),
      { numRuns: runs(10_000) },
    )
    expect(Math.min(allowed, refused)).toBeGreaterThan(runs(2_000))
  })

  test('print(parse(g)) is g for canonical grants', () => {
    fc.assert(
      fc.property(any.grants, (grants) => {
        const canonical = printGrants(grants)
        const parsed = parseGrants(JSON.parse(JSON.stringify(canonical)), vocabulary)
        expect(parsed).toEqual({ ok: true, grants: canonical })
        expect(JSON.stringify(printGrants(parsed.ok ? parsed.grants : []))).toBe(JSON.stringify(canonical))
      }),
    )
  })

  test('printing changes no decision', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        expect(decide(compile(printGrants(grants)), request).allowed).toBe(decide(compile(grants), request).allowed)
      }),
      { numRuns: runs(2_000) },
    )
  })

  test('lists that differ in order and repetition print equal', () => {
    fc.assert(
      fc.property(any.grants, (grants) => {
        const doubled = [...grants, ...grants]
          .toReversed()
          .map((grant) => ({ ...grant, actions: [...grant.actions, ...grant.actions].toReversed() }))
        expect(JSON.stringify(printGrants(doubled))).toBe(JSON.stringify(printGrants(grants)))
      }),
    )
  })

  test.each([
    ['content:*', 'content'],
    ['content:*:*', 'content'],
    ['content:pages:*', 'content:pages'],
    ['content:blog-*:*', 'content:blog-*'],
    ['content:*-blog:*', 'content:*-blog:*'],
    ['content:*-blog', 'content:*-blog'],
    ['content:pages:home*', 'content:pages:home*'],
    ['content:**:home', 'content:*:home'],
    ['media:*', 'media'],
    ['media:category:*', 'media:category:*'],
    ['media:category', 'media:category'],
    ['*:*', '*'],
    ['*:*:*', '*:*:*'],
    ['content:*:*:*', 'content:*:*:*'],
    ['*s:*', '*s:*'],
    ['***', '*'],
    ['workspace:shop:content:*', 'space:shop:content'],
    ['space:s**:*', 'space:s*:*'],
  ])('%s is printed as %s', (written, expected) => {
    expect(printed(written)).toBe(expected)
  })

  test('lists, conditions and keys come in one order', () => {
    const grants = [
      denying('content.delete', '*'),
      {
        conditions: {
          tags: ['sale', 'cafe\u0301', 'sale'],
          locales: ['en', 'de', 'en'],
          status: ['published', 'draft'] as const,
          own: true as const,
        },
        fields: ['title', 'body'],
        resources: ['media', 'content:pages:*', 'content:pages'],
        actions: ['content.update', 'content.read', 'content.update'],
        effect: 'allow' as const,
      },
      allowing('content.read * content.update', '*', { conditions: {} }),
    ]
    expect(JSON.stringify(printGrants(grants))).toBe(
      JSON.stringify([
        { effect: 'allow', actions: ['*'], resources: ['*'] },
        {
          effect: 'allow',
          actions: ['content.read', 'content.update'],
          resources: ['content:pages', 'media'],
          fields: ['body', 'title'],
          conditions: {
            own: true,
            status: ['draft', 'published'],
            locales: ['de', 'en'],
            tags: ['caf\u00e9', 'sale'],
          },
        },
        { effect: 'deny', actions: ['content.delete'], resources: ['*'] },
      ]),
    )
  })
})
