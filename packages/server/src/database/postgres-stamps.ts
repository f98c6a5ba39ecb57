import type pg from 'pg'
import type { Stamp } from './stamp.ts'
import type { AskStamps } from './stamp-batches.ts'

/** Reads a batch of stamps in one query, named so that it is planned once a connection. */
export function postgresStamps(pool: pg.Pool): AskStamps {
  return async (column, questions) => {
    const { rows } = await pool.query<Stamp & { readonly n: number }>({
      name: `latchkey_stamps_by_${column}`,
      text: texts[column],
      values: [questions.map((question) => question.tokenId), questions.map((question) => question.segment)],
    })
    const stamps: (Stamp | null)[] = questions.map(() => null)
    for (const { n, ...stamp } of rows) stamps[n - 1] = stamp
    return stamps
  }
}

const texts = { id: text('id'), slug: text('slug') }

function text(column: 'id' | 'slug'): string {
  return `
    select q.n, t.version as "tokenVersion", coalesce(s.authz_epoch, 0) as "spaceEpoch",
      coalesce(a.authz_epoch, 0) as "accountEpoch", coalesce(e.content_version, 0) as "contentVersion", s.id as "spaceId"
    from unnest($1::text[], $2::text[]) with ordinality as q(token_id, space, n)
    join tokens t on t.id = q.token_id
    left join spaces s on s.${column} = q.space
    left join accounts a on a.id = t.account_id
    left join environments e on e.space_id = s.id and e.id = t.environment_id`
}
