import { expect, test } from 'vitest'
import { slugOf } from './slug-of.ts'

test.each([
  ['Clothing store', 'clothing-store'],
  ['Café Größe & Söhne', 'cafe-grosse-sohne'],
  ['  -- A  b -- ', 'a-b'],
  ['商店', ''],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
