import { touchesStatus } from '@latchkey/policy/entry-requests'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import { refuse } from '../../pipeline/refusal.ts'
import type { EnvironmentView } from '../content/views.ts'
import { cancelSchedulesOf } from '../schedules/queries.ts'
import { applyFields, type SpaceLocales } from './apply-fields.ts'
import { faultsAmongOthers } from './checks.ts'
import { goLive, goOffline, moveLiveDate } from './go-live.ts'
import { outdateViews, readViews } from './lasting-facts.ts'
import { insertRename, takenSlugs, updateEntryRow } from './queries.ts'
import type { EntryRequest } from './rules.ts'
import { saveBodies } from './save-bodies.ts'
import { bodiesOf, type EntryRow, type EntryState, isChanged } from './state.ts'
import { authorColumns, editorColumns, type Writing } from './writing.ts'

/**
 * Does what a PATCH or PUT asks for: saves, moves between states, publishes or goes offline. What changes nothing writes
 * nothing; `version` counts the saves, so that going live alone leaves it.
 */
export async function changeEntry(
  writing: Writing,
  state: EntryState,
  request: EntryRequest,
  locales: SpaceLocales,
): Promise<EntryState> {
  const saved = await save(writing, state, request, locales)
  const settled = await moveStatus(writing, saved, request)
  if (request.publishedAt !== undefined && request.publishedAt !== state.row.published_at) {
    await moveLiveDate(writing, settled, request.publishedAt)
  }
  // A slug is part of what decides who may read an entry: answers from before are not kept.
  if (saved.row.slug !== state.row.slug) await outdateViews(writing.db, writing.space.id, settled.live)
  return settle(writing, state, settled)
}

async function save(writing: Writing, state: EntryState, request: EntryRequest, locales: SpaceLocales) {
  const { row, type } = state
  const { fields, tags, locale, replaces = false, slug = row.slug, publishedAt = row.published_at } = request
  const before = bodiesOf(state)
  const applied = applyFields(type, before, { fields: fields ?? {}, locale, replaces, ...(tags && { tags }) }, locales)
  const issues = fields === undefined ? [] : [...applied.issues]
  issues.push(...(await faultsAmongOthers(writing, { id: row.id, type, before }, applied, locale === '*')))
  assertNone(issues)
  if (slug !== row.slug) await assertSlugFree(writing, row.type_id, slug)
  const moves = request.status !== undefined && touchesStatus(row.state, request.status)
  const isSaved = applied.changed.length > 0 || slug !== row.slug || publishedAt !== row.published_at || moves
  if (!isSaved) return state
  const next: EntryRow = {
    ...row,
    slug,
    published_at: publishedAt,
    version: row.version + 1,
    updated_at: writing.now,
    ...editorColumns(writing),
  }
  if (slug !== row.slug) await recordRename(writing, next, row.slug)
  return { ...state, row: next, heads: await saveBodies(writing, { ...state, row: next }, applied) }
}

/** Keeps which slug the earlier versions had: no revision tells. */
export async function recordRename(writing: Writing, { space_id, branch_id, id, version }: EntryRow, before: string) {
  const rename = { space_id, branch_id, entry_id: id, version, slug_before: before, created_at: writing.now }
  await insertRename(writing.db, { ...rename, ...authorColumns(writing) })
}

async function moveStatus(writing: Writing, state: EntryState, { status }: EntryRequest): Promise<EntryState> {
  if (status === undefined) return state
  if (status === 'published') return goLive(writing, state, await viewsToPublish(writing, state), undefined)
  const left = state.live.length > 0 ? await goOffline(writing, state) : state
  if (status === 'archived') await cancelSchedulesOf(writing.db, state.row, 'The entry was archived.', writing.now)
  return { ...left, row: { ...left.row, state: status } }
}

/** Where a status of published publishes: where the entry is live already, else in `production`. */
async function viewsToPublish({ db, space, branch }: Writing, { live }: EntryState): Promise<EnvironmentView[]> {
  const views = await readViews(db, space.id, branch.id)
  if (live.length === 0) return resolveEnvironments(views, undefined)
  return views.filter(({ id }) => live.some(({ viewId }) => viewId === id))
}

export const defaultEnvironment = 'production'

/** The views of environments named by their slugs. */
export function resolveEnvironments(
  views: readonly EnvironmentView[],
  named: readonly string[] = [defaultEnvironment],
): EnvironmentView[] {
  const issues: ProblemIssue[] = []
  const found = named.flatMap((slug, index) => {
    const view = views.find(({ environment }) => environment === slug)
    if (!view) issues.push({ pointer: `/environments/${index}`, detail: `The space has no environment ${slug}.` })
    return view ?? []
  })
  assertNone(issues)
  return [...new Set(found)]
}

/** Writes the row of an entry, where it differs from before. */
export async function settle({ db }: Writing, before: EntryState, after: EntryState): Promise<EntryState> {
  const row: EntryRow = { ...after.row, changed: isChanged(after) ? 1 : 0 }
  const change = changedColumns(before.row, row)
  if (Object.keys(change).length > 0) await updateEntryRow(db, row, change)
  return { ...after, row }
}

function changedColumns(before: EntryRow, after: EntryRow): Partial<EntryRow> {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => old.get(column) !== value))
}

async function assertSlugFree({ db, space, branch }: Writing, typeId: string, slug: string): Promise<void> {
  const taken = await takenSlugs(db, space.id, branch.id, typeId, [slug])
  if (taken.size > 0) throw refuse(problems.slugTaken, 'Another entry of the type has this slug.')
}

/** Refuses a body with every mistake that was found in it. */
export function assertNone(errors: readonly ProblemIssue[]): void {
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
}
