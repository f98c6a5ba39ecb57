import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { localesQuery, spacesQuery } from './queries.ts'

/** The locales of a space, its default one first; that alone for who may not list them. */
export function useLocales(space: string): { readonly home: string; readonly codes: readonly string[] } {
  const spaces = useQuery(spacesQuery).data
  const locales = useQuery(localesQuery(space)).data
  return useMemo(() => {
    const home = spaces?.find(({ slug }) => slug === space)?.default_locale ?? locales?.[0]?.code ?? 'en'
    const others = (locales ?? []).map(({ code }) => code).filter((code) => code !== home)
    return { home, codes: [home, ...others] }
  }, [spaces, locales, space])
}
