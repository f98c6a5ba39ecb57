import { dayMs } from './moments.ts'

/** What was called on a day in UTC: `{ day: '2026-11-27', calls: 12, refused: 2 }`; the refused ones are among the calls. */
export interface DayOfCalls {
  readonly day: string
  readonly calls: number
  readonly refused: number
}

/** A row for each of the last days, the oldest first and today last; days that nothing is told of had no calls. */
export function seriesOf(days: readonly DayOfCalls[], now: number, count: number): readonly DayOfCalls[] {
  const told = new Map(days.map((each) => [each.day.slice(0, 10), each]))
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now - (count - 1 - index) * dayMs).toISOString().slice(0, 10)
    const { calls = 0, refused = 0 } = told.get(day) ?? {}
    return { day, calls, refused }
  })
}
