import { expect, test } from 'vitest'
import { bracketsOf, parseQuery, queryText, textOf, unknownNames, valueOf, withoutParameter } from './vendor-query.ts'

test('names and values are decoded, and the last value of a name counts', () => {
  const query = parseQuery('a=1&b=%5Bx%5D&a=2&c=')
  expect([valueOf(query, 'a'), valueOf(query, 'b'), valueOf(query, 'd')]).toEqual(['2', '[x]', undefined])
  expect([valueOf(query, 'c'), textOf(query, 'c')]).toEqual(['', undefined])
})

test('names that are not known are told once each; brackets need a name that has them', () => {
  const query = parseQuery('page=1&x=1&filter[a][in]=1&x=2&page[1]=2&y[0]=1')
  expect(unknownNames(query, ['page', 'filter[]'])).toEqual(['x', 'page[1]', 'y[0]'])
})

test('brackets are read as a path', () => {
  expect(bracketsOf('filter_query[__or][][title][in]')).toEqual(['__or', '', 'title', 'in'])
  for (const name of ['filter_query', 'filter_query[a', 'filter_query[a]]', '[a]', 'a[b]c'])
    expect(bracketsOf(name)).toBe(null)
})

test('a query without a parameter is the rest of it', () => {
  const query = parseQuery('a=1&token=x&b=2')
  expect(queryText(withoutParameter(query, 'token'))).toBe('a=1&b=2')
})
