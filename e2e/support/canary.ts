import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '@latchkey/server/database/database'
import type { DatabaseLocation } from '@latchkey/server/database/open-database'
import { sql } from 'kysely'

/** A text in which nothing secret may be found, and what to call it. */
export interface Place {
  readonly name: string
  readonly text: string
}

/** The part of a token's text that nobody may know. */
export function secretOf(token: string): string {
  return token.slice(20, 52)
}

/** A secret as it could be written somewhere: raw, percent-encoded, in hex, and in both alphabets of base64 at each of the three offsets. */
export function spellings(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex')
  const encoded = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from('x'.repeat(offset) + secret)
    // Six bits a character: those at the ends also depend on what stands around the secret.
    const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)]
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)]
  })
  return [...new Set([secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...encoded])]
}

/** Where a secret stands in some spelling: the names of the places. */
export function placesOf(secret: string, places: readonly Place[]): readonly string[] {
  const needles = spellings(secret)
  return places.filter(({ text }) => needles.some((needle) => text.includes(needle))).map(({ name }) => name)
}

/** All that the database holds: the bytes of its files on SQLite, every row of every table on PostgreSQL. */
export async function dumpOf(database: Database, location: DatabaseLocation): Promise<readonly Place[]> {
  if ('dataFolder' in location) {
    const { dataFolder } = location
    const names = readdirSync(dataFolder).filter((name) => name.startsWith('latchkey.db'))
    return names.map((name) => ({ name, text: readFileSync(join(dataFolder, name), 'latin1') }))
  }
  return database.read(async (db) => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
    const places: Place[] = []
    for (const { name } of tables.rows) {
      const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db)
      places.push({ name, text: rows.rows.map(({ row }) => row).join('\n') })
    }
    return places
  })
}
