import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestsOfCreate, requestsOfUpdate, type EntryChange } from './entry-requests.ts'
import { allowing, denying, editor, homepage, isAllowed, read, update } from './testing/examples.ts'

const codes = ['en', 'de', 'fr', 'it']
const some = fc.subarray(codes, { minLength: 1 })
const all = allowing('*', '*')
const change: EntryChange = {
  principal: editor,
  target: homepage,
  defaultLocale: 'en',
  fields: [],
  entryLocales: ['de', 'fr'],
}

describe('law 8: locales', { timeout: 60_000 }, () => {
  test('an allow has to list every locale that is read or named, a deny any of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('content.read', 'content.publish', 'content.delete'),
        some,
        some,
        (action, list, named) => {
          const request = { ...read(homepage, ...named), action }
          const condition = { conditions: { locales: list } }
          expect(isAllowed([allowing(action, '*', condition)], request)).toBe(
            named.every((locale) => list.includes(locale)),
          )
          expect(isAllowed([all, denying(action, '*', condition)], request)).toBe(
            !named.some((locale) => list.includes(locale)),
          )
        },
      ),
    )
  })

  test('locales that are named together are covered by one allow, not assembled from two', () => {
    const english = allowing('content.publish', '*', { conditions: { locales: ['en'] } })
    const german = allowing('content.publish', '*', { conditions: { locales: ['de'] } })
    expect(isAllowed([english, german], { ...read(homepage, 'en', 'de'), action: 'content.publish' })).toBe(false)
  })

  test('written fields are covered locale by locale', () => {
    const english = allowing('content.update', '*', { conditions: { locales: ['en'] } })
    const german = allowing('content.update', '*', { conditions: { locales: ['de'] } })
    const both = { ...update(homepage), touches: codes.slice(0, 2).map((locale) => ({ field: 'title', locale })) }
    expect(isAllowed([english, german], both)).toBe(true)
    expect(isAllowed([english], both)).toBe(false)
    expect(isAllowed([all, denying('content.update', '*', { conditions: { locales: ['de'] } })], both)).toBe(false)
  })

  test('where locale plays no part an allow holds and a deny does not', () => {
    expect(isAllowed([allowing('content.read', '*', { conditions: { locales: ['en'] } })], read(homepage))).toBe(true)
    expect(isAllowed([all, denying('content.read', '*', { conditions: { locales: ['en'] } })], read(homepage))).toBe(
      true,
    )
  })

  test('creating needs the default locale, whatever else is written', () => {
    const requests = requestsOfCreate({ ...change, fields: [{ field: 'title', locale: 'de' }] })
    const permits = (...locales: readonly string[]): boolean =>
      requests.every((request) => isAllowed([allowing('content.create', '*', { conditions: { locales } })], request))
    expect(permits('de')).toBe(false)
    expect(permits('en')).toBe(false)
    expect(permits('de', 'en')).toBe(true)
  })

  test('what all locales share needs the default locale on writes', () => {
    expect(requestsOfUpdate({ ...change, slug: 'start' })[0]?.touches).toEqual([{ field: 'slug', locale: 'en' }])
  })

  test('publishing touches the locales that it names, and all of the entry when it names none', () => {
    const publish = (more: Partial<EntryChange>): readonly string[] | undefined =>
      requestsOfUpdate({ ...change, ...more, status: 'published' })[0]?.locales
    expect(publish({ publishLocales: ['fr'] })).toEqual(['fr'])
    expect(publish({})).toEqual(['de', 'fr'])
  })

  test('archiving touches all that the entry has, and the default', () => {
    expect(requestsOfUpdate({ ...change, status: 'archived' })[0]?.locales).toEqual(['en', 'de', 'fr'])
    expect(requestsOfUpdate({ ...change, status: 'protected' })[0]).not.toHaveProperty('locales')
    const archived: EntryChange = { ...change, target: { ...homepage, status: 'archived' }, status: 'archived' }
    expect(requestsOfUpdate(archived)[0]).not.toHaveProperty('locales')
  })
})
