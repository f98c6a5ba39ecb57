import { Refusing } from '@latchkey/dialect-kit/plan'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { contentListOf } from './list.ts'

test.each([
  ['sys.id[in]=a,b', { path: ['id', 'in'], value: 'a,b' }],
  ['sys.contentType.sys.id=products', { path: ['type', 'eq'], value: 'products' }],
  ['fields.price.en-US[gte]=10', { path: ['price', 'gte'], value: '10' }],
  ['fields.brand.ko-KR.sys.id[eq]=x', { path: ['brand', 'eq'], value: 'x' }],
])('%s is a filter', (text, term) => expect(contentListOf(parseQuery(text)).filter).toEqual([term]))

test('orders by system properties and fields', () => {
  expect(contentListOf(parseQuery('order=-sys.createdAt,fields.price')).order).toBe('-created_at,price')
})

test.each([
  'limit=0',
  'limit=1001',
  'skip=x',
  'select=fields.title',
  'include=2',
  'sys.id[like]=a',
  'fields.a.b.c.d=1',
])('%s is refused', (text) => expect(() => contentListOf(parseQuery(text))).toThrow(Refusing))
