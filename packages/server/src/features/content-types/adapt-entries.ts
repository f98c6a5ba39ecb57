import type { Reader, Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import { enqueue } from '../../jobs/outbox.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import type { StoredField } from '../content/content-type.ts'
import { readDraftView } from '../content/views.ts'
import { changesOf, indexChangeOf } from './changes.ts'
import type { NextFields } from './field-keys.ts'
import { type IndexBuild, indexTopic } from './index-job.ts'
import { askObstacles } from './obstacle-queries.ts'
import type { Found } from './obstacles.ts'
import { countEntries, deleteIndexRows, entryPages, indexRowsOf, type TypeRow } from './queries.ts'
import { ValueWalk } from './walk-values.ts'

/** Up to so many entries are indexed in the transaction that changes their type; more are indexed by a job. */
export const indexedAtOnceMax = 1000

/** What existing values have against new fields of their type. */
export async function findObstacles(
  db: Reader,
  type: TypeRow,
  { pairs }: NextFields,
  space: SpaceFacts,
): Promise<Found[]> {
  const changes = changesOf(pairs)
  const found: Found[] = []
  for (const change of changes) found.push(...(await askObstacles(db, type, change, space.defaultLocale)))
  const walk = new ValueWalk(changes)
  if (!walk.isNeeded) return found
  for await (const page of entryPages(db, type)) {
    await walk.take(
      db,
      type,
      page.filter(({ pinned }) => !pinned),
    )
  }
  return [...found, ...walk.found]
}

/**
 * Brings the field index under new fields of a type, and answers these fields. The index of many entries is left to a job;
 * until it is done nothing is found by the field, while every save is indexed already.
 */
export async function adaptIndex(
  tx: Writer,
  type: TypeRow,
  { pairs, fields }: NextFields,
  { newId, now }: { readonly newId: () => string; readonly now: number },
): Promise<readonly StoredField[]> {
  const { drop, build } = indexChangeOf(type.serial, pairs)
  await deleteIndexRows(tx, type, drop)
  if (build.length === 0) return fields
  const { all, deleted } = await countEntries(tx, type)
  if (all - deleted > indexedAtOnceMax) {
    const body: IndexBuild = { branchId: type.branch_id, typeId: type.id, build: newId(), after: '' }
    await enqueue(tx, { topic: indexTopic, spaceId: type.space_id, body, dueAt: now }, now)
    const ids = new Set(build.map(({ id }) => id))
    return fields.map((field) => (ids.has(field.id) ? { ...field, indexing: body.build } : field))
  }
  const draftView = await readDraftView(tx, type.space_id, type.branch_id)
  for await (const page of entryPages(tx, type)) {
    await insertRows(
      tx,
      'field_index',
      page.flatMap((body) => indexRowsOf(build, body, draftView)),
    )
  }
  return fields
}
