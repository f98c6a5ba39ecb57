import type { Reader } from '../../database/database.ts'

/** The sessions of an account that have not ended. */
export async function readSessionIds(db: Reader, accountId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tokens')
    .select('id')
    .where('kind', '=', 'session')
    .where('account_id', '=', accountId)
    .where('state', '<>', 'revoked')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}
