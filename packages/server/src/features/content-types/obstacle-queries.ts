import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { jsonInBody } from '../../database/sql-differences.ts'
import type { FieldChange } from './changes.ts'
import type { Found } from './obstacles.ts'
import type { TypeRow } from './queries.ts'

/** How many of the entries are named, at most, before those are left out that the caller may not read. */
export const sampleMax = 100

/** Asks the database what existing values have against a change, one statement for each reason. */
export async function askObstacles(
  db: Reader,
  type: TypeRow,
  change: FieldChange,
  defaultLocale: string,
): Promise<Found[]> {
  const found: Found[] = []
  for (const reason of change.asks) {
    const rows = rowsFor(db, type, change, reason, defaultLocale)
    const locales = await countByLocale(db, rows)
    const entries = await count(db, rows)
    if (entries === 0) continue
    found.push({ change, reason, entries, locales, sample: await sampleOf(db, rows) })
  }
  return found
}

/** A query of (entry_id, locale): each place where something stands in the way. */
function rowsFor(
  db: Reader,
  type: TypeRow,
  change: FieldChange,
  reason: FieldChange['asks'][number],
  defaultLocale: string,
): RawBuilder<unknown> {
  const value = jsonInBody(db, sql.ref<string>('b.body'), change.key)
  const inPlace = change.localized ? sql<SqlBool>`b.locale <> ''` : sql<SqlBool>`b.locale = ''`
  switch (reason) {
    case 'lost':
    case 'moves':
      return sql`select b.entry_id, b.locale from (${workingBodies(type)} union all ${liveBodies(type)}) b
        where ${inPlace} and ${value} is not null`
    case 'lacks': {
      const home = change.localized ? defaultLocale : ''
      return sql`select e.id as entry_id, ${sql.lit(home)} as locale from entries e
        where ${inType(type)} and e.id not in (select b.entry_id from (${workingBodies(type)}) b
          where b.locale = ${home} and ${value} is not null and ${value} not in ('""', '[]'))`
    }
    case 'repeats':
      return sql`select entry_id, locale from (
          select b.entry_id, b.locale, count(*) over (partition by b.locale, ${value}) as bearers
          from (${workingBodies(type)}) b where ${inPlace} and ${value} is not null
        ) r where bearers > 1`
  }
}

function inType({ space_id, branch_id, id }: TypeRow) {
  return sql<SqlBool>`e.space_id = ${space_id} and e.branch_id = ${branch_id} and e.type_id = ${id} and e.deleted_at is null`
}

function workingBodies(type: TypeRow) {
  return sql`select h.entry_id, h.locale, r.body from entries e
    join heads h on h.space_id = e.space_id and h.branch_id = e.branch_id and h.entry_id = e.id
    join revisions r on r.id = h.revision_id where ${inType(type)}`
}

function liveBodies(type: TypeRow) {
  return sql`select p.entry_id, p.locale, r.body from entries e
    join views v on v.space_id = e.space_id and v.branch_id = e.branch_id and v.release_id is null
    join published p on p.view_id = v.id and p.entry_id = e.id
    join revisions r on r.id = p.revision_id where ${inType(type)}`
}

async function count(db: Reader, rows: RawBuilder<unknown>): Promise<number> {
  const query = sql<{ readonly total: number }>`select count(distinct entry_id) as total from (${rows}) f`
  return (await query.execute(db)).rows[0]?.total ?? 0
}

async function countByLocale(db: Reader, rows: RawBuilder<unknown>): Promise<Record<string, number>> {
  const query = sql<{ readonly locale: string; readonly total: number }>`
    select locale, count(distinct entry_id) as total from (${rows}) f where locale <> '' group by locale order by locale`
  const counted = (await query.execute(db)).rows
  return Object.fromEntries(counted.map(({ locale, total }) => [locale, total]))
}

async function sampleOf(db: Reader, rows: RawBuilder<unknown>): Promise<string[]> {
  const query = sql<{ readonly id: string }>`
    select distinct entry_id as id from (${rows}) f order by entry_id limit ${sampleMax}`
  return (await query.execute(db)).rows.map(({ id }) => id)
}
