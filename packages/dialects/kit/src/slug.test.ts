import { Slug } from '@latchkey/contract/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugOf } from './slug.ts'

test('a slug is the plain letters and digits of a name', () => {
  expect(['Müller & Sons', '  Shop!', 'A-B', '世界'].map((name) => slugOf(name))).toEqual([
    'muller-sons',
    'shop',
    'a-b',
    '',
  ])
  expect(slugOf('a'.repeat(100), 50)).toHaveLength(50)
})

test('what is not empty is a slug, but for what looks like an id', () => {
  const { pattern } = JSON.parse(JSON.stringify(Slug))
  const isSlug = new RegExp(pattern)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const slug = slugOf(name)
      expect(slug === '' || isSlug.test(slug) || /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(slug)).toBe(true)
    }),
  )
})
