import { expect, test } from 'vitest'
import { categories, drafts, products, repriced } from './products.ts'

test('every product has a slug of its own and a category that exists', () => {
  expect(new Set(products.map(({ slug }) => slug)).size).toBe(products.length)
  const known = categories.map(({ slug }) => slug)
  expect(products.filter(({ category }) => !known.includes(category))).toEqual([])
})

test('drafts and changed prices are of products, and a draft has no price that is live', () => {
  const slugs = new Set(products.map(({ slug }) => slug))
  expect([...drafts, ...repriced.keys()].filter((slug) => !slugs.has(slug))).toEqual([])
  expect([...repriced.keys()].filter((slug) => drafts.has(slug))).toEqual([])
})
