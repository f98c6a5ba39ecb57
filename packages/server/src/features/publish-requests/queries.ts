import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { entryColumns, type EntryOfErrand } from '../content/errand-reach.ts'

export type RequestRow = Selectable<Schema['publish_requests']> &
  EntryOfErrand & {
    readonly environment: string
    readonly requires_review: 0 | 1
    readonly entry_version: number
  }

/** Whose requests are looked at. */
export interface RequestPlace {
  readonly spaceId: string
  readonly branchId: string
  readonly entryId?: string | undefined
  readonly state?: RequestRow['state'] | undefined
}

function requestsIn(db: Reader, { spaceId, branchId, entryId, state }: RequestPlace) {
  let query = db
    .selectFrom('publish_requests as r')
    .innerJoin('entries as e', (join) =>
      join
        .onRef('e.space_id', '=', 'r.space_id')
        .onRef('e.branch_id', '=', 'r.branch_id')
        .onRef('e.id', '=', 'r.entry_id'),
    )
    .innerJoin('content_types as t', (join) =>
      join
        .onRef('t.space_id', '=', 'e.space_id')
        .onRef('t.branch_id', '=', 'e.branch_id')
        .onRef('t.id', '=', 'e.type_id'),
    )
    .innerJoin('environments as n', (join) =>
      join.onRef('n.space_id', '=', 'r.space_id').onRef('n.id', '=', 'r.environment_id'),
    )
    .selectAll('r')
    .select(entryColumns)
    .select(['n.name as environment', 'n.requires_review', 'e.version as entry_version'])
    .where('r.space_id', '=', spaceId)
    .where('r.branch_id', '=', branchId)
    .where('e.deleted_at', 'is', null)
  if (entryId !== undefined) query = query.where('r.entry_id', '=', entryId)
  if (state !== undefined) query = query.where('r.state', '=', state)
  return query
}

/** Up to `limit` requests behind a place, the newest first; null: from the start. */
export function readRequests(
  db: Reader,
  place: RequestPlace,
  after: readonly [at: number, id: string] | null,
  limit: number,
): Promise<RequestRow[]> {
  const query = requestsIn(db, place).orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(limit)
  if (after === null) return query.execute()
  const [at, id] = after
  return query
    .where((eb) => eb.or([eb('r.created_at', '<', at), eb.and([eb('r.created_at', '=', at), eb('r.id', '<', id)])]))
    .execute()
}

/** Null when the place has none of that id. */
export async function readRequest(db: Reader, place: RequestPlace, id: string): Promise<RequestRow | null> {
  return (await requestsIn(db, place).where('r.id', '=', id).executeTakeFirst()) ?? null
}

export async function insertRequest(tx: Writer, row: Insertable<Schema['publish_requests']>): Promise<void> {
  await tx.insertInto('publish_requests').values(row).execute()
}

/** Ends a request that is open. False when it was answered or taken back already. */
export async function endRequest(
  tx: Writer,
  id: string,
  change: Pick<RequestRow, 'state' | 'answer' | 'answered_by_kind' | 'answered_by_id' | 'answered_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('publish_requests')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whether an account has made a token: what the token asks for, its maker does not accept. */
export async function hasMade(db: Reader, accountId: string, tokenId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tokens')
    .select('id')
    .where('id', '=', tokenId)
    .where('created_by_kind', '=', 'account')
    .where('created_by_id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}
