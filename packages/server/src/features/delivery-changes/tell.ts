import type { Change } from '@latchkey/contract/delivery-changes/operations'
import type { Static } from '@latchkey/contract/schema'
import { readRowsAt } from '../content/list-rows.ts'
import { mayReadSome } from '../delivery/reading.ts'
import { readSeen, renderAsset } from '../delivery-assets/delivered-asset.ts'
import { deliverItems } from '../delivery-space/deliver-items.ts'
import { type Position, sorts } from './cursor.ts'
import {
  type GoneMark,
  type LiveMark,
  readGoneAssets,
  readGoneEntries,
  readLiveAssets,
  readLiveEntries,
  readTypeChanges,
  type Span,
} from './queries.ts'
import type { ChangesVisit } from './visit.ts'

type ChangeDocument = Static<typeof Change>

/** A change at its place. */
export interface Mark {
  readonly position: Position
  /** What is told of it; null for what is live, which is read at last. */
  readonly gone: ChangeDocument | null
}

/** Up to `limit` changes of a span, in their order. */
export async function readMarks(changes: ChangesVisit, span: Span): Promise<Mark[]> {
  const { entries, assets, type } = changes
  const marks: Mark[] = []
  if (entries !== null) {
    marks.push(...(await readLiveEntries(entries, type, span)).map((mark) => live(sorts.entry, mark)))
    for (const mark of await readGoneEntries(entries, type, span)) {
      const { id, type: of, slug } = mark
      marks.push(gone(sorts.entry, mark, { change: 'entry.gone', id, type: of, slug, ...ending(mark) }))
    }
    for (const mark of await readTypeChanges(changes.visit.db, changes.visit.place.view, 'deleted', span)) {
      const { id, slug } = mark
      if ((type !== null && slug !== type) || !mayReadSome(changes.visit, { slug })) continue
      marks.push(gone(sorts.type, mark, { change: 'content-type.gone', id, slug, at: timeOf(mark) }))
    }
  }
  if (assets !== null) {
    marks.push(...(await readLiveAssets(assets, span)).map((mark) => live(sorts.asset, mark)))
    for (const mark of await readGoneAssets(assets, span)) {
      marks.push(gone(sorts.asset, mark, { change: 'asset.gone', id: mark.id, ...ending(mark) }))
    }
  }
  return marks.toSorted(inOrder).slice(0, span.limit)
}

/** Whether a type has another slug since, by which other entries are read than were told. */
export async function isRenamed({ entries, visit }: ChangesVisit, span: Span): Promise<boolean> {
  if (entries === null) return false
  const renamed = await readTypeChanges(visit.db, visit.place.view, 'slug', span)
  return renamed.some(
    ({ slug, slugNow }) => mayReadSome(visit, { slug }) || (slugNow !== null && mayReadSome(visit, { slug: slugNow })),
  )
}

/** Tells changes: each thing once, by the last word about it. */
export async function tell(changes: ChangesVisit, marks: readonly Mark[]): Promise<ChangeDocument[]> {
  const last = new Map(marks.map((mark) => [nameOf(mark), mark]))
  const told = marks.filter((mark) => last.get(nameOf(mark)) === mark)
  const shown = await showLive(changes, told)
  return told.flatMap((mark) => mark.gone ?? shown.get(nameOf(mark)) ?? [])
}

/** What is live among the changes, by name. */
async function showLive({ entries, assets }: ChangesVisit, marks: readonly Mark[]) {
  const shown = new Map<string, ChangeDocument>()
  const idsOf = (sort: number) =>
    marks.flatMap((mark) => (mark.position.sort === sort && mark.gone === null ? mark.position.id : []))
  const entryIds = idsOf(sorts.entry)
  if (entries !== null && entryIds.length > 0) {
    const condition = { is: 'column', column: 'id', test: { is: 'one-of', values: entryIds } } as const
    const page = { offset: 0, limit: entryIds.length }
    const rows = await readRowsAt(entries.source, entries.reach, { condition, order: [] }, page)
    for (const entry of await deliverItems(entries, rows)) {
      shown.set(`${sorts.entry} ${entry.id}`, { change: 'entry.live', entry })
    }
  }
  if (assets !== null) {
    for (const asset of (await readSeen(assets, idsOf(sorts.asset))).values()) {
      shown.set(`${sorts.asset} ${asset.id}`, { change: 'asset.live', asset: renderAsset(assets, asset) })
    }
  }
  return shown
}

function live(sort: Position['sort'], { seq, id }: LiveMark): Mark {
  return { position: { seq, sort, id }, gone: null }
}

function gone(sort: Position['sort'], { seq, id }: LiveMark, document: ChangeDocument): Mark {
  return { position: { seq, sort, id }, gone: document }
}

function ending(mark: GoneMark) {
  return { because: mark.deleted === 1 ? 'deleted' : 'unpublished', at: timeOf(mark) } as const
}

function timeOf({ at }: { readonly at: number }): string {
  return new Date(at).toISOString()
}

function nameOf({ position: { sort, id } }: Mark): string {
  return `${sort} ${id}`
}

function inOrder({ position: one }: Mark, { position: other }: Mark): number {
  return one.seq - other.seq || one.sort - other.sort || (one.id < other.id ? -1 : Number(one.id > other.id))
}
