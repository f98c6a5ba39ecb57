import { targetOf as targetOfType } from '../content-types/target.ts'
import { readType, type TypeRow } from '../content-types/queries.ts'
import { type ContentType, contentTypeOf } from '../content/content-type.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { type PresetRow, readPreset } from './queries.ts'

/** A type that presets are of; it decides about them. */
export interface TypeFacts extends Facts {
  readonly row: TypeRow
  readonly type: ContentType
}

export interface PresetFacts extends TypeFacts {
  readonly preset: PresetRow
}

type OfType = Pick<Context, 'db' | 'space' | 'branch' | 'operation'>

/** A type by its slug or id. For a write it is held, so that its fields stay as they are. */
export async function loadTypeOf(context: OfType, segment: string): Promise<TypeFacts | null> {
  const { db, space, branch, operation } = context
  const row = await readType(db, space.id, branch.id, segment, { forUpdate: operation.access !== 'read' })
  return row && { target: targetOfType(space, row), row, type: compiled(row) }
}

/** The preset of a path, with its type. */
export async function loadPreset(
  context: Context<{ params: { preset: string }; query: unknown; body: unknown }>,
): Promise<PresetFacts | null> {
  const { db, space, branch, input } = context
  const preset = await readPreset(db, space.id, branch.id, input.params.preset)
  if (preset === null) return null
  const facts = await loadTypeOf(context, preset.type_id)
  return facts && { ...facts, preset }
}

export function compiled(row: TypeRow): ContentType {
  return contentTypeOf(`${row.space_id}/${row.branch_id}`, row)
}
