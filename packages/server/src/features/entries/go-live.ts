import { insertRows } from '../../database/insert-rows.ts'
import { indexRows } from '../content/field-index.ts'
import { shared } from '../content/field-values.ts'
import type { EnvironmentView } from '../content/views.ts'
import { recordLapse } from '../delivery-changes/record.ts'
import { endedIn, facesOf, isSameFace } from './faces.ts'
import { outdateViews, readViews } from './lasting-facts.ts'
import { datePublished, deletePublished, putPublished } from './live-queries.ts'
import { assertReviewed } from './assert-reviewed.ts'
import { deleteIndexOf } from './queries.ts'
import { type EntryState, type LiveRow, type PublishableContent, tagsOf, workingContent } from './state.ts'
import type { Writing } from './writing.ts'

/**
 * Publishes the working copy, or what an earlier version held, in some environments: in the locales named or in all of them.
 * The row of the entry is the caller's to write. A slug under which another entry is live there is refused by the index.
 *
 * What all locales share goes along with the default locale, and wherever nothing is live yet. A locale that the content
 * does not have goes offline there.
 */
export async function goLive(
  writing: Writing,
  state: EntryState,
  views: readonly EnvironmentView[],
  named: readonly string[] | undefined,
  content: PublishableContent = workingContent(state),
): Promise<EntryState> {
  const { db, space, branch, now } = writing
  await assertReviewed(db, state.row, views, named, content.version)
  const row = { ...state.row, state: 'published', published_at: state.row.published_at ?? now } as const
  const next = { ...state, row }
  const put = views.flatMap((view) => snapshotIn(view, next, content, named, space.defaultLocale))
  const before = await facesOf(writing, state)
  const places = views.map(({ id, environmentId }) => ({ viewId: id, environmentId }))
  const seqs = await outdateViews(db, space.id, places)
  for (const [viewId, rows] of Map.groupBy(put, (each) => each.viewId)) {
    await putSnapshot(writing, next, content, { viewId, seq: seqOf(seqs, viewId) }, rows)
  }
  const gone = state.live.filter(
    ({ viewId, locale }) =>
      views.some(({ id }) => id === viewId) &&
      locale !== shared &&
      !content.heads.has(locale) &&
      (named === undefined || named.includes(locale)),
  )
  for (const [viewId, rows] of Map.groupBy(gone, (each) => each.viewId)) await takeRows(writing, row.id, viewId, rows)
  const order = (await readViews(db, space.id, branch.id)).map(({ id }) => id)
  const stays = state.live.filter(
    (old) => !gone.includes(old) && !put.some((each) => each.viewId === old.viewId && each.locale === old.locale),
  )
  const live = [...stays, ...put].toSorted((a, b) => order.indexOf(a.viewId) - order.indexOf(b.viewId))
  const after = before.size === 0 ? before : await facesOf(writing, { ...state, live })
  for (const [viewId, seq] of seqs) {
    const [was, is] = [before.get(viewId), after.get(viewId)]
    if (was !== undefined && !isSameFace(was, is)) await recordLapse(db, { viewId, seq, at: now }, endedIn(was, is))
  }
  return { ...next, live }
}

/** The rows that go live in one environment. */
function snapshotIn(
  view: EnvironmentView,
  { row, live }: EntryState,
  content: PublishableContent,
  named: readonly string[] | undefined,
  defaultLocale: string,
): LiveRow[] {
  const { slug, version, updatedAt, heads } = content
  const common = live.find(({ viewId, locale }) => viewId === view.id && locale === shared)
  const takesShared = common === undefined || named === undefined || named.includes(defaultLocale)
  const going = [...heads].filter(([locale]) =>
    locale === shared ? takesShared : named === undefined || named.includes(locale),
  )
  const tags = takesShared ? tagsOf(content) : common.tags
  return going.map(([locale, { revisionId }]) => ({
    viewId: view.id,
    environmentId: view.environmentId,
    environment: view.environment,
    locale,
    slug: takesShared ? slug : common.slug,
    tags,
    revisionId,
    version,
    publishedAt: row.published_at ?? updatedAt,
    updatedAt,
  }))
}

async function putSnapshot(
  { db, now }: Writing,
  { row, type, live }: EntryState,
  { heads }: PublishableContent,
  { viewId, seq }: { readonly viewId: string; readonly seq: number },
  rows: readonly LiveRow[],
): Promise<void> {
  const snapshot = rows.map(({ locale, slug, revisionId, version, publishedAt, updatedAt }) => ({
    view_id: viewId,
    entry_id: row.id,
    locale,
    type_id: row.type_id,
    slug,
    revision_id: revisionId,
    version,
    published_at: publishedAt,
    first_published_at: now,
    updated_at: updatedAt,
    seq,
  }))
  if (live.some((each) => each.viewId === viewId)) {
    await putPublished(db, snapshot)
    const locales = rows.map(({ locale }) => locale)
    await deleteIndexOf(db, [viewId], row.id, locales)
  } else {
    await insertRows(db, 'published', snapshot)
  }
  const indexed = rows.flatMap(({ locale }) => indexRows(type, locale, heads.get(locale)?.body ?? {}))
  const place = { view_id: viewId, entry_id: row.id }
  await insertRows(
    db,
    'field_index',
    indexed.map((each) => ({ ...each, ...place })),
  )
}

async function takeRows({ db }: Writing, entryId: string, viewId: string, rows: readonly LiveRow[]): Promise<void> {
  const locales = rows.map(({ locale }) => locale)
  await deletePublished(db, [viewId], entryId, locales)
  await deleteIndexOf(db, [viewId], entryId, locales)
}

/** Which part of what is live goes offline. */
export interface Leaving {
  /** Slugs of environments; absent: all. */
  readonly environments?: readonly string[]
  /** Absent: all. */
  readonly locales?: readonly string[] | undefined
  /** The entry is being deleted. */
  readonly deleted?: boolean
}

/** Takes an entry offline in the environments and locales named; in all when none are. What is left nowhere is a draft. */
export async function goOffline(
  writing: Writing,
  state: EntryState,
  { environments, locales, deleted = false }: Leaving = {},
): Promise<EntryState> {
  const affected = state.live.filter(({ environment }) => environments?.includes(environment) ?? true)
  const going = [...Map.groupBy(affected, (row) => row.viewId).values()].flatMap((rows) =>
    rowsGoing(rows, locales, writing.space.defaultLocale),
  )
  const live = state.live.filter((row) => !going.includes(row))
  const [before, after] = [await facesOf(writing, state), await facesOf(writing, { ...state, live })]
  const seqs = await outdateViews(writing.db, writing.space.id, going)
  for (const [viewId, rows] of Map.groupBy(going, (row) => row.viewId)) {
    await takeRows(writing, state.row.id, viewId, rows)
    const was = before.get(viewId)
    const change = { viewId, seq: seqOf(seqs, viewId), at: writing.now, deleted }
    if (was !== undefined) await recordLapse(writing.db, change, endedIn(was, after.get(viewId)))
  }
  const status = live.length === 0 && state.row.state === 'published' ? 'draft' : state.row.state
  return { ...state, row: { ...state.row, state: status }, live }
}

/** The rows of one environment that go. What all locales share goes with the last of them. */
export function rowsGoing(
  rows: readonly LiveRow[],
  named: readonly string[] | undefined,
  defaultLocale: string,
): readonly LiveRow[] {
  if (named === undefined) return rows
  const localized = rows.filter(({ locale }) => locale !== shared)
  const going = localized.filter(({ locale }) => named.includes(locale))
  const isLast = going.length === localized.length && (going.length > 0 || named.includes(defaultLocale))
  return isLast ? rows : going
}

/** Moves the date that is shown of an entry, where it is live too. */
export async function moveLiveDate({ db, space }: Writing, { row, live }: EntryState, at: number): Promise<void> {
  for (const [viewId, seq] of await outdateViews(db, space.id, live)) {
    await datePublished(db, { viewId, seq }, row.id, at)
  }
}

function seqOf(seqs: ReadonlyMap<string, number>, viewId: string): number {
  const seq = seqs.get(viewId)
  if (seq === undefined)
    throw new Error('The environment of the view was not outdated: do so before its rows are written.')
  return seq
}
