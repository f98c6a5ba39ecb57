import { EntrySlug } from '@latchkey/contract/entries/schemas'
import { FieldId } from '@latchkey/contract/content-types/schemas'
import { Category, FileName } from '@latchkey/contract/assets/schemas'
import { LocaleCode, Slug } from '@latchkey/contract/schema'
import { Tag } from '@latchkey/contract/tags/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  categoryPart,
  entrySlug,
  fieldName,
  fileName,
  isLocaleCode,
  slugOf,
  tagOf,
  tagsOf,
  uniquely,
  withWord,
} from './names.ts'

test.each([
  ['title', 'title'],
  ['heroImage', 'hero_image'],
  ['SEO-Title', 'seo_title'],
  ['tags', 'tags_field'],
  ['3d_model', 'f_3d_model'],
  ['Größe', 'grosse'],
])('a field called %s becomes %s', (name, expected) => expect(fieldName(name)).toBe(expected))

test.each([
  ['blog/2026/hello', 'blog/2026/hello'],
  ['blog/', 'blog'],
  ['/Ça va?/', 'Ca-va'],
  ['???', ''],
  ['019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', 'entry-019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'],
])('the path %s becomes the slug %s', (path, expected) => expect(entrySlug(path)).toBe(expected))

test('of two files of one name the second has its key before the ending', () => {
  expect(withWord('logo.png', '42')).toBe('logo-42.png')
  expect(withWord('README', '42')).toBe('README-42')
})

test('names are handed out once', () => {
  const unique = uniquely('_')
  expect(['a', 'a', 'b', 'a'].map(unique)).toEqual(['a', 'a_2', 'b', 'a_3'])
})

/** Whether a text is what a schema of the contract takes, by its pattern and length. */
function fits(schema: object, text: string): boolean {
  const { pattern = '', maxLength = Infinity } = JSON.parse(JSON.stringify(schema))
  return new RegExp(pattern).test(text) && text.length <= maxLength
}

test('whatever something was called, its name here is one that the contract takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
      expect([fieldName(name), fits(FieldId, fieldName(name))]).toEqual([fieldName(name), true])
      expect([slugOf(name), fits(Slug, slugOf(name))]).toEqual([slugOf(name), true])
      expect([fileName(name), fits(FileName, fileName(name))]).toEqual([fileName(name), true])
      for (const [schema, made] of [
        [EntrySlug, entrySlug(name)],
        [Tag, tagOf(name)],
        [Category, categoryPart(name).slice(0, 128).trim()],
      ] as const)
        if (made !== '') expect([made, fits(schema, made)]).toEqual([made, true])
    }),
  )
})

test('a locale can have the codes that the contract takes', () => {
  for (const code of ['en', 'de-AT', 'zh-Hant-TW', 'EN', 'e', 'en_us', 'en-', `en${'-abcdefgh'.repeat(4)}`])
    expect([code, isLocaleCode(code)]).toEqual([code, fits(LocaleCode, code)])
})

test('tags come once each, and no more than there can be', () => {
  expect(tagsOf(['a', ' a', '', 7, 'b, c'])).toEqual(['a', '7', 'b  c'])
  expect(tagsOf(Array.from({ length: 60 }, (_, index) => index))).toHaveLength(50)
})
