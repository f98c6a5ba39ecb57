import type { LocaleRow } from '../locales/queries.ts'

/**
 * A locale and what it falls back to, as far as each may be read: `['de-AT', 'de', 'en']`.
 *
 * It ends before the first locale that may not be read: no value comes through one.
 */
export function localeChain(
  locales: readonly Pick<LocaleRow, 'code' | 'fallback'>[],
  locale: string,
  readable: (code: string) => boolean,
): string[] {
  const fallbacks = new Map(locales.map(({ code, fallback }) => [code, fallback]))
  const chain: string[] = []
  for (let at: string | null = locale; at !== null && readable(at); at = fallbacks.get(at) ?? null) {
    if (chain.includes(at)) break
    chain.push(at)
  }
  return chain
}
