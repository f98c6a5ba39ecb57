import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

test('names that are found in the same locales stand in one part', () => {
  const found = ['title', 'body'].flatMap((name) => ['en', 'de'].map((locale) => ({ name, locale })))
  expect(partsOf([...found, { name: 'price', locale: 'en' }])).toEqual([
    { locales: ['en', 'de'], names: ['title', 'body'] },
    { locales: ['en'], names: ['price'] },
  ])
  expect(partsOf([{ name: null, locale: 'en' }])).toEqual([{ locales: ['en'], names: [] }])
  expect(partsOf([])).toEqual([])
})
