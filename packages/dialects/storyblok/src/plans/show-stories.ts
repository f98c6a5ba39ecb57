import { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import { listDeliveredTypes } from '@latchkey/contract/delivery/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress } from '../from-result/address.ts'
import { assetShower } from '../from-result/content.ts'
import { resolvedLinkOf } from '../from-result/link.ts'
import { assetIds, linkedIds, relatedIds, type Relations } from '../from-result/references.ts'
import { type Item, type Shapes, shapesOf } from '../from-result/shapes.ts'
import { storyOf, type StoryView } from '../from-result/story.ts'
import { type Reading, readingOf } from '../to-input/reading.ts'

/** The parameters that say how stories are shown, whether one or many. */
export const showingParameters = [
  'resolve_links',
  'resolve_links_level',
  'resolve_relations',
  'resolve_level',
  'resolve_assets',
  'excluding_fields',
  'excluding_story_fields',
] as const

/** Stories as an answer holds them, with what they refer to beside them: clients put the two together. */
export interface ShownStories {
  readonly stories: readonly object[]
  readonly rels: readonly object[]
  readonly links: readonly object[]
  /** In the place of `rels` where there are too many: clients then ask for them by themselves. */
  readonly rel_uuids?: readonly string[]
}

/** More than so many are not resolved. */
const relationsMax = 500
const assetsMax = 1000

/** Shows items as stories, and resolves what the request wants to be resolved, as far as the token may read it. */
export function* showStories(request: VendorRequest, items: readonly Item[]): Plan<ShownStories> {
  const { query } = request
  const reading = readingOf(request)
  const shapes = yield* readShapes(request, reading)
  const relations = relationsOf(textOf(query, 'resolve_relations'))
  const levels = levelsOf('resolve_level', textOf(query, 'resolve_level'))
  const related = yield* follow(request, reading, items, levels, (from) => relatedIds(from, shapes, relations))
  const wantsLinks = linksOf(textOf(query, 'resolve_links'))
  const linked = wantsLinks === null ? none : yield* follow(request, reading, items, 1, linkedIds)
  const all = [...items, ...related.items, ...(wantsLinks === 'story' ? linked.items : [])]
  const view = yield* viewOf(request, reading, shapes, all)
  return {
    stories: items.map((item) => storyOf(item, view)),
    rels: related.items.map((item) => storyOf(item, view)),
    links: linked.items.map((item) => (wantsLinks === 'story' ? storyOf(item, view) : resolvedLinkOf(item, shapes))),
    ...(related.tooMany.length > 0 && { rel_uuids: related.tooMany }),
  }
}

/** The same for a reading that is known, with nothing resolved. */
export function* showPlainly(
  request: VendorRequest,
  reading: Reading,
  items: readonly Item[],
): Plan<readonly Record<string, unknown>[]> {
  const view = yield* viewOf(request, reading, yield* readShapes(request, reading), items)
  return items.map((item) => storyOf(item, view))
}

/** The shapes of the types that the token may read. */
export function* readShapes({ space }: VendorRequest, { release }: Reading): Plan<Shapes> {
  const { items } = yield* call(listDeliveredTypes, {
    params: { space: space.id },
    query: { ...(release !== undefined && { release }) },
  })
  return shapesOf(items)
}

interface Followed {
  readonly items: readonly Item[]
  readonly tooMany: readonly string[]
}

const none: Followed = { items: [], tooMany: [] }

/** The entries that ids lead to, level by level; those that may not be read are left out like those that are not there. */
function* follow(
  { space }: VendorRequest,
  reading: Reading,
  from: readonly Item[],
  levels: number,
  idsIn: (items: readonly Item[]) => readonly string[],
): Plan<Followed> {
  const known = new Set<string>()
  const found: Item[] = []
  let step = from
  for (let level = 0; level < levels; level += 1) {
    const wanted = idsIn(step).filter((id) => !known.has(id))
    if (wanted.length === 0) break
    if (known.size + wanted.length > relationsMax) return { items: [], tooMany: idsIn(from) }
    for (const id of wanted) known.add(id)
    const filter = [{ path: ['id', 'in'], value: wanted.join(',') }]
    const query = { ...reading, filter, limit: relationsMax }
    const { items } = yield* call(listDeliveredItems, { params: { space: space.id }, query })
    found.push(...items)
    step = items
  }
  return { items: found, tooMany: [] }
}

function* viewOf(request: VendorRequest, reading: Reading, shapes: Shapes, items: readonly Item[]): Plan<StoryView> {
  const { space, base, query } = request
  const { locale, release } = reading
  const assets = yield* readAssets(request, reading, assetIds(items, shapes))
  return {
    shapes,
    showAsset: assetShower(assets, (id, fileName) => fileAddress({ base, spaceId: space.id }, id, fileName)),
    language: locale ?? 'default',
    release: release === undefined ? null : Number(release),
    withoutFields: listOf(textOf(query, 'excluding_fields')),
    without: listOf(textOf(query, 'excluding_story_fields')),
  }
}

/** The files of ids, as far as the token may read files at all; what stands in a story of others is their address alone. */
function* readAssets(
  { space }: VendorRequest,
  { state }: Reading,
  ids: readonly string[],
): Plan<ResultOf<typeof listDeliveredAssets>['items']> {
  if (ids.length === 0) return []
  const filter = [{ path: ['id', 'in'], value: ids.slice(0, assetsMax).join(',') }]
  const query = { filter, limit: assetsMax, ...(state && { state }) }
  const tried = yield* attempt(listDeliveredAssets, { params: { space: space.id }, query })
  return tried.ok ? tried.result.items : []
}

function relationsOf(text: string | undefined): Relations {
  return new Set(listOf(text))
}

function levelsOf(name: string, text: string | undefined): number {
  if (text === undefined || text === '1') return 1
  if (text === '2') return 2
  throw refuseQuery(name, 'Write 1 or 2.')
}

function linksOf(text: string | undefined): 'story' | 'url' | null {
  if (text === undefined || text === '0') return null
  if (text === 'story') return 'story'
  if (text === 'url' || text === 'link' || text === '1') return 'url'
  throw refuseQuery('resolve_links', 'Write story, url or link.')
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').map((each) => each.trim())
}
