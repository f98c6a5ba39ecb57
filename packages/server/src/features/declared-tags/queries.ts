import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type DeclaredTagRow = Selectable<Schema['declared_tags']>
export type TagSort = DeclaredTagRow['sort']

/** The tags that are declared for types or for files, by name. */
export function readDeclaredTags(db: Reader, spaceId: string, sort: TagSort): Promise<DeclaredTagRow[]> {
  return db
    .selectFrom('declared_tags')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('sort', '=', sort)
    .orderBy('tag')
    .execute()
}

export async function readDeclaredTag(
  db: Reader,
  spaceId: string,
  sort: TagSort,
  id: string,
): Promise<DeclaredTagRow | null> {
  const row = await db
    .selectFrom('declared_tags')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('sort', '=', sort)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function insertDeclaredTag(tx: Writer, row: DeclaredTagRow): Promise<void> {
  await tx.insertInto('declared_tags').values(row).execute()
}

export async function renameDeclaredTag(tx: Writer, { space_id, id }: DeclaredTagRow, tag: string): Promise<void> {
  await tx.updateTable('declared_tags').set({ tag }).where('space_id', '=', space_id).where('id', '=', id).execute()
}

export async function deleteDeclaredTag(tx: Writer, { space_id, id }: DeclaredTagRow): Promise<void> {
  await tx.deleteFrom('declared_tags').where('space_id', '=', space_id).where('id', '=', id).execute()
}
