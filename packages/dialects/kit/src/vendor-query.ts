/** The parameters of a query, in the order in which they were sent: names and values percent-decoded. */
export type VendorQuery = readonly (readonly [name: string, value: string])[]

/** Reads the text behind `?`. */
export function parseQuery(text: string): VendorQuery {
  return [...new URLSearchParams(text)]
}

/** The last value of a parameter, as most vendors take it; undefined without one. */
export function valueOf(query: VendorQuery, name: string): string | undefined {
  return query.findLast(([each]) => each === name)?.[1]
}

/** The same where an empty value is as good as none. */
export function textOf(query: VendorQuery, name: string): string | undefined {
  const value = valueOf(query, name)
  return value === '' ? undefined : value
}

/** The names that a route does not know, each once, in the order in which they were sent. `known` holds `name`, or `name[]` for `name[…]…`. */
export function unknownNames(query: VendorQuery, known: readonly string[]): readonly string[] {
  const plain = new Set(known)
  const isKnown = (name: string) => plain.has(name) || (name.includes('[') && plain.has(`${name.split('[', 1)[0]}[]`))
  return [...new Set(query.map(([name]) => name).filter((name) => !isKnown(name)))]
}

/** The part of a query behind a name: `filter_query[title][in]` gives `['title', 'in']`. Null where brackets do not fit. */
export function bracketsOf(name: string): readonly string[] | null {
  if (!/^[^[\]]+(\[[^[\]]*\])+$/.test(name)) return null
  return name.slice(name.indexOf('[') + 1, -1).split('][')
}

/** The query without a parameter. */
export function withoutParameter(query: VendorQuery, name: string): VendorQuery {
  return query.filter(([each]) => each !== name)
}

/** As it stands in a URL. */
export function queryText(query: VendorQuery): string {
  return new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString()
}
