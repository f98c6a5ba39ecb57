import type { Writer } from '../../database/database.ts'
import { endToken } from '../tokens/end-token.ts'

/** Whose sessions end, and which one goes on; null: none does. */
export interface EndingSessions {
  readonly accountId: string
  readonly but: string | null
}

/** Ends the sessions of an account from the next request on, those of the API and of the studio alike. */
export async function endSessions(tx: Writer, { accountId, but }: EndingSessions, now: number): Promise<void> {
  const sessions = await tx
    .selectFrom('tokens')
    .select('id')
    .where('kind', '=', 'session')
    .where('account_id', '=', accountId)
    .where('state', '<>', 'revoked')
    .orderBy('id')
    .execute()
  for (const { id } of sessions) if (id !== but) await endToken(tx, id, 'revoke', now)
}
