import { insertRows } from '../../database/insert-rows.ts'
import { problems } from '@latchkey/contract/problems'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersion } from '../authority.ts'
import { indexRows } from '../content/field-index.ts'
import { shared } from '../content/field-values.ts'
import type { EnvironmentView } from '../content/views.ts'
import { datePublished, deleteIndexOf, deletePublished, isSlugLive, putPublished, readLive } from './queries.ts'
import type { EntryState, LiveRow } from './state.ts'
import type { Writing } from './writing.ts'

/**
 * Publishes the working copy in some environments, in the locales named or in all that it has. The row of the entry is
 * the caller's to write.
 *
 * What all locales share goes along with the default locale, and wherever nothing is live yet.
 */
export async function goLive(
  { db, space, now }: Writing,
  state: EntryState,
  views: readonly EnvironmentView[],
  named: readonly string[] | undefined,
): Promise<EntryState> {
  const { type, heads, live } = state
  const row = { ...state.row, state: 'published', published_at: state.row.published_at ?? now } as const
  for (const view of views) {
    const there = live.filter(({ viewId }) => viewId === view.id)
    const common = there.find(({ locale }) => locale === shared)
    const takesShared = common === undefined || named === undefined || named.includes(space.defaultLocale)
    if (takesShared && (await isSlugLive(db, view.id, row))) {
      throw refuse(problems.slugTaken, `Another entry is live under this slug in ${view.environment}.`)
    }
    const going = [...heads].filter(([locale]) =>
      locale === shared ? takesShared : named === undefined || named.includes(locale),
    )
    if (going.length === 0) continue
    const slug = takesShared ? row.slug : common.slug
    await putPublished(
      db,
      going.map(([locale, { revisionId }]) => ({
        view_id: view.id,
        entry_id: row.id,
        locale,
        type_id: row.type_id,
        slug,
        revision_id: revisionId,
        version: row.version,
        published_at: row.published_at,
        first_published_at: now,
        updated_at: row.updated_at,
      })),
    )
    if (there.length > 0) {
      await deleteIndexOf(
        db,
        [view.id],
        row.id,
        going.map(([locale]) => locale),
      )
    }
    const rows = going.flatMap(([locale, { body }]) => indexRows(type, locale, body))
    await insertRows(
      db,
      'field_index',
      rows.map((each) => ({ ...each, view_id: view.id, entry_id: row.id })),
    )
  }
  await raiseContentVersion(
    db,
    space.id,
    views.map(({ environmentId }) => environmentId),
  )
  return { ...state, row, live: await readLive(db, row) }
}

/** Takes an entry offline in the environments and locales named; in all when none are. What is left nowhere is a draft. */
export async function goOffline(
  { db, space }: Writing,
  state: EntryState,
  environments?: readonly string[],
  named?: readonly string[],
): Promise<EntryState> {
  const affected = state.live.filter(({ environment }) => environments?.includes(environment) ?? true)
  const left: LiveRow[] = state.live.filter((row) => !affected.includes(row))
  const raised = new Set<string>()
  for (const [viewId, rows] of Map.groupBy(affected, (row) => row.viewId)) {
    const going = rowsGoing(rows, named, space.defaultLocale)
    left.push(...rows.filter((row) => !going.includes(row)))
    if (going.length === 0) continue
    const locales = going.map(({ locale }) => locale)
    await deletePublished(db, [viewId], state.row.id, locales)
    await deleteIndexOf(db, [viewId], state.row.id, locales)
    for (const { environmentId } of going) raised.add(environmentId)
  }
  await raiseContentVersion(db, space.id, [...raised])
  const live = state.live.filter((row) => left.includes(row))
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
  const viewIds = [...new Set(live.map(({ viewId }) => viewId))]
  if (viewIds.length === 0) return
  await datePublished(db, viewIds, row.id, at)
  await raiseContentVersion(db, space.id, [...new Set(live.map(({ environmentId }) => environmentId))])
}
