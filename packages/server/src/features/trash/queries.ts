import { type SqlBool, sql } from 'kysely'
import type { Filter } from '@latchkey/policy/filter'
import type { Reader, Writer } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { textsInBody } from '../../database/sql-differences.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { workingBody } from '../content/borne-tags.ts'
import { tagsKey } from '../content/tags-key.ts'
import { deleteAttached } from '../entries/delete-attached.ts'
import type { EntryRow } from '../entries/state.ts'

/** Where a trash is, and what of it is looked at. */
export interface Trash {
  readonly spaceId: string
  readonly branchId: string
  /** Null for entries of all types. */
  readonly typeId: string | null
  readonly filter: Filter
}

function trashed(db: Reader, { spaceId, branchId, typeId, filter }: Trash) {
  const query = db
    .selectFrom('entries as e')
    .innerJoin('content_types as t', (join) =>
      join
        .onRef('t.space_id', '=', 'e.space_id')
        .onRef('t.branch_id', '=', 'e.branch_id')
        .onRef('t.id', '=', 'e.type_id'),
    )
    .where('e.space_id', '=', spaceId)
    .where('e.branch_id', '=', branchId)
    .where('e.deleted_at', 'is not', null)
    .where(
      filterCondition(db, filter, {
        id: sql.ref<string>('e.id'),
        name: sql.ref<string>('e.slug'),
        type: sql.ref<string>('t.slug'),
        status: sql.ref<string>('e.state'),
        own: (principal) => {
          const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
          return sql<SqlBool>`e.created_by_kind = ${kind} and e.created_by_id = ${id}`
        },
        tagged: (tags) => {
          const { from, text } = textsInBody(db, workingBody('e'), tagsKey)
          return sql`exists (select 1 from ${from} where ${text} in (${sql.join(tags)}))`
        },
      }),
    )
  return typeId === null ? query : query.where('e.type_id', '=', typeId)
}

/** Up to `limit` entries behind a place, the last deleted first; null: from the start. */
export function readTrash(db: Reader, trash: Trash, after: readonly [at: number, id: string] | null, limit: number) {
  const query = trashed(db, trash)
    .select([
      'e.id',
      't.slug as type',
      'e.slug',
      'e.state',
      'e.version',
      'e.created_by_kind',
      'e.created_by_id',
      'e.deleted_by_kind',
      'e.deleted_by_id',
      'e.deleted_at',
    ])
    .orderBy('e.deleted_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
  if (after === null) return query.execute()
  const [at, id] = after
  return query
    .where((eb) => eb.or([eb('e.deleted_at', '<', at), eb.and([eb('e.deleted_at', '=', at), eb('e.id', '<', id)])]))
    .execute()
}

export async function countTrash(db: Reader, trash: Trash): Promise<number> {
  const { total } = await trashed(db, trash)
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** The ids of all entries in a trash. */
export async function readTrashIds(db: Reader, trash: Trash): Promise<string[]> {
  const rows = await trashed(db, trash).select('e.id').orderBy('e.id').execute()
  return rows.map(({ id }) => id)
}

/** An entry in the trash, held until the transaction ends; null when there is none. */
export async function holdTrashed(
  tx: Writer,
  { spaceId, branchId }: Pick<Trash, 'spaceId' | 'branchId'>,
  id: string,
): Promise<EntryRow | null> {
  const row = await tx
    .selectFrom('entries')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Deletes an entry of a branch for good, and its revisions where no other branch has the entry. */
export async function deleteForGood(tx: Writer, { space_id, branch_id, id }: EntryRow): Promise<void> {
  await deleteAttached(tx, { spaceId: space_id, branchId: branch_id }, [id])
  // Its working copy goes along.
  await tx
    .deleteFrom('entries')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
  const elsewhere = await tx
    .selectFrom('entries')
    .select('branch_id')
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (elsewhere !== undefined) return
  await tx.deleteFrom('revisions').where('space_id', '=', space_id).where('entry_id', '=', id).execute()
}
