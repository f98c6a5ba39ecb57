import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Request } from './request.ts'
import { allowing, ask, denying, editor, homepage, isAllowed, logo, read, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

const anything = allowing('*', '*')

describe('law 3: matching', { timeout: 60_000 }, () => {
  test('a write is permitted exactly when each pair of field and locale is permitted by itself', () => {
    let several = 0
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const { locales: _none, ...write } = request
        fc.pre((write.touches ?? []).length > 1)
        const pairs = (write.touches ?? []).map((touch): Request => ({ ...write, touches: [touch] }))
        const allowed = isAllowed(grants, write)
        if (allowed) several++
        expect(allowed).toBe(pairs.every((pair) => isAllowed(grants, pair)))
      }),
      { numRuns: runs(1_000) },
    )
    expect(several).toBeGreaterThan(runs(100))
  })

  test('two allows for two fields together permit a write of both, and both decided', () => {
    const grants = [
      allowing('content.update', 'content:pages', { fields: ['title'] }),
      allowing('content.update', 'content:pages', { fields: ['body'] }),
    ]
    expect(ask(grants, update(homepage, 'title', 'body'))).toEqual({ allowed: true, because: [0, 1] })
  })

  test('two allows for two pairs do not permit the pairs between them', () => {
    const grants = [
      allowing('content.update', 'content:pages', { fields: ['title'], conditions: { locales: ['en'] } }),
      allowing('content.update', 'content:pages', { fields: ['body'], conditions: { locales: ['de'] } }),
    ]
    expect(isAllowed(grants, { ...update(homepage, 'title'), touches: [{ field: 'title', locale: 'de' }] })).toBe(false)
  })

  test('a deny with fields stops a write that touches one of them, also when others come along', () => {
    const grants = [anything, denying('content.update', 'content:pages', { fields: ['price'] })]
    expect(isAllowed(grants, update(homepage, 'title'))).toBe(true)
    expect(ask(grants, update(homepage, 'title', 'price'))).toEqual({ allowed: false, reason: 'deny', because: [1] })
  })

  test('a deny of one field in one locale stops that pair and no other', () => {
    const grants = [anything, denying('content.update', '*', { fields: ['price'], conditions: { locales: ['de'] } })]
    const write = {
      ...update(homepage),
      touches: [
        { field: 'price', locale: 'en' },
        { field: 'title', locale: 'de' },
      ],
    }
    expect(isAllowed(grants, write)).toBe(true)
    expect(isAllowed(grants, { ...write, touches: [{ field: 'price', locale: 'de' }] })).toBe(false)
  })

  test('own and status are not assembled from two grants', () => {
    const grants = [
      allowing('content.update', '*', { conditions: { own: true, status: ['draft'] } }),
      allowing('content.update', '*', { conditions: { status: ['published'] } }),
    ]
    const ownPublished = { ...homepage, creator: editor, status: 'published' as const }
    expect(isAllowed(grants, update({ ...homepage, creator: editor }, 'title'))).toBe(true)
    expect(isAllowed(grants, update(homepage, 'title'))).toBe(false)
    expect(isAllowed(grants, update(ownPublished, 'title'))).toBe(true)
    expect(isAllowed(grants, { ...update(ownPublished, 'title'), after: { status: 'draft' } })).toBe(false)
  })

  test('an action named by many grants is decided by those that name the thing', () => {
    const grants = [allowing('content.read', 'content:posts'), allowing('content.read', 'content:pages:homepage')]
    expect(ask(grants, read(homepage))).toEqual({ allowed: true, because: [1] })
  })

  test('a rename is decided under both names', () => {
    const rename = { ...update(homepage, 'slug'), after: { name: 'start' } }
    expect(isAllowed([allowing('content.update', 'content:pages:homepage')], rename)).toBe(false)
    expect(isAllowed([allowing('content.update', 'content:pages:start')], rename)).toBe(false)
    const both = [
      allowing('content.update', 'content:pages:homepage'),
      allowing('content.update', 'content:pages:start'),
    ]
    expect(ask(both, rename)).toEqual({ allowed: true, because: [0, 1] })
    expect(ask([anything, denying('content.update', 'content:pages:start')], rename)).toMatchObject({ reason: 'deny' })
    expect(ask([anything, denying('content.update', 'content:pages:homepage')], rename)).toMatchObject({
      reason: 'deny',
    })
  })

  test('a move needs the file and both categories', () => {
    const move: Request = { action: 'media.update', principal: editor, target: logo, after: { category: 'Docs' } }
    for (const file of ['media:logo.png', 'media:*.png', `media:${logo.id}`, '*.png']) {
      expect(isAllowed([allowing('media.update', file)], move)).toBe(false)
    }
    expect(isAllowed([allowing('media.update', 'media:category:Brand')], move)).toBe(false)
    expect(isAllowed([allowing('media.update', 'media:category:*')], move)).toBe(true)
    expect(isAllowed([allowing('media.update', 'media')], move)).toBe(true)
    expect(isAllowed([anything, denying('media.update', 'media:category:Docs')], move)).toBe(false)
    expect(isAllowed([anything, denying('media.update', 'media:logo.png')], move)).toBe(false)
  })

  test('categories play a part in media alone', () => {
    const odd: Request = { ...update({ ...homepage, category: 'Brand' }, 'title'), after: { category: 'Docs' } }
    expect(isAllowed([allowing('content.update', 'content:pages:homepage')], odd)).toBe(true)
    expect(isAllowed([anything, denying('*', '*:category:Brand')], odd)).toBe(true)
  })

  test('a move out of every category needs the file under its own name', () => {
    const out: Request = { action: 'media.update', principal: editor, target: logo, after: { category: null } }
    expect(isAllowed([allowing('media.update', 'media:category:Brand')], out)).toBe(false)
    expect(
      isAllowed([allowing('media.update', 'media:category:Brand'), allowing('media.update', 'media:logo.png')], out),
    ).toBe(true)
  })
})
