import { expect, test } from 'vitest'
import { faultOfParent, withOneAt } from './rules.ts'

const groups = [
  { id: 'a', parent_id: null, name: 'A' },
  { id: 'b', parent_id: 'a', name: 'B' },
  { id: 'c', parent_id: 'b', name: 'C' },
]

test('a group stands in none of those that stand in it', () => {
  expect(faultOfParent(groups, 'a', 'c')).toMatch('in itself')
  expect(faultOfParent(groups, 'a', 'a')).toMatch('in itself')
  expect(faultOfParent(groups, 'c', 'a')).toBeNull()
  expect(faultOfParent(groups, null, 'c')).toBeNull()
})

test('what stands in a group counts towards its depth', () => {
  const chain = Array.from({ length: 7 }, (_each, index) => ({
    id: `d${index}`,
    parent_id: index === 0 ? null : `d${index - 1}`,
    name: 'D',
  }))
  const all = [...groups, ...chain]
  expect(faultOfParent(all, 'c', 'd6')).toBeNull()
  expect(faultOfParent(all, 'b', 'd6')).toMatch('8 deep')
  expect(faultOfParent(all, 'b', 'd5')).toBeNull()
})

test('a group is put at a place among its siblings, or behind them', () => {
  const siblings = ['a', 'b', 'c'].map((id) => ({ id, parent_id: null, name: id }))
  expect(withOneAt(siblings, 'x')).toEqual(['a', 'b', 'c', 'x'])
  expect(withOneAt(siblings, 'x', 1)).toEqual(['a', 'x', 'b', 'c'])
  expect(withOneAt(siblings, 'c', 0)).toEqual(['c', 'a', 'b'])
  expect(withOneAt(siblings, 'a', 99)).toEqual(['b', 'c', 'a'])
})
