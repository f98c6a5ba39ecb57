import { expect, test } from 'vitest'
import { readListRequest } from '../to-input/list.ts'
import { tokenListFields } from '../to-input/token.ts'
import { pageOf } from './page.ts'

const all = [
  { id: '3', name: 'beta', status: 'active', expirationDate: '2027-01-01T00:00:00.000Z' },
  { id: '1', name: 'Alpha', status: 'inactive' },
  { id: '2', name: 'beta', status: 'active', expirationDate: '2026-12-01T00:00:00.000Z' },
]
const page = (query: Readonly<Record<string, string | undefined>>) => {
  const sent = Object.entries(query).map(([name, value = '']) => [name, value] as const)
  const { items, ...rest } = pageOf(all, readListRequest(sent, tokenListFields), (each) => each)
  return [items.map(({ id }) => id).join(''), rest] as const
}

test('a list is sorted by the name, a hundred a page, unless it says otherwise', () => {
  expect(page({})).toEqual([
    '123',
    { count: 3, totalCount: 3, sortField: 'name', sortDirection: 'asc', page: 0, perPage: 100 },
  ])
  expect(page({ sortField: 'name', sortDirection: 'desc' })[0]).toBe('321')
  expect(page({ sortField: 'expirationDate' })[0]).toBe('123')
})

test('pages are counted from zero, and may be empty', () => {
  expect(page({ perPage: '2', page: '1' })).toEqual(['3', expect.objectContaining({ count: 1, totalCount: 3 })])
  expect(page({ perPage: '2', page: '2' })).toEqual(['', expect.objectContaining({ count: 0, totalCount: 3 })])
})

test('a filter needs its field and a pattern, and both are answered', () => {
  expect(page({ filterField: 'name', filter: 'b*' })).toEqual([
    '23',
    expect.objectContaining({ totalCount: 2, filterField: 'name', filter: 'b*' }),
  ])
  expect(page({ filterField: 'status', filter: 'inactive' })[0]).toBe('1')
  for (const none of [{ filterField: 'name' }, { filter: 'b*' }, { filterField: 'name', filter: '' }])
    expect(page(none)[0]).toBe('123')
})

test('what it cannot be sorted or counted by is refused', () => {
  for (const query of [
    { sortField: 'scope' },
    { sortDirection: 'up' },
    { page: '-1' },
    { perPage: '0' },
    { perPage: 'x' },
  ])
    expect(() => page(query)).toThrow('invalid-query')
})
