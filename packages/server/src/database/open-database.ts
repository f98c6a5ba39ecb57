import type { Database } from './database.ts'
import { openPostgres } from './postgres-database.ts'
import { openSqlite, openSqliteReadOnly } from './sqlite-database.ts'

/** Where the database is: a folder for SQLite, or the URL of a PostgreSQL database. */
export type DatabaseLocation = { readonly dataFolder: string } | { readonly url: string }

export interface OpenOptions {
  /** For programs beside the server, such as `audit verify`; false by default. */
  readonly readOnly?: boolean
}

/** Opens a database; `migrate` it before anything else. Throws a sentence where it must not be used as it stands. */
export async function openDatabase(location: DatabaseLocation, options: OpenOptions = {}): Promise<Database> {
  if ('url' in location) return openPostgres(location.url, options)
  return options.readOnly === true ? openSqliteReadOnly(location.dataFolder) : openSqlite(location.dataFolder)
}
