import { expect, test } from 'vitest'
import { type Grouped, groupsInOrder } from './groups-in-order.ts'

const group = (id: string, parent: string | null): Grouped => ({ id, name: `Group ${id}`, parent })

test('each group is told before those that stand in it, with its place among those of its parent', () => {
  const placed = groupsInOrder([group('a', null), group('b', null), group('a2', 'a'), group('a1', 'a')])
  expect(placed.map(({ path, place, lastPlace }) => [path.join(' / '), place, lastPlace])).toEqual([
    ['Group a', 0, 1],
    ['Group a / Group a2', 0, 1],
    ['Group a / Group a1', 1, 1],
    ['Group b', 1, 1],
  ])
})

test('a group whose parent is not told is told all the same', () => {
  expect(groupsInOrder([group('inner', 'hidden')]).map(({ path }) => path)).toEqual([['Group inner']])
})
