import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { kindOf, valuesIn } from './walk-values.ts'

const fields: readonly Field[] = [
  { id: 'tags', type: 'list', items: 'reference' },
  { id: 'seo', type: 'object', fields: [{ id: 'image', type: 'asset' }] },
  { id: 'body', type: 'blocks', blocks: [{ name: 'quote', fields: [{ id: 'by', type: 'reference' }] }] },
]

test('values are met wherever they stand, with their kind, their owner and their path', () => {
  const values = { tags: ['a', 'b'], seo: { image: 'c' }, body: [{ block: 'quote', by: 'd' }, { block: 'gone' }] }
  const found = [...valuesIn('post', fields, values, 'related.')].flatMap(({ field, owner, path, value }) =>
    typeof value === 'string' ? [[kindOf(field), owner, path, value]] : [],
  )
  expect(found).toEqual([
    ['reference', 'post', 'related.tags', 'a'],
    ['reference', 'post', 'related.tags', 'b'],
    ['asset', 'post', 'related.seo.image', 'c'],
    ['reference', 'quote', 'related.body.quote.by', 'd'],
  ])
})

test('what has no value is passed over', () => {
  expect([...valuesIn('post', fields, { tags: null })]).toEqual([])
})
