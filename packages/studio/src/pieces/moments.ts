import { language } from '../words/words.ts'

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
]
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
const whole = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' })
const dayOnly = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })

export const dayMs = 24 * 60 * 60 * 1000

/** How far from now: `3 days ago`, `in 2 months`, `now`. */
export function fromNow(time: string, now: number): string {
  const distance = Date.parse(time) - now
  const [unit, ms] = steps.find(([, each]) => Math.abs(distance) >= each) ?? ['second', 60 * 1000]
  return relative.format(Math.trunc(distance / ms), unit)
}

/** Day and time, to the second. */
export function exactly(time: string): string {
  return whole.format(Date.parse(time))
}

/** The day alone: `27 Nov 2026`. */
export function dayOf(time: string): string {
  return dayOnly.format(Date.parse(time))
}
