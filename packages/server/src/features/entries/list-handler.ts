import { listEntries } from '@latchkey/contract/entries/operations'
import type { InputOf } from '@latchkey/contract/operation'
import type { Reader } from '../../database/database.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { oldestLiveView } from '../content/borne-tags.ts'
import type { ContentType } from '../content/content-type.ts'
import { parseList, readListPage } from '../content/list-page.ts'
import { type LocaleReach, localeReach } from '../content/locale-reach.ts'
import { readContentType, readContentTypes } from '../content/read-content-type.ts'
import { draftsReadable, readable, readableIn } from '../content/readable.ts'
import { type EntryRow as FoundRow, type Source, workingSource } from '../content/source.ts'
import { readDraftView } from '../content/views.ts'
import { readLocales } from '../locales/queries.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { readEntryRows, readHeadsOf } from './list-queries.ts'
import { readLiveOf } from './live-queries.ts'
import { refuseLocale } from './load-entry.ts'
import { showEntry } from './render.ts'
import type { EntryState } from './state.ts'

interface ListFacts extends Facts {
  /** Null for entries of all types. */
  readonly type: ContentType | null
  readonly source: Source
  readonly reach: LocaleReach
  readonly locales: SpaceLocales
}

type ListContext = Context<InputOf<typeof listEntries>>

export const listEntriesImplementation = implement(listEntries, {
  load: (context) => loadList(context, context.input.query),
  // Which rows are shown is the filter's to say.
  requests: () => [],
  handle: async (context) => {
    const { facts, input, services, space, branch, db } = context
    const { type, locales } = facts
    const { rows, ...page } = await readListPage(services.ring, facts, {
      scope: `entries.list ${space.id} ${branch.id} ${type?.id} ${input.query.status}`,
      parameters: input.query,
      // Without a type the ids, which follow the time of creation, are all that an index has in order.
      query: parseList({ ...(type && { fields: [type.fields] }), columns }, input.query, type ? 'updated_at' : 'id'),
    })
    const states = await readStates(db, space.id, branch.id, rows)
    return {
      items: await Promise.all(states.map((state) => showEntry(context, state, input.query.locale, locales))),
      ...page,
    }
  },
})

const columns = ['id', 'serial', 'slug', 'status', 'published_at', 'updated_at', 'created_at'] as const

/** Finds what the caller may see. A type of which he may read nothing is missing, and so is such a locale. */
export async function loadList(
  { db, space, branch, caller }: Pick<ListContext, 'db' | 'space' | 'branch' | 'caller'>,
  query: Pick<ListContext['input']['query'], 'type' | 'locale' | 'status'>,
): Promise<ListFacts | null> {
  const type = query.type === undefined ? null : await readContentType(db, space.id, branch.id, query.type)
  if (query.type !== undefined && type === null) return null
  const reading = { space, ...(type && { type: type.slug }) }
  const all = await readLocales(db, space.id)
  if (type !== null && readable(caller, reading, all).is === 'none') return null
  // Who edits sees what each locale holds, and no other in its place.
  const apart = all.map((locale) => ({ ...locale, fallback: null }))
  const reach = localeReach(apart, query.locale ?? space.defaultLocale, (code) => readableIn(caller, reading, code))
  if (reach === null) throw refuseLocale()
  const codes = reach.steps.map(({ code }) => code)
  const source = workingSource(db, {
    spaceId: space.id,
    branchId: branch.id,
    draftView: await readDraftView(db, space.id, branch.id),
    typeId: type?.id ?? null,
    drafts: draftsReadable(caller, reading, codes),
    liveView: oldestLiveView('e'),
    // Rows are decided once more as single reads are, which bring their own.
    withTags: false,
    states: query.status === undefined ? null : [query.status],
  })
  const locales = { default: space.defaultLocale, all: all.map(({ code }) => code) }
  return { target: { area: 'content', space, ...(type && { type: type.slug }) }, type, source, reach, locales }
}

async function readStates(
  db: Reader,
  spaceId: string,
  branchId: string,
  found: readonly FoundRow[],
): Promise<EntryState[]> {
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const types = new Map((await readContentTypes(db, spaceId, branchId)).map((type) => [type.id, type]))
  const rows = await readEntryRows(db, spaceId, branchId, ids)
  const heads = await readHeadsOf(db, spaceId, branchId, ids)
  const live = await readLiveOf(db, spaceId, branchId, ids)
  return ids.flatMap((id) => {
    const row = rows.get(id)
    const type = row && types.get(row.type_id)
    return row && type ? [{ row, type, heads: heads.get(id) ?? new Map(), live: live.get(id) ?? [] }] : []
  })
}
