import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import type { TypePlace } from '../content-types/queries.ts'

export type PresetRow = Selectable<Schema['type_presets']>

/** The presets of a branch, by name. */
export function readPresets(db: Reader, spaceId: string, branchId: string): Promise<PresetRow[]> {
  return db
    .selectFrom('type_presets')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Those of one type, by name. */
export function readPresetsOf(db: Reader, { space_id, branch_id, id }: TypePlace): Promise<PresetRow[]> {
  return db
    .selectFrom('type_presets')
    .selectAll()
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('type_id', '=', id)
    .orderBy('name')
    .execute()
}

export async function readPreset(db: Reader, spaceId: string, branchId: string, id: string): Promise<PresetRow | null> {
  const row = await db
    .selectFrom('type_presets')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function insertPreset(tx: Writer, row: PresetRow): Promise<void> {
  await tx.insertInto('type_presets').values(row).execute()
}

export async function updatePreset(
  tx: Writer,
  { space_id, branch_id, id }: PresetRow,
  change: Partial<Insertable<Schema['type_presets']>>,
): Promise<void> {
  await tx
    .updateTable('type_presets')
    .set(change)
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

export async function deletePresetRow(tx: Writer, { space_id, branch_id, id }: PresetRow): Promise<void> {
  await tx
    .deleteFrom('type_presets')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}
