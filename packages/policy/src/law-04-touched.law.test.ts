import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestsOfCreate, requestsOfUpdate, type EntryChange } from './entry-requests.ts'
import type { Grant, Status } from './grant.ts'
import { allowing, denying, editor, homepage, isAllowed, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'

const unchanged: EntryChange = {
  principal: editor,
  target: homepage,
  defaultLocale: 'en',
  fields: [],
  entryLocales: ['en', 'de'],
}

function permits(grants: readonly Grant[], change: Partial<EntryChange>): boolean {
  return requestsOfUpdate({ ...unchanged, ...change }).every((request) => isAllowed(grants, request))
}

describe('law 4: what is touched', { timeout: 60_000 }, () => {
  test('an empty body needs a matching allow, whatever its fields and locales', () => {
    const narrow = allowing('content.update', 'content:pages', { fields: ['title'], conditions: { locales: ['de'] } })
    expect(permits([narrow], {})).toBe(true)
    expect(permits([], {})).toBe(false)
    expect(permits([allowing('content.update', 'content:posts')], {})).toBe(false)
  })

  test('an empty body is stopped by a deny of the update, and by none of a field or locale', () => {
    const all = allowing('*', '*')
    expect(permits([all, denying('content.update', '*')], {})).toBe(false)
    expect(permits([all, denying('content.update', '*', { fields: ['title'] })], {})).toBe(true)
    expect(permits([all, denying('content.update', '*', { conditions: { locales: ['en'] } })], {})).toBe(true)
  })

  test('a content field counts as touched when it is sent', () => {
    expect(requestsOfUpdate({ ...unchanged, fields: [{ field: 'title', locale: 'de' }] })[0]?.touches).toEqual([
      { field: 'title', locale: 'de' },
    ])
  })

  test('slug, status and tags count when they change, published_at when it moves, each in the default locale', () => {
    const touched = (change: Partial<EntryChange>): readonly string[] =>
      requestsOfUpdate({ ...unchanged, ...change }).flatMap(({ touches }) =>
        (touches ?? []).map(({ field, locale }) => `${field} ${locale}`),
      )
    expect(touched({ slug: 'homepage', status: 'draft', movesPublishedAt: false })).toEqual([])
    expect(touched({ slug: 'start', status: 'archived', movesPublishedAt: true, tags: ['new'] })).toEqual([
      'slug en',
      'status en',
      'published_at en',
      'tags en',
    ])
  })

  test('a new slug is decided under both names', () => {
    expect(requestsOfUpdate({ ...unchanged, slug: 'start' })[0]?.after).toEqual({ name: 'start' })
    expect(requestsOfUpdate({ ...unchanged, slug: 'homepage' })[0]?.after).toEqual({})
  })

  test('moving between draft, protected and archived needs an allow without fields or one that lists status', () => {
    const quiet: readonly Status[] = ['draft', 'protected', 'archived']
    fc.assert(
      fc.property(fc.constantFrom(...quiet), fc.constantFrom(...quiet), (before, after) => {
        fc.pre(before !== after)
        const change = { target: { ...homepage, status: before }, status: after }
        expect(permits([allowing('content.update', '*')], change)).toBe(true)
        expect(permits([allowing('content.update', '*', { fields: ['status'] })], change)).toBe(true)
        expect(permits([allowing('content.update', '*', { fields: ['title'] })], change)).toBe(false)
        expect(permits([allowing('content.publish', '*')], change)).toBe(false)
      }),
    )
  })

  test('an allow with fields permits a write exactly when it lists each field', () => {
    const names = fc.uniqueArray(fc.constantFrom('title', 'price', 'body', 'slug'), { minLength: 1 })
    fc.assert(
      fc.property(names, names, (listed, touched) => {
        const grant = allowing('content.update', '*', { fields: listed })
        expect(isAllowed([grant], update(homepage, ...touched))).toBe(touched.every((field) => listed.includes(field)))
      }),
    )
  })

  test('many fields are told apart', () => {
    const names = Array.from({ length: 70 }, (_, index) => `field-${index}`)
    const grants = names.map((field) => allowing('content.update', '*', { fields: [field] }))
    for (const [index, field] of names.entries()) {
      expect(isAllowed(grants, update(homepage, field))).toBe(true)
      expect(isAllowed(grants.toSpliced(index, 1), update(homepage, field))).toBe(false)
    }
  })

  test('fields limit creates and updates alone: other actions of the grant are unaffected', () => {
    fc.assert(
      fc.property(any.request, (request) => {
        const grant = allowing('*', '*', { fields: ['none of them'] })
        const isWrite = request.action === 'content.create' || request.action === 'content.update'
        if (!isWrite) expect(isAllowed([grant], request)).toBe(true)
      }),
    )
  })

  test('on create a derived slug and the default status do not count, sent ones do', () => {
    const fields = [{ field: 'title', locale: 'en' }]
    const derived = { ...unchanged, fields }
    expect(requestsOfCreate(derived)[0]?.touches).toEqual(fields)
    expect(requestsOfCreate({ ...derived, status: 'draft' })[0]?.touches).toEqual(fields)
    expect(requestsOfCreate({ ...derived, slug: 'homepage', status: 'protected' })[0]?.touches).toEqual([
      ...fields,
      { field: 'slug', locale: 'en' },
      { field: 'status', locale: 'en' },
    ])
  })
})
