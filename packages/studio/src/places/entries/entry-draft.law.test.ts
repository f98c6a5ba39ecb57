import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeOf, differences, type EntryDraft, merge, withPart } from './entry-draft.ts'

const type = {
  fields: [
    { id: 'title', type: 'text', localized: true },
    { id: 'price', type: 'number' },
    { id: 'page', type: 'json', localized: true },
  ],
} as const

const locale = fc.constantFrom('en', 'de')
const value = fc.oneof(fc.string(), fc.integer(), fc.record({ a: fc.integer(), b: fc.string() }))
const draft: fc.Arbitrary<EntryDraft> = fc.record({
  slug: fc.constantFrom('one', 'two'),
  tags: fc.uniqueArray(fc.constantFrom('sale', 'new', 'old')),
  fields: fc.record(
    {
      title: fc.dictionary(locale, value, { minKeys: 1 }),
      price: value,
      page: fc.dictionary(locale, value, { minKeys: 1 }),
    },
    { requiredKeys: [] },
  ),
})

/** What the server makes of a change: a merge patch, by locale where a field is localized. */
function saved(before: EntryDraft, { slug, tags, fields = {} }: ReturnType<typeof changeOf>): EntryDraft {
  const named = { ...before, ...(slug !== undefined && { slug }), ...(tags && { tags }) }
  return Object.entries(fields).reduce((all, [name, sent]) => {
    if (name === 'price') return withPart(all, { name, locale: null }, sent ?? undefined)
    return Object.entries(Object(sent)).reduce(
      (each, [code, one]) => withPart(each, { name, locale: code }, one ?? undefined),
      all,
    )
  }, named)
}

test('what is sent makes of the stored entry what is on the screen', () => {
  fc.assert(
    fc.property(draft, draft, (base, mine) => {
      expect(differences(type, saved(base, changeOf(type, base, mine)), mine)).toEqual([])
    }),
  )
})

test('nothing is sent of a draft that differs in nothing', () => {
  fc.assert(
    fc.property(draft, (base) => {
      expect(changeOf(type, base, structuredClone(base))).toEqual({})
    }),
  )
})

test('a merge keeps every own change, and of the others all that one has not changed oneself', () => {
  fc.assert(
    fc.property(draft, draft, draft, (base, mine, theirs) => {
      const merged = merge(type, base, mine, theirs).draft
      const own = differences(type, base, mine)
      const names = (parts: typeof own) => parts.map((part) => JSON.stringify(part))
      const fromTheirs = names(differences(type, merged, theirs))
      expect(names(own)).toEqual(expect.arrayContaining(fromTheirs))
      const fromMine = names(differences(type, merged, mine))
      expect(fromMine.filter((part) => names(own).includes(part))).toEqual([])
    }),
  )
})

test('a conflict is what both have changed, each in another way', () => {
  fc.assert(
    fc.property(draft, draft, draft, (base, mine, theirs) => {
      const names = (one: EntryDraft, other: EntryDraft) =>
        differences(type, one, other).map((part) => JSON.stringify(part))
      const own = names(base, mine)
      const both = own.filter((part) => names(base, theirs).includes(part) && names(mine, theirs).includes(part))
      expect(merge(type, base, mine, theirs).conflicts.map((part) => JSON.stringify(part))).toEqual(both)
    }),
  )
})
