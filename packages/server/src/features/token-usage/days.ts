/** Usage is counted by days of UTC, each known by the milliseconds at which it begins. */
export const dayMs = 24 * 60 * 60 * 1000

/** When the first of the last so many days began, today being the last. */
export function firstDay(now: number, days: number): number {
  return now - (now % dayMs) - (days - 1) * dayMs
}

/** A day on the wire: `2026-11-27`. */
export function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 'YYYY-MM-DD'.length)
}
