import { expect, test } from 'vitest'
import { contentTypeOf } from '../content/content-type.ts'
import { candidatesFor, deriveSlug } from './slug.ts'

const type = contentTypeOf('space/main', {
  id: 'type',
  serial: 1,
  slug: 'pages',
  name: 'Pages',
  version: 1,
  singleton: 0,
  fields: JSON.stringify([
    { id: 'number', type: 'number' },
    { id: 'title', type: 'text', localized: true },
  ]),
})
const id = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const derive = (fields: Record<string, unknown>, isAll = false) =>
  deriveSlug(type, fields, { default: 'en', isAll }, id)

test('comes from the first text, in plain letters', () => {
  expect(derive({ number: 7, title: '  Ça va, Zoë? 100 % ' })).toBe('ca-va-zoe-100')
})

test('comes from the default locale when all are sent', () => {
  expect(derive({ title: { de: 'Start', en: 'Home' } }, true)).toBe('home')
})

test('comes from the id where there is no text, no letter, or the shape of an id', () => {
  for (const title of [undefined, 7, '漢字', id]) expect(derive({ title })).toBe('entry-0f6d2f5f8a11')
})

test('is short, and has others to fall back to', () => {
  expect(derive({ title: 'a'.repeat(500) })).toHaveLength(80)
  expect(candidatesFor('home', id)).toEqual([
    'home',
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `home-${number}`),
    'home-0f6d2f5f8a11',
  ])
})
