import { Refusing } from '@latchkey/dialect-kit/plan'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { selectionOf } from './story-list.ts'

const filterOf = (text: string) =>
  selectionOf(parseQuery(text)).filter.map(({ path, value }) => `${path.join('.')}=${value}`)

test.each([
  ['starts_with=blog/', ['slug.starts-with=blog/']],
  ['by_slugs=home,blog/*', ['or.0.slug.in=home', 'or.1.slug.starts-with=blog/']],
  ['by_slugs=home', ['slug.in=home']],
  ['excluding_slugs=a,b', ['slug.nin=a,b']],
  ['by_ids=1,2&excluding_ids=3', ['serial.in=1,2', 'serial.nin=3']],
  ['with_tag=red,blue', ['tags.in=red,blue']],
  ['content_type=page', ['type.eq=page']],
  ['is_startpage=0', []],
  ['is_startpage=1', ['id.in=']],
  ['published_at_gt=2026-01-02 03:04', ['published_at.gt=2026-01-02T03:04:00.000Z']],
  ['filter_query[component][in]=page', ['type.in=page']],
  ['filter_query[list][all_in_array]=a,b', ['list.eq=a', 'list.eq=b']],
  ['filter_query[title][like]=*a*', ['title.contains=a']],
  ['filter_query[title][is]=empty', ['title.exists=false']],
  ['filter_query[at][gt_date]=2026-01-02', ['at.gt=2026-01-02T00:00:00.000Z']],
  ['filter_query[__or][][a][in]=1&filter_query[__or][][b][in]=2', ['or.0.a.in=1', 'or.1.b.in=2']],
  [
    'filter_query[__or][0][a][in]=1&filter_query[__or][0][b][in]=2&filter_query[__or][1][a][in]=3',
    ['or.0.a.in=1', 'or.0.b.in=2', 'or.1.a.in=3'],
  ],
  [
    'filter_query[__or][][a][in]=1&filter_query[__or][][b][in]=2&by_slugs=x,y*',
    [
      'or.0.a.in=1',
      'or.0.slug.in=x',
      'or.1.a.in=1',
      'or.1.slug.starts-with=y',
      'or.2.b.in=2',
      'or.2.slug.in=x',
      'or.3.b.in=2',
      'or.3.slug.starts-with=y',
    ],
  ],
])('%s', (text, expected) => {
  expect(filterOf(text)).toEqual(expected)
})

test.each([
  'by_ids=one',
  'by_slugs=*/a',
  'excluding_slugs=a*',
  'published_at_gt=yesterday',
  'filter_query[a]=1',
  'filter_query[a][in][b]=1',
  'filter_query[a][near]=1',
  'filter_query[a][not_like]=x*',
  'filter_query[a][like]=x*y*',
  'filter_query[a][gt_int]=x',
  'filter_query[a][is]=blue',
  'sort_by=content.a:up',
  'sort_by=level:asc',
  'sort_by=content.a:asc:nulls_first',
])('%s is refused', (text) => {
  expect(() => selectionOf(parseQuery(text))).toThrow(Refusing)
})

test('more alternatives than a list takes are refused', () => {
  const many = Array.from({ length: 20 }, (_, index) => `filter_query[__or][][a][in]=${index}`).join('&')
  const slugs = Array.from({ length: 20 }, (_, index) => `s${index}*`).join(',')
  expect(() => selectionOf(parseQuery(`${many}&by_slugs=${slugs}`))).toThrow('invalid-query')
})

test('orders are of fields, and of what a story has besides', () => {
  const order = (text: string) => selectionOf(parseQuery(`sort_by=${text}`)).order
  expect(order('content.price:desc:float,name:asc')).toBe('-price,slug')
  expect(order('published_at:asc')).toBe('published_at')
})
