import { type Selectable, type SqlBool, sql } from 'kysely'
import type { Filter } from '@latchkey/policy/filter'
import type { Reader, Writer } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Schema } from '../../database/schema.ts'
import { creatorColumns } from '../../lib/creator.ts'

type StoredComment = Selectable<Schema['comments']>

/** A comment with the name of its author and the state of its thread. */
export interface CommentRow extends Omit<StoredComment, 'serial'> {
  readonly author: string | null
}

/** The entry whose comments are meant. */
export interface CommentPlace {
  readonly spaceId: string
  readonly branchId: string
  readonly entryId: string
}

export interface CommentQuery {
  /** The comments that the caller may read. */
  readonly filter: Filter
  readonly resolved: boolean | undefined
  readonly thread: string | undefined
}

function commentsOf(db: Reader, { spaceId, branchId, entryId }: CommentPlace) {
  return db
    .selectFrom('comments as c')
    .innerJoin('comments as t', (join) =>
      join
        .onRef('t.space_id', '=', 'c.space_id')
        .onRef('t.branch_id', '=', 'c.branch_id')
        .onRef('t.entry_id', '=', 'c.entry_id')
        .onRef('t.id', '=', 'c.thread_id'),
    )
    .where('c.space_id', '=', spaceId)
    .where('c.branch_id', '=', branchId)
    .where('c.entry_id', '=', entryId)
}

function withAuthor(db: Reader, place: CommentPlace) {
  return commentsOf(db, place)
    .leftJoin('accounts as a', (join) =>
      join.onRef('a.id', '=', 'c.created_by_id').on('c.created_by_kind', '=', 'account'),
    )
    .select([
      'c.space_id',
      'c.branch_id',
      'c.entry_id',
      'c.id',
      'c.thread_id',
      'c.text',
      'c.created_by_kind',
      'c.created_by_id',
      'c.created_at',
      'c.updated_at',
      't.resolved_at',
      't.resolved_by_kind',
      't.resolved_by_id',
      'a.display_name as author',
    ])
}

/** A comment on the entry. Null when there is none. */
export async function readComment(db: Reader, place: CommentPlace, id: string): Promise<CommentRow | null> {
  return (await withAuthor(db, place).where('c.id', '=', id).executeTakeFirst()) ?? null
}

/** Comments of a thread, the first one included, the oldest first. */
export function readThread(db: Reader, place: CommentPlace, thread: string): Promise<CommentRow[]> {
  return withAuthor(db, place).where('c.thread_id', '=', thread).orderBy('c.id').execute()
}

/** Comments behind one of them, the oldest first. Ids begin with the time. */
export function readComments(
  db: Reader,
  place: CommentPlace,
  query: CommentQuery,
  after: string | null,
  limit: number,
): Promise<CommentRow[]> {
  const found = withAuthor(db, place).where(matching(db, query)).orderBy('c.id').limit(limit)
  return (after === null ? found : found.where('c.id', '>', after)).execute()
}

export async function countComments(db: Reader, place: CommentPlace, query: CommentQuery): Promise<number> {
  const row = await commentsOf(db, place)
    .where(matching(db, query))
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

function matching(db: Reader, { filter, resolved, thread }: CommentQuery) {
  const own = (principal: string) => {
    const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
    return sql<SqlBool>`c.created_by_kind = ${kind} and c.created_by_id = ${id}`
  }
  const mayRead = filterCondition(db, filter, { id: sql<string>`c.id`, name: sql<string>`c.id`, own })
  const inThread = thread === undefined ? sql`1 = 1` : sql`c.thread_id = ${thread}`
  const inState = resolved === undefined ? sql`1 = 1` : sql`t.resolved_at is ${sql.raw(resolved ? 'not null' : 'null')}`
  return sql<SqlBool>`${mayRead} and ${inThread} and ${inState}`
}

export async function insertComment(tx: Writer, row: StoredComment): Promise<void> {
  await insertRows(tx, 'comments', [row])
}

export async function updateCommentRow(
  tx: Writer,
  { spaceId, branchId, entryId }: CommentPlace,
  id: string,
  change: Partial<Pick<StoredComment, 'text' | 'updated_at' | 'resolved_at' | 'resolved_by_kind' | 'resolved_by_id'>>,
): Promise<void> {
  await tx
    .updateTable('comments')
    .set(change)
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('entry_id', '=', entryId)
    .where('id', '=', id)
    .execute()
}

export async function deleteCommentRows(
  tx: Writer,
  { spaceId, branchId, entryId }: CommentPlace,
  ids: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('comments')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('entry_id', '=', entryId)
    .where('id', 'in', ids)
    .execute()
}
