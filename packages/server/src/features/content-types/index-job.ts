import type { Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import { job } from '../../jobs/job.ts'
import { enqueueAll } from '../../jobs/outbox.ts'
import { storedFields } from '../content/content-type.ts'
import { readContentType } from '../content/read-content-type.ts'
import { readDraftView } from '../content/views.ts'
import {
  deleteIndexRowsOf,
  entriesAfter,
  holdEntries,
  indexRowsOf,
  putFields,
  readBodiesOf,
  readType,
  readTypesOfAllBranches,
} from './queries.ts'

/** How far the index of a type's fields is. */
export interface IndexBuild {
  readonly branchId: string
  readonly typeId: string
  /** Which fields: those whose `indexing` is this. */
  readonly build: string
  /** The last entry that was indexed; null when there are no more. */
  readonly after: string | null
}

export const indexTopic = 'content-types.index'

/** Writers wait for a slice no longer than for a bulk write's. */
const entriesPerSlice = 50

/** Indexes the entries of a type that had too many to be indexed while the type was changed. */
export const indexFieldsJob = job<IndexBuild>({
  topic: indexTopic,
  run: async ({ spaceId, body }, { advance, finish, services, signal }) => {
    if (spaceId === null) throw new Error('A type is in a space.')
    let at = body
    while (at.after !== null) {
      signal.throwIfAborted()
      const from = at
      at = await advance((tx) => indexSlice(tx, spaceId, from))
    }
    await finish((tx) => endBuild(tx, spaceId, at, services.now()))
  },
})

async function indexSlice(tx: Writer, spaceId: string, at: IndexBuild): Promise<IndexBuild> {
  const ended = { ...at, after: null }
  const place = { space_id: spaceId, branch_id: at.branchId, id: at.typeId }
  const entries = await entriesAfter(tx, place, at.after ?? '', entriesPerSlice)
  const last = entries.at(-1)
  if (last === undefined) return ended
  // Entries before their type, as every write of an entry holds them.
  await holdEntries(tx, place, entries)
  const type = await readContentType(tx, spaceId, at.branchId, at.typeId, { hold: true })
  const fields = [...(type?.fields.values() ?? [])].filter(({ indexing }) => indexing === at.build)
  if (fields.length === 0) return ended
  const draftView = await readDraftView(tx, spaceId, at.branchId)
  await deleteIndexRowsOf(tx, place, fields, entries)
  const bodies = await readBodiesOf(tx, place, entries)
  await insertRows(
    tx,
    'field_index',
    bodies.flatMap((body) => indexRowsOf(fields, body, draftView)),
  )
  return { ...at, after: entries.length < entriesPerSlice ? null : last }
}

/** Opens the fields for filters. A branch that was copied meanwhile has an index that is as incomplete, and is next. */
async function endBuild(tx: Writer, spaceId: string, at: IndexBuild, now: number): Promise<void> {
  const type = await readType(tx, spaceId, at.branchId, at.typeId, { forUpdate: true })
  if (type !== null) {
    const fields = storedFields(type.fields).map(({ indexing, ...field }) =>
      indexing === undefined || indexing === at.build ? field : { ...field, indexing },
    )
    await putFields(tx, type, JSON.stringify(fields))
  }
  const copies = (await readTypesOfAllBranches(tx, spaceId)).filter(
    ({ id, branch_id: branch, fields }) =>
      id === at.typeId && branch !== at.branchId && storedFields(fields).some(({ indexing }) => indexing === at.build),
  )
  const next = copies.map(({ branch_id: branchId }) => ({
    topic: indexTopic,
    spaceId,
    body: { ...at, branchId, after: '' },
    dueAt: now,
  }))
  await enqueueAll(tx, next, now)
}
