import { matchGlob, prepareGlob, type Glob } from '../match.ts'
import type { Collection, SpaceName } from '../request.ts'
import { residuals } from './globs.ts'
import { reachesSpace, type Body, type Pattern } from './pattern.ts'
import { holdsFor, type Facts, type Rule } from './rule.ts'
import { stemOf, type Side } from './side.ts'

/** Rules arranged by what their patterns name, so that a decision looks at the few that can match. */
export interface Shelf {
  /** Every rule once, by index. */
  readonly rules: readonly Rule[]
  /** By area; for content only what takes the whole area. */
  readonly areas: ReadonlyMap<string, Drawer>
  /** By content type. */
  readonly types: ReadonlyMap<string, Drawer>
  /** Patterns with a wildcard in their area or type. */
  readonly open: readonly Candidate[]
}

interface Drawer {
  /** By literal item: an id, a name, or `category:` and a category. */
  readonly items: Map<string, Candidate[]>
  /** Items told by a glob, or all of them. */
  readonly rest: Candidate[]
}

/** One way in which one rule can match. */
interface Candidate {
  readonly rule: Rule
  readonly pattern: Pattern
  /** In a drawer, the glob of the item alone; null matches everything there. */
  readonly glob: Glob | null
  readonly matchesIds: boolean
}

export function arrange(rules: readonly Rule[]): Shelf {
  const areas = new Map<string, Drawer>()
  const types = new Map<string, Drawer>()
  const open: Candidate[] = []
  for (const rule of rules) {
    for (const pattern of rule.patterns) {
      for (const body of pattern.bodies) {
        const place = placeOf(body)
        const glob = place.item === '*' ? null : prepareGlob(place.item)
        const candidate = { rule, pattern, glob, matchesIds: body.matchesIds }
        if (place.area !== undefined) put(areas, place.area, place.item, candidate)
        else if (place.type !== undefined) put(types, place.type, place.item, candidate)
        else open.push(candidate)
      }
    }
  }
  return { rules, areas, types, open }
}

/** The rules that match one side of a request in resource, `own` and `status`; each once, by index. */
export function matching(shelf: Shelf, side: Side, facts: Facts): readonly Rule[] {
  const found: Rule[] = []
  const ofArea = shelf.areas.get(side.area)
  if (ofArea !== undefined) collect(ofArea, side, facts, found)
  const ofType = side.area === 'content' ? shelf.types.get(side.type) : undefined
  if (ofType !== undefined) collect(ofType, side, facts, found)
  if (shelf.open.length > 0) collectOpen(shelf.open, side, facts, found)
  return found.length > 1 ? ordered(found) : found
}

/** Whether some rule can match some thing of the collection, its conditions aside. */
export function reachesInto(shelf: Shelf, { area, space, type }: Collection): boolean {
  const inArea = shelf.areas.get(area)
  if (inArea !== undefined && holdsReaching(inArea, space)) return true
  if (area === 'content') {
    const drawers = type === undefined ? [...shelf.types.values()] : [shelf.types.get(type)]
    if (drawers.some((drawer) => drawer !== undefined && holdsReaching(drawer, space))) return true
  }
  const stem = type === undefined ? `${area}:` : stemOf(area, type)
  return shelf.open.some(
    ({ pattern, glob }) => reachesSpace(pattern, space) && (glob === null || residuals(glob.text, stem).length > 0),
  )
}

function holdsReaching({ items, rest }: Drawer, space: SpaceName | null): boolean {
  const reaches = ({ pattern }: Candidate): boolean => reachesSpace(pattern, space)
  return rest.some(reaches) || [...items.values()].some((candidates) => candidates.some(reaches))
}

function placeOf(body: Body): { readonly area?: string; readonly type?: string; readonly item: string } {
  const { text } = body.glob
  const [area = '', type = '', item] = text.split(':', 3)
  if (area.includes('*')) return { item: text }
  if (area !== 'content' || text === 'content:*') return { area, item: text.slice(area.length + 1) }
  if (item === undefined || type.includes('*')) return { item: text }
  return { type, item: text.slice(area.length + type.length + 2) }
}

function put(drawers: Map<string, Drawer>, key: string, item: string, candidate: Candidate): void {
  let drawer = drawers.get(key)
  if (drawer === undefined) drawers.set(key, (drawer = { items: new Map(), rest: [] }))
  const candidates = item.includes('*') ? drawer.rest : (drawer.items.get(item) ?? [])
  candidates.push(candidate)
  if (candidates !== drawer.rest) drawer.items.set(item, candidates)
}

function collect(drawer: Drawer, side: Side, facts: Facts, found: Rule[]): void {
  for (const candidate of drawer.rest) {
    if (applies(candidate, side, facts) && matches(candidate, side, '', 'category:')) found.push(candidate.rule)
  }
  if (drawer.items.size === 0) return
  const { name, id, category } = side
  collectItem(drawer, name, false, side, facts, found)
  if (id !== null && id !== name) collectItem(drawer, id, false, side, facts, found)
  if (category !== null) collectItem(drawer, `category:${category}`, true, side, facts, found)
}

function collectItem(drawer: Drawer, item: string, isCategory: boolean, side: Side, facts: Facts, found: Rule[]): void {
  const candidates = drawer.items.get(item)
  if (candidates === undefined) return
  for (const candidate of candidates) {
    if ((isCategory || !categoryOnly(candidate, side)) && applies(candidate, side, facts)) found.push(candidate.rule)
  }
}

function collectOpen(candidates: readonly Candidate[], side: Side, facts: Facts, found: Rule[]): void {
  const stem = stemOf(side.area, side.type)
  for (const candidate of candidates) {
    if (applies(candidate, side, facts) && matches(candidate, side, stem, 'media:category:')) found.push(candidate.rule)
  }
}

function applies({ pattern, rule }: Candidate, side: Side, facts: Facts): boolean {
  return (pattern.space === null || reachesSpace(pattern, side.space)) && holdsFor(rule, facts)
}

/** Whether the glob matches one of the side's names, each behind the given stem. */
function matches(candidate: Candidate, side: Side, stem: string, categoryStem: string): boolean {
  const { glob } = candidate
  const { name, id, category } = side
  if (glob === null) return true
  if (category !== null && matchGlob(glob, categoryStem + category)) return true
  if (categoryOnly(candidate, side)) return false
  return matchGlob(glob, stem + name) || (candidate.matchesIds && id !== null && matchGlob(glob, stem + id))
}

function categoryOnly({ rule }: Candidate, side: Side): boolean {
  return side.moves && rule.grant.effect === 'allow'
}

function ordered(rules: readonly Rule[]): readonly Rule[] {
  const sorted = rules.toSorted((left, right) => left.index - right.index)
  return sorted.filter((rule, place) => rule !== sorted[place - 1])
}
