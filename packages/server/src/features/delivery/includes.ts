import { problems } from '@latchkey/contract/problems'
import { sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { readRows } from '../content/list-rows.ts'
import { readContentTypes } from '../content/read-content-type.ts'
import { isRecord, type Value } from '../content/value.ts'
import { type AssetDocument, includedAssets } from '../delivery-assets/delivered-asset.ts'
import { mayReadSome, reachOf, type Visit } from './reading.ts'
import { type Delivered, deliver } from './render.ts'

/** The references to resolve, by field; `author.company` is `author` with `company` below it. */
export type IncludeTree = ReadonlyMap<string, IncludeTree>

/** What a reference may lead to: an entry, or a file. */
type Included = Delivered | AssetDocument

/** An entry, and all that its references led to. */
interface Root {
  readonly entry: Delivered
  readonly found: Map<string, Included>
}

/** References still to be followed from an entry. */
interface Step {
  readonly root: Root
  readonly from: Delivered
  readonly tree: IncludeTree
}

const depthMax = 5

/** Reads `category,author.company`. A path of which any part is unknown is refused, and so is one that leads to types the caller may not read. */
export async function parseIncludes(visit: Visit, type: ContentType, text: string | undefined): Promise<IncludeTree> {
  const tree = new Map<string, IncludeTree>()
  if (text === undefined) return tree
  const types = (await readContentTypes(visit.db, visit.space.id, visit.branch.id)).filter((each) =>
    mayReadSome(visit, each),
  )
  for (const path of text.split(',')) {
    const parts = path.split('.')
    if (parts.length > depthMax || !leadsSomewhere(types, [type], parts)) {
      throw refuse(problems.invalidQuery, undefined, {
        errors: [{ parameter: 'include', detail: `There is no reference ${path}, or it is deeper than ${depthMax}.` }],
      })
    }
    plant(tree, parts)
  }
  return tree
}

/** Resolves references, level by level, to what the caller may read; of all others the id alone stays. */
export async function resolveIncludes(
  visit: Visit,
  entries: readonly Delivered[],
  tree: IncludeTree,
): Promise<readonly Delivered[]> {
  if (tree.size === 0) return entries
  const roots = entries.map((entry) => ({ entry, found: new Map<string, Included>() }))
  const known = new Map<string, Included | null>()
  const types = new Map(
    (await readContentTypes(visit.db, visit.space.id, visit.branch.id)).map((type) => [type.id, type]),
  )
  let steps: readonly Step[] = roots.map((root) => ({ root, from: root.entry, tree }))
  while (steps.length > 0) {
    const wanted = steps.flatMap(({ from, tree: below }) =>
      [...below.keys()].flatMap((field) => idsIn(from.fields[field])),
    )
    await readMissing(visit, types, known, new Set(wanted))
    steps = steps.flatMap((step) => follow(step, known))
  }
  return roots.map(({ entry, found }) => ({ ...entry, includes: Object.fromEntries(found) }))
}

function follow({ root, from, tree }: Step, known: ReadonlyMap<string, Included | null>): Step[] {
  const next: Step[] = []
  for (const [field, below] of tree) {
    for (const id of idsIn(from.fields[field])) {
      const entry = known.get(id)
      if (entry === undefined || entry === null) continue
      root.found.set(id, entry)
      if (below.size > 0 && 'fields' in entry) next.push({ root, from: entry, tree: below })
    }
  }
  return next
}

/** Adds what was not asked for before; null for what may not be read or is not there. */
async function readMissing(
  visit: Visit,
  types: ReadonlyMap<string, ContentType>,
  known: Map<string, Included | null>,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const ids = [...wanted].filter((id) => !known.has(id))
  if (ids.length === 0) return
  for (const id of ids) known.set(id, null)
  for (const [typeId, group] of Map.groupBy(await readTypeIds(visit, ids), (row) => row.typeId)) {
    const type = types.get(typeId)
    const found = type && reachOf(visit, type)
    if (!found) continue
    const { source, reach } = found
    const named = sql.join(group.map(({ id }) => id))
    const one = { ...source, where: allOf([source.where, sql`${source.columns.id} in (${named})`]) }
    const rows = await readRows(one, reach, { condition: { is: 'and', of: [] }, order: [] }, null, group.length)
    for (const entry of await deliver(found, rows)) known.set(entry.id, entry)
  }
  for (const asset of await includedAssets(visit, ids)) known.set(asset.id, asset)
}

function readTypeIds({ db, space, branch }: Visit, ids: readonly string[]): Promise<{ id: string; typeId: string }[]> {
  return db
    .selectFrom('entries')
    .select(['id', 'type_id as typeId'])
    .where('space_id', '=', space.id)
    .where('branch_id', '=', branch.id)
    .where('id', 'in', ids)
    .execute()
}

/** Whether every part is a reference of some type that the parts before it may lead to. */
function leadsSomewhere(all: readonly ContentType[], from: readonly ContentType[], parts: readonly string[]): boolean {
  const [part, ...rest] = parts
  if (part === undefined) return true
  const fields = from.flatMap(({ fields: declared }) => declared.get(part) ?? [])
  if (rest.length === 0 && fields.some(({ itemType }) => itemType === 'asset')) return true
  const references = fields.filter(({ itemType }) => itemType === 'reference')
  if (references.length === 0) return false
  const anywhere = references.some(({ declared }) => declared.types === undefined)
  const slugs = new Set(references.flatMap(({ declared }) => declared.types ?? []))
  const targets = anywhere ? all : all.filter(({ slug }) => slugs.has(slug))
  return leadsSomewhere(all, targets, rest)
}

function plant(tree: Map<string, IncludeTree>, parts: readonly string[]): void {
  let at = tree
  for (const part of parts) {
    const below = new Map<string, IncludeTree>(at.get(part))
    at.set(part, below)
    at = below
  }
}

/** The ids in a value: one, a list, or either by locale. */
function idsIn(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(idsIn)
  return isRecord(value) ? Object.values(value).flatMap(idsIn) : []
}
