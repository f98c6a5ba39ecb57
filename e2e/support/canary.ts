import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
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

/** A secret as it could be written somewhere: raw, percent-encoded as far as it must be or whole, escaped as JSON allows, in hex, and in both alphabets of base64 at each of the three offsets. */
export function spellings(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex')
  const encoded = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from('x'.repeat(offset) + secret)
    // Six bits a character: those at the ends also depend on what stands around the secret.
    const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)]
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)]
  })
  const escaped = Array.from(hex.matchAll(/../g), ([byte]) => [`%${byte}`, `\\u00${byte}`] as const)
  const whole = [0, 1].map((index) => escaped.map((each) => each[index]).join(''))
  const spelt = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), hex, ...whole]
  return [
    ...new Set([...spelt, hex.toUpperCase(), ...whole.map((each) => each.replaceAll(/[a-f]/g, upper)), ...encoded]),
  ]
}

/** Where a secret stands in some spelling: the names of the places. */
export function placesOf(secret: string, places: readonly Place[]): readonly string[] {
  const needles = spellings(secret)
  return places.filter(({ text }) => needles.some((needle) => text.includes(needle))).map(({ name }) => name)
}

function upper(letter: string): string {
  return letter.toUpperCase()
}

const gzipBegins = '\x1f\x8b\x08'

/** A place, and what lies packed in it: every run of gzip, also one whose end is cut off, and what is packed in that. */
export function unpacked(place: Place): readonly Place[] {
  const found: Place[] = [place]
  for (let at = place.text.indexOf(gzipBegins); at !== -1; at = place.text.indexOf(gzipBegins, at + 1)) {
    try {
      const bytes = gunzipSync(Buffer.from(place.text.slice(at), 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH })
      found.push(...unpacked({ name: `${place.name}, unpacked at ${at}`, text: bytes.toString('latin1') }))
    } catch {
      // Bytes that happen to begin like gzip.
    }
  }
  return found
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
