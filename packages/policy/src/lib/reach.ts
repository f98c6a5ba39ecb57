import type { Collection } from '../request.ts'
import { residuals } from './globs.ts'
import type { Body } from './pattern.ts'
import type { Column, Filter } from './rows.ts'
import { stemOf } from './side.ts'

/** The rows of a collection that a pattern's body names, as alternatives. */
export function reachOf(body: Body, { area, type }: Collection): readonly Filter[] {
  if (area === 'content' && type === undefined)
    return residualsOf(body, 'content:').flatMap((rest) => typedReach(rest, body))
  const items = residualsOf(body, stemOf(area, type ?? '')).flatMap((rest) => itemReach(rest, body))
  if (area !== 'media') return items
  return [...items, ...residualsOf(body, 'media:category:').map((rest) => leaf('category', rest))]
}

function residualsOf(body: Body, stem: string): readonly string[] {
  return residuals(body.glob.text, stem)
}

/** What is left of a pattern behind `content:`, matched against a type, a colon and an item, neither of which holds a colon. */
function typedReach(rest: string, body: Body): readonly Filter[] {
  const colon = rest.indexOf(':')
  if (colon >= 0) return both(leaf('type', rest.slice(0, colon)), itemReach(rest.slice(colon + 1), body))
  const wildcards = Array.from(rest.matchAll(/\*/g), ({ index }) => index)
  return wildcards.flatMap((at) => both(leaf('type', rest.slice(0, at + 1)), itemReach(rest.slice(at), body)))
}

function itemReach(rest: string, body: Body): readonly Filter[] {
  if (rest.includes(':')) return []
  if (rest === '*') return [{ is: 'all' }]
  return body.matchesIds && !rest.includes('*') ? [leaf('name', rest), leaf('id', rest)] : [leaf('name', rest)]
}

function both(type: Filter, items: readonly Filter[]): readonly Filter[] {
  return items.map((item) => ({ is: 'and', of: [type, item] }))
}

function leaf(column: Column, pattern: string): Filter {
  if (!pattern.includes('*')) return { is: 'equal', column, value: pattern }
  // Every row has a type and a name; not every file has a category.
  return pattern === '*' && column !== 'category' ? { is: 'all' } : { is: 'glob', column, pattern }
}
