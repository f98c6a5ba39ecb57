/** Something that may be done, in one locale. */
export interface Found {
  readonly locale: string
  /** A field, or an environment; null where it is neither. */
  readonly name: string | null
}

/** What may be done in the same locales, together: `{ locales: ['en', 'de'], names: ['title', 'body'] }`. */
export interface Part {
  readonly locales: string[]
  readonly names: string[]
}

/** Finds put together: names that are found in the same locales stand in one part. */
export function partsOf(found: readonly Found[]): Part[] {
  const byName = Map.groupBy(found, ({ name }) => name)
  const byLocales = Map.groupBy(byName, ([, same]) => JSON.stringify(same.map(({ locale }) => locale)))
  return [...byLocales.values()].map((alike) => ({
    locales: alike[0]?.[1].map(({ locale }) => locale) ?? [],
    names: alike.flatMap(([name]) => name ?? []),
  }))
}
