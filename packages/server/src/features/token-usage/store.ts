import { sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { type Aspect, addValue, aspects, type Count, type Tally } from './tally.ts'

/** What tokens were used for on a day, by the token. */
export type Tallies = readonly (readonly [tokenId: string, tally: Tally])[]

/** Rows of one statement: PostgreSQL binds at most 65,535 values, SQLite 32,766. */
const rowsPerStatement = 500

/**
 * Adds to what is there: several processes count the same tokens. Times only move forward.
 *
 * The rows of the tokens are taken first, in the order of their ids, so that two processes neither wait for each other in
 * a circle nor each find room for a value that there is room for once.
 */
export async function addUsage(tx: Writer, day: number, tallies: Tallies): Promise<void> {
  const ordered = tallies.toSorted(([one], [other]) => (one < other ? -1 : 1))
  await tx
    .insertInto('token_usage')
    .values(
      ordered.map(([token_id, { calls, refused, lastUsedAt }]) => ({
        token_id,
        day,
        calls,
        refused,
        last_used_at: lastUsedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['token_id', 'day']).doUpdateSet({
        calls: sql`token_usage.calls + excluded.calls`,
        refused: sql`token_usage.refused + excluded.refused`,
        last_used_at: later('token_usage'),
      }),
    )
    .execute()
  const rows = await newDetails(tx, day, ordered)
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tx
      .insertInto('token_usage_details')
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) =>
        conflict.columns(['token_id', 'day', 'aspect', 'value']).doUpdateSet({
          calls: sql`token_usage_details.calls + excluded.calls`,
          last_used_at: later('token_usage_details'),
        }),
      )
      .execute()
  }
}

/** The rows to add, with values that there is no room for any more counted as `other`. */
async function newDetails(tx: Writer, day: number, tallies: Tallies) {
  const stored = await tx
    .selectFrom('token_usage_details')
    .select(['token_id', 'aspect', 'value'])
    .where('day', '=', day)
    .where(
      'token_id',
      'in',
      tallies.map(([tokenId]) => tokenId),
    )
    .execute()
  const known = Map.groupBy(stored, ({ token_id, aspect }) => `${token_id} ${aspect}`)
  return tallies.flatMap(([token_id, { details }]) =>
    aspects.flatMap((aspect) => {
      const there = (known.get(`${token_id} ${aspect}`) ?? []).map(({ value }) => value)
      return [...withinRoom(aspect, there, details[aspect])].map(([value, { calls, lastUsedAt }]) => ({
        token_id,
        day,
        aspect,
        value,
        calls,
        last_used_at: lastUsedAt,
      }))
    }),
  )
}

function withinRoom(aspect: Aspect, there: readonly string[], more: ReadonlyMap<string, Count>): Map<string, Count> {
  const counts = new Map<string, Count>(there.map((value) => [value, { calls: 0, lastUsedAt: 0 }]))
  for (const [value, count] of more) addValue(counts, aspect, value, count)
  for (const [value, { calls }] of counts) if (calls === 0) counts.delete(value)
  return counts
}

function later(table: 'token_usage' | 'token_usage_details') {
  const old = sql.ref<number>(`${table}.last_used_at`)
  return sql<number>`case when excluded.last_used_at > ${old} then excluded.last_used_at else ${old} end`
}

/** Drops up to `rowsMax` details of days before one. Answers how many there were. */
export async function dropDetails(tx: Writer, before: number, rowsMax: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('token_usage_details')
    .where((eb) => {
      const old = eb
        .selectFrom('token_usage_details as old')
        .select(['old.token_id', 'old.day', 'old.aspect', 'old.value'])
        .where('old.day', '<', before)
        .limit(rowsMax)
      return sql<boolean>`${eb.refTuple('token_id', 'day', 'aspect', 'value')} in ${old}`
    })
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** A retired secret that was refused. */
export interface RefusedSecret {
  readonly version: number
  /** UTC milliseconds. */
  readonly at: number
}

/** Notes on a retired secret that somebody still uses it. */
export async function noteRefused(tx: Writer, tokenId: string, { version, at }: RefusedSecret): Promise<void> {
  await tx
    .updateTable('token_secrets')
    .set({ refused_at: at })
    .where('token_id', '=', tokenId)
    .where('version', '=', version)
    .where((eb) => eb.or([eb('refused_at', 'is', null), eb('refused_at', '<', at)]))
    .execute()
}

/** What a token was used for since a day, UTC milliseconds; the last day first, and of a day what was used most first. */
export async function readUsage(db: Reader, tokenId: string, since: number) {
  const days = await db
    .selectFrom('token_usage')
    .select(['day', 'calls', 'refused'])
    .where('token_id', '=', tokenId)
    .where('day', '>=', since)
    .orderBy('day', 'desc')
    .execute()
  const details = await db
    .selectFrom('token_usage_details')
    .select(['day', 'aspect', 'value', 'calls', 'last_used_at'])
    .where('token_id', '=', tokenId)
    .where('day', '>=', since)
    .orderBy('calls', 'desc')
    .orderBy('value')
    .execute()
  return { days, details }
}

/** How often tokens called since a day, UTC milliseconds: a row for each token and day with calls, the first day first. */
export function readCallsOf(db: Reader, tokenIds: readonly string[], since: number) {
  return db
    .selectFrom('token_usage')
    .select(['token_id', 'day', 'calls', 'refused'])
    .where('token_id', 'in', tokenIds)
    .where('day', '>=', since)
    .orderBy('day')
    .execute()
}
