import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import type { Shape } from '../from-result/shape.ts'
import { selectionOf } from './entry-list.ts'
import { windowOf } from './window.ts'

const shape: Shape = {
  slug: 'posts',
  name: 'Posts',
  singleton: false,
  fields: [
    { id: 'promo', type: 'boolean' },
    { id: 'price', type: 'number' },
    { id: 'headline', type: 'text' },
  ],
}
const of = (text: string) => selectionOf(parseQuery(text), shape)

test('the newest comes first, unless it says otherwise', () => {
  expect(of('')).toEqual({ filter: [], sort: 'created_at', direction: 'desc', order: '-created_at' })
  expect(of('sort=price')).toMatchObject({ sort: 'price', direction: 'asc' })
  expect(of('sort=-price')).toMatchObject({ sort: 'price', direction: 'desc' })
  expect(of('sort=-price&order=asc')).toMatchObject({ sort: 'price', direction: 'asc' })
  expect(of('sort=-title')).toMatchObject({ sort: 'title', direction: 'desc', order: '-headline' })
  expect(of('q=two')).toMatchObject({ search: 'two' })
})

test.each([
  ['filter[price]=5', [{ path: ['price', 'eq'], value: '5' }]],
  ['filter[price][gt]=5', [{ path: ['price', 'gt'], value: '5' }]],
  ['filter[slug][in]=a,b', [{ path: ['slug', 'in'], value: 'a,b' }]],
  ['filter[slug][in][]=a&filter[slug][in][]=b', [{ path: ['slug', 'in'], value: 'a,b' }]],
  ['filter[slug][in][0]=a&filter[slug][in][1]=b', [{ path: ['slug', 'in'], value: 'a,b' }]],
  ['filter[promo]=1', [{ path: ['promo', 'eq'], value: 'true' }]],
  ['filter[title]=a', [{ path: ['headline', 'eq'], value: 'a' }]],
  ['filter[price]=1', [{ path: ['price', 'eq'], value: '1' }]],
])('%s', (text, filter) => {
  expect(of(text).filter).toEqual(filter)
})

test('what it does not know is refused', () => {
  for (const text of ['filter=1', 'filter[a', 'filter[a][around]=1', 'filter[a][eq][0]=1', 'order=up'])
    expect(() => of(text)).toThrow('invalid-query')
})

test('a part has a length, or all, and a beginning', () => {
  expect(windowOf(parseQuery('limit=5&offset=10'))).toEqual({ limit: 5, offset: 10 })
  expect(windowOf(parseQuery(''))).toEqual({ limit: null, offset: 0 })
  for (const text of ['limit=0', 'limit=abc', 'offset=-1'])
    expect(() => windowOf(parseQuery(text))).toThrow('invalid-query')
})
