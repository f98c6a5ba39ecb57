import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

/**
 * Runs what is due, one transaction a migration, so that a process that dies in between goes on where it stopped.
 * Several nodes may start at once: they take turns. Answers the names that ran.
 * `last`: the one after which it stops; null for all.
 */
export async function migrateTo<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
  last: string | null,
): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const done: string[] = []
  const executed = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt !== undefined)
  if (last !== null && executed.some(({ name }) => name >= last)) return done
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    if (error !== undefined) throw explained(error)
    if (results.length === 0) return done
    done.push(...results.map((result) => result.migrationName))
    if (done.at(-1) === last) return done
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('corrupted migrations')) return error
  return new Error(
    'This database was migrated by another version of Latchkey: start that version or a newer one, or restore a backup.',
    { cause: error },
  )
}
