import type { Reader } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { type ContentType, contentTypeOf, type ContentTypeRow } from './content-type.ts'

/** The branch that everything is in, until spaces have several. */
export const mainBranch = 'main'

const columns = ['id', 'serial', 'slug', 'name', 'version', 'singleton', 'fields'] as const

/**
 * A type of a space by its slug or id; which of the two is told by its shape. Null when there is none.
 *
 * `hold` keeps it as it is until the transaction ends, for writes that its fields decide about.
 */
export async function readContentType(
  db: Reader,
  spaceId: string,
  segment: string,
  options: { readonly hold?: boolean } = {},
): Promise<ContentType | null> {
  const query = db
    .selectFrom('content_types')
    .select(columns)
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', mainBranch)
    .where(spaceColumn(segment), '=', segment)
  const row = await (options.hold ? query.forShare() : query).executeTakeFirst()
  return row ? compiled(spaceId, row) : null
}

/** All types of a space, by slug. */
export async function readContentTypes(db: Reader, spaceId: string): Promise<ContentType[]> {
  const rows = await db
    .selectFrom('content_types')
    .select(columns)
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', mainBranch)
    .orderBy('slug')
    .execute()
  return rows.map((row) => compiled(spaceId, row))
}

function compiled(spaceId: string, row: ContentTypeRow): ContentType {
  return contentTypeOf(`${spaceId}/${mainBranch}`, row)
}
