import { expect, it } from 'vitest'
import { faultOfFallback } from './rules.ts'

const locales = [
  { code: 'en', name: 'English', fallback: null },
  { code: 'de', name: 'German', fallback: 'en' },
  { code: 'de-AT', name: 'Austrian', fallback: 'de' },
]

it('takes a fallback that leads on to another', () => {
  expect(faultOfFallback(locales, 'de-CH', 'de-AT')).toBe(null)
})

it('refuses a fallback that the space does not have', () => {
  expect(faultOfFallback(locales, 'de', 'fr')).toMatch(/no such locale/)
})

it('refuses fallbacks that run in a circle, the shortest too', () => {
  expect(faultOfFallback(locales, 'en', 'de-AT')).toMatch(/circle/)
  expect(faultOfFallback(locales, 'de', 'de')).toMatch(/circle/)
})
