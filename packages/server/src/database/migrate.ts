import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

/**
 * Runs what is due, one transaction a migration, so that a process that dies in between goes on where it stopped.
 * Several nodes may start at once: they take turns. Answers the names that ran.
 */
export async function migrateToLatest<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const done: string[] = []
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    if (error !== undefined) throw explained(error)
    if (results.length === 0) return done
    done.push(...results.map((result) => result.migrationName))
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('corrupted migrations')) return error
  return new Error(
    'This database was migrated by another version of Latchkey: start that version or a newer one, or restore a backup.',
    { cause: error },
  )
}
