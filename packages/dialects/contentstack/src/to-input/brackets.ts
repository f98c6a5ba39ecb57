import { bracketsOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/*
 * The clients write lists in several ways: `include[]=a`, `include[][]=a`, `include[0]=a`, and `only[BASE][]=title`,
 * `only[BASE][0]=title`, `only[BASE][][]=title`. All of them mean the same.
 */

/** The values of a list, in the order in which they were sent: `include[]=a&include[][]=b` gives `['a', 'b']`. */
export function listOf(query: VendorQuery, name: string): readonly string[] {
  return query.flatMap(([each, value]) => {
    if (each === name) return [value]
    return each.startsWith(`${name}[`) && bracketsOf(each)?.every(isPlace) ? [value] : []
  })
}

/** The values of lists that have names: `only[BASE][]=title` gives `BASE` → `['title']`; without a name they are of `BASE`. */
export function namedLists(query: VendorQuery, name: string): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>()
  for (const [each, value] of query) {
    const brackets = each.startsWith(`${name}[`) ? bracketsOf(each) : null
    if (brackets === null) continue
    const [key = '', ...places] = brackets
    if (!places.every(isPlace)) continue
    const of = isPlace(key) ? 'BASE' : key
    lists.set(of, [...(lists.get(of) ?? []), value])
  }
  return lists
}

/** Nothing, or the number of a place in the list. */
function isPlace(text: string): boolean {
  return /^\d*$/.test(text)
}
