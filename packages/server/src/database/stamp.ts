import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** The numbers that a request re-reads: equal numbers mean that nothing which decides has changed. */
export interface Stamp {
  /** Raised by any change of the token: state, secrets, binding, grants. */
  readonly tokenVersion: number
  /** Raised by roles, members, environments, branches, aliases and the space's state; 0 without a space. */
  readonly spaceEpoch: number
  /** Of the account whose live rights bind the token; 0 for a token that no account binds. */
  readonly accountEpoch: number
  /** Of the token's own environment; 0 for a token without one. */
  readonly contentVersion: number
  /** The space that the segment names, by id; null without a segment and for an unknown space. */
  readonly spaceId: string | null
}

/** Whether two stamps of the same token and path say that nothing has changed. */
export function sameStamp(one: Stamp, other: Stamp): boolean {
  return (
    one.tokenVersion === other.tokenVersion &&
    one.spaceEpoch === other.spaceEpoch &&
    one.accountEpoch === other.accountEpoch &&
    one.contentVersion === other.contentVersion &&
    one.spaceId === other.spaceId
  )
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The column that a path's space segment names. Slugs of the shape of an id are refused at creation, so the shape decides. */
export function spaceColumn(segment: string): 'id' | 'slug' {
  return uuid.test(segment) ? 'id' : 'slug'
}

/** The stamp inside a snapshot that is already open: the fill guard of a full verification. */
export async function readStamp(
  db: Pick<Kysely<Schema>, 'selectFrom'>,
  tokenId: string,
  spaceSegment: string | null,
): Promise<Stamp | null> {
  const column = spaceColumn(spaceSegment ?? '')
  const row = await db
    .selectFrom('tokens as t')
    .leftJoin('spaces as s', (join) => join.on(`s.${column}`, '=', spaceSegment))
    .leftJoin('accounts as a', 'a.id', 't.account_id')
    .leftJoin('environments as e', (join) =>
      join.onRef('e.space_id', '=', 's.id').onRef('e.id', '=', 't.environment_id'),
    )
    .where('t.id', '=', tokenId)
    .select([
      't.version as tokenVersion',
      sql<number>`coalesce(s.authz_epoch, 0)`.as('spaceEpoch'),
      sql<number>`coalesce(a.authz_epoch, 0)`.as('accountEpoch'),
      sql<number>`coalesce(e.content_version, 0)`.as('contentVersion'),
      's.id as spaceId',
    ])
    .executeTakeFirst()
  return row ?? null
}
