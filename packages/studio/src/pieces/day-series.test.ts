import { expect, test } from 'vitest'
import { seriesOf } from './day-series.ts'

const now = Date.parse('2026-11-27T23:30:00Z')

test('every one of the last days has a row, and those without calls say none', () => {
  const days = [
    { day: '2026-11-27', calls: 4, refused: 1 },
    { day: '2026-11-25T00:00:00.000Z', calls: 2, refused: 0 },
  ]
  expect(seriesOf(days, now, 3)).toEqual([
    { day: '2026-11-25', calls: 2, refused: 0 },
    { day: '2026-11-26', calls: 0, refused: 0 },
    { day: '2026-11-27', calls: 4, refused: 1 },
  ])
})

test('what lies before the first day is left out', () => {
  expect(seriesOf([{ day: '2026-11-20', calls: 9, refused: 0 }], now, 2).map(({ calls }) => calls)).toEqual([0, 0])
})
