import type { Field } from '@latchkey/contract/content-types/schemas'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { declaredFields } from '../content/content-type.ts'
import { readDraftView } from '../content/views.ts'
import { changesOf, Obstacles, reindexed } from './changes.ts'
import { deleteIndexRows, entryPages, indexRowsOf, type TypeRow } from './queries.ts'

/**
 * Brings the entries of a type under its new fields: refuses fields that existing values would not fit, naming each with
 * a count, and makes the index rows that become due. Walks through the entries only when something of that is needed.
 */
export async function adaptEntries(
  tx: Writer,
  type: TypeRow,
  fields: readonly Field[],
  space: SpaceFacts,
): Promise<void> {
  const before = declaredFields(type.fields)
  const changes = changesOf(before, fields)
  const indexed = reindexed(type.serial, before, fields)
  if (changes.length === 0 && indexed.length === 0) return
  const obstacles = new Obstacles(changes, space.defaultLocale)
  const draftView = await readDraftView(tx, space.id, type.branch_id)
  await deleteIndexRows(tx, type, indexed)
  for await (const page of entryPages(tx, type)) {
    for (const [entryId, bodies] of page) {
      obstacles.add(
        entryId,
        bodies.filter(({ pinned }) => !pinned),
      )
    }
    const rows = [...page.values()].flat().flatMap((body) => indexRowsOf(indexed, body, draftView))
    await insertRows(tx, 'field_index', rows)
  }
  const { issues } = obstacles
  if (issues.length > 0) throw refuse(problems.conflict, 'Existing values do not fit.', { errors: issues })
}
