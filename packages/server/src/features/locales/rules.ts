import type { LocaleRow } from './queries.ts'

/** Why a fallback cannot be taken; null when it can. */
export function faultOfFallback(locales: readonly LocaleRow[], code: string, fallback: string | null): string | null {
  if (fallback === null) return null
  if (!locales.some((locale) => locale.code === fallback)) return 'There is no such locale in the space.'
  const next = new Map(locales.map((locale) => [locale.code, locale.fallback]))
  for (let at: string | null = fallback; at !== null; at = next.get(at) ?? null) {
    if (at === code) return 'The fallbacks would run in a circle.'
  }
  return null
}
