import type { Reader } from '../../database/database.ts'
import { type Bodies, namedBodies, shared } from '../content/field-values.ts'
import { tagsIn } from '../content/tags.ts'
import { contentAsOf } from '../entries/content-as-of.ts'
import { readLineage } from '../entries/lineage.ts'
import { readRevisions } from '../entries/queries.ts'
import { bodiesOf, type EntryState } from '../entries/state.ts'
import { type History, readSaves } from './queries.ts'
import type { HistoryReach } from './reach.ts'

/** What is shown of an entry in one of its versions, or now. */
export interface ShownContent {
  readonly slug: string
  readonly tags: readonly string[]
  /** By the ids that fields have now. */
  readonly bodies: Bodies
}

export async function historyOf(db: Reader, { row }: EntryState, reach: HistoryReach): Promise<History> {
  return { entry: row, lineage: await readLineage(db, row.space_id, row.branch_id), reach }
}

/** Null for a version that was not saved, and for one of which nothing is shown. */
export async function contentShownIn(
  db: Reader,
  state: EntryState,
  history: History,
  version: number,
): Promise<(ShownContent & { readonly saves: Awaited<ReturnType<typeof readSaves>> }) | null> {
  const saves = await readSaves(db, history, [version])
  if (saves.revisions.length === 0 && saves.renames.length === 0) return null
  const held = await contentAsOf(db, state, version)
  if (held === null) return null
  const { whole, live } = history.reach
  const shown = [...held.heads].filter(
    ([locale, { revisionId }]) => whole.includes(locale) || live.includes(revisionId),
  )
  const slug = whole.length > 0 ? held.slug : (state.live[0]?.slug ?? held.slug)
  const bodies = new Map(shown.map(([locale, { body }]) => [locale, body]))
  return { slug, saves, tags: tagsIn(bodies.get(shared)), bodies: namedBodies(state.type, bodies) }
}

/** The working copy, and in locales of which drafts may not be read what the oldest environment shows instead. */
export async function contentShownNow(
  db: Reader,
  state: EntryState,
  { whole, locales }: HistoryReach,
): Promise<ShownContent> {
  const first = state.live[0]
  const rows = state.live.filter(
    ({ viewId, locale }) =>
      viewId === first?.viewId && !whole.includes(locale) && (locale === shared || locales.includes(locale)),
  )
  const revisions = await readRevisions(
    db,
    state.row.space_id,
    rows.map(({ revisionId }) => revisionId),
  )
  const working = [...bodiesOf(state)].filter(([locale]) => whole.includes(locale))
  const live = rows.map(({ locale, revisionId }) => [locale, revisions.get(revisionId) ?? {}] as const)
  const slug = whole.length > 0 ? state.row.slug : (first?.slug ?? state.row.slug)
  const bodies = new Map([...working, ...live])
  return { slug, tags: tagsIn(bodies.get(shared)), bodies: namedBodies(state.type, bodies) }
}
