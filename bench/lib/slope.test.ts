import { expect, test } from 'vitest'
import { slope } from './slope.ts'

test('a line has its own slope, a level has none', () => {
  expect(
    slope([
      { x: 0, y: 1 },
      { x: 1, y: 3 },
      { x: 2, y: 5 },
    ]),
  ).toBe(2)
  expect(
    slope([
      { x: 0, y: 7 },
      { x: 5, y: 7 },
      { x: 9, y: 7 },
    ]),
  ).toBe(0)
})

test('less than two points have no slope', () => {
  expect(slope([])).toBe(0)
  expect(slope([{ x: 3, y: 4 }])).toBe(0)
})
