import { expect, test } from 'vitest'
import { cyclesIn } from './cycles.ts'

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges))

test('a tree and a diamond have no cycle', () => {
  expect(cyclesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
})

test('a cycle is told as the path that closes it', () => {
  expect(cyclesIn(graph({ main: ['a'], a: ['b'], b: ['c'], c: ['a'] }))).toEqual([['a', 'b', 'c', 'a']])
})

test('a file that imports itself is a cycle', () => {
  expect(cyclesIn(graph({ a: ['a'] }))).toEqual([['a', 'a']])
})

test('separate cycles are all found', () => {
  expect(cyclesIn(graph({ a: ['b'], b: ['a'], c: ['d'], d: ['c'] }))).toHaveLength(2)
})
