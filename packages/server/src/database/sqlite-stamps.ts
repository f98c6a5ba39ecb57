import type { HotReader, HotRow, StampReader } from './database.ts'
import { type Stamp, spaceColumn } from './stamp.ts'

/** One prepared statement for each shape of the segment: an `or` would cost the index. */
export function sqliteStamps(hot: HotReader): StampReader {
  const byId = hot.statement(statement('id'), toStamp)
  const bySlug = hot.statement(statement('slug'), toStamp)
  return {
    stamp: (tokenId, segment) =>
      segment !== null && spaceColumn(segment) === 'id' ? byId.first(tokenId, segment) : bySlug.first(tokenId, segment),
  }
}

function statement(column: 'id' | 'slug'): string {
  return `
    select t.version as "tokenVersion", coalesce(s.authz_epoch, 0) as "spaceEpoch",
      coalesce(a.authz_epoch, 0) as "accountEpoch", coalesce(e.content_version, 0) as "contentVersion", s.id as "spaceId"
    from tokens t
    left join spaces s on s.${column} = ?2
    left join accounts a on a.id = t.account_id
    left join environments e on e.space_id = s.id and e.id = t.environment_id
    where t.id = ?1`
}

function toStamp(row: HotRow): Stamp {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement names exactly these columns, and the tables are strict.
  return row as unknown as Stamp
}
