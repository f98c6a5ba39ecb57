import type { Reader } from '../../database/database.ts'
import type { SpaceRow } from './queries.ts'

/** The Sandbox of an account; null before it was opened for the first time. */
export async function readSandbox(db: Reader, accountId: string): Promise<SpaceRow | null> {
  const query = db.selectFrom('spaces').selectAll().where('owner_id', '=', accountId).where('sandbox', '=', 1)
  return (await query.executeTakeFirst()) ?? null
}

/** Its name in URLs: of the space's own id, so that it takes no name away from anybody. */
export function sandboxSlug(spaceId: string): string {
  return `sandbox-${spaceId.slice(-12)}`
}
