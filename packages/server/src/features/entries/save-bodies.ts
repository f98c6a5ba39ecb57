import { insertRows } from '../../database/insert-rows.ts'
import { indexRows } from '../content/field-index.ts'
import { encodeBody } from '../content/field-values.ts'
import type { Applied } from './apply-fields.ts'
import { deleteIndexOf, insertHeads, insertRevisions, putHeads } from './queries.ts'
import type { EntryState, Head } from './state.ts'
import { authorColumns, type Writing } from './writing.ts'

/** Saves changed bodies as revisions that the working copy then points to, and indexes them. Answers the new working copy. */
export async function saveBodies(
  writing: Writing,
  { row, type, heads }: Omit<EntryState, 'live'>,
  { bodies, changed }: Pick<Applied, 'bodies' | 'changed'>,
): Promise<ReadonlyMap<string, Head>> {
  if (changed.length === 0) return heads
  const { db, services, now, draftView } = writing
  const saved = changed.map((locale) => ({ locale, id: services.newId(), body: bodies.get(locale) ?? {} }))
  await insertRevisions(
    db,
    saved.map(({ locale, id, body }) => ({
      id,
      space_id: row.space_id,
      branch_id: row.branch_id,
      entry_id: row.id,
      locale,
      ...authorColumns(writing),
      version: row.version,
      body: encodeBody(body),
      created_at: now,
    })),
  )
  const { space_id, branch_id, id: entry_id } = row
  const pointers = saved.map(({ locale, id }) => ({ space_id, branch_id, entry_id, locale, revision_id: id }))
  if (heads.size === 0) {
    await insertHeads(db, pointers)
  } else {
    await putHeads(db, pointers)
    await deleteIndexOf(db, [draftView], row.id, changed)
  }
  const rows = saved.flatMap(({ locale, body }) => indexRows(type, locale, body))
  await insertRows(
    db,
    'field_index',
    rows.map((each) => ({ ...each, view_id: draftView, entry_id: row.id })),
  )
  return new Map([...heads, ...saved.map(({ locale, id, body }) => [locale, { revisionId: id, body }] as const)])
}
