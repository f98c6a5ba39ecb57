import { problems } from '@latchkey/contract/problems'
import { insertRows } from '../../database/insert-rows.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { indexRows } from '../content/field-index.ts'
import { settle } from '../entries/change-entry.ts'
import { repeatedAmongOthers } from '../entries/checks.ts'
import { assertOnly } from '../entries/create-entry.ts'
import { takenSlugs } from '../entries/queries.ts'
import { recordRename } from '../entries/change-entry.ts'
import { saveBodies } from '../entries/save-bodies.ts'
import { bodiesOf, type EntryRow, type EntryState } from '../entries/state.ts'
import { editorColumns, type Writing } from '../entries/writing.ts'
import { whatFits } from './what-fits.ts'

/** Takes an entry out of the trash. What its type no longer takes stays in its history. */
export async function restoreFromTrash(
  writing: Writing,
  state: EntryState,
  slug: string,
): Promise<{ readonly state: EntryState; readonly leftOut: readonly string[] }> {
  const { db, space, branch, draftView, now } = writing
  const { row, type } = state
  if (type.singleton) await assertOnly(writing, type)
  const taken = await takenSlugs(db, space.id, branch.id, type.id, [slug])
  if (taken.size > 0) throw refuse(problems.slugTaken, `Another entry has the slug ${slug} now: send another one.`)
  const { bodies, changed, leftOut } = whatFits(type, bodiesOf(state))
  const errors = await repeatedAmongOthers(writing, row.id, type, bodies)
  if (errors.length > 0) throw refuse(problems.conflict, 'Other entries have values that must be unique.', { errors })
  const isSaved = slug !== row.slug || changed.length > 0
  const next: EntryRow = {
    ...row,
    slug,
    deleted_at: null,
    deleted_by_kind: null,
    deleted_by_id: null,
    ...(isSaved && { version: row.version + 1, updated_at: now, ...editorColumns(writing) }),
  }
  if (slug !== row.slug) await recordRename(writing, next, row.slug)
  const back = { ...state, row: next }
  const kept = [...bodies].filter(([locale]) => !changed.includes(locale))
  const indexed = kept.flatMap(([locale, body]) => indexRows(type, locale, body))
  await insertRows(
    db,
    'field_index',
    indexed.map((each) => ({ ...each, view_id: draftView, entry_id: row.id })),
  )
  const heads = await saveBodies(writing, back, { bodies, changed })
  return { state: await settle(writing, state, { ...back, heads }), leftOut }
}
