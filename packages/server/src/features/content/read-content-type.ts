import type { Reader } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { type ContentType, contentTypeOf, type ContentTypeRow } from './content-type.ts'

const columns = ['id', 'serial', 'slug', 'name', 'version', 'singleton', 'fields'] as const

/**
 * A type of a branch by its slug or id; which of the two is told by its shape. Null when there is none.
 *
 * `hold` keeps it as it is until the transaction ends, for writes that its fields decide about.
 */
export async function readContentType(
  db: Reader,
  spaceId: string,
  branchId: string,
  segment: string,
  options: { readonly hold?: boolean } = {},
): Promise<ContentType | null> {
  const query = db
    .selectFrom('content_types')
    .select(columns)
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where(spaceColumn(segment), '=', segment)
  const row = await (options.hold ? query.forShare() : query).executeTakeFirst()
  return row ? compiled(spaceId, branchId, row) : null
}

/** All types of a branch, by slug. */
export async function readContentTypes(db: Reader, spaceId: string, branchId: string): Promise<ContentType[]> {
  const rows = await db
    .selectFrom('content_types')
    .select(columns)
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('slug')
    .execute()
  return rows.map((row) => compiled(spaceId, branchId, row))
}

function compiled(spaceId: string, branchId: string, row: ContentTypeRow): ContentType {
  return contentTypeOf(`${spaceId}/${branchId}`, row)
}
