import { sql } from 'kysely'
import type { Writer } from '../../database/database.ts'
import { freeSlot } from '../../database/slots.ts'
import { noteEnding } from '../../revocations/ending.ts'

/**
 * Ends a token for good, from the next request on: its version is raised, its slot freed, its sealed copy destroyed.
 *
 * The journal of revocations learns of it, so that no copy of the database brings it back. `delete` takes it out of the lists besides; the row stays, for the activity. What has ended before keeps its first date.
 */
export async function endToken(tx: Writer, tokenId: string, how: 'revoke' | 'delete', now: number): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({
      state: 'revoked',
      revoked_at: sql`coalesce(revoked_at, ${now})`,
      ...(how === 'delete' && { deleted_at: now }),
      secret_sealed: null,
      version: sql`version + 1`,
      updated_at: now,
    })
    .where('id', '=', tokenId)
    .execute()
  await freeSlot(tx, tokenId)
  noteEnding(tx, { token: tokenId, secretVersion: null })
}
