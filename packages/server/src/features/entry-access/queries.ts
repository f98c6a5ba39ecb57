import type { Reader } from '../../database/database.ts'
import type { MadeToken } from '../tokens/queries.ts'

/** The tokens that reach a space, of it or of another, and that open something now or would once they are resumed. */
export function readReachingTokens(db: Reader, spaceId: string, now: number): Promise<MadeToken[]> {
  const listing = db.selectFrom('token_spaces').select('token_id').where('space_id', '=', spaceId)
  return db
    .selectFrom('tokens')
    .leftJoin('tokens as maker', (join) =>
      join.onRef('maker.id', '=', 'tokens.created_by_id').on('tokens.created_by_kind', '=', 'token'),
    )
    .selectAll('tokens')
    .select('maker.account_id as maker_account_id')
    .where('tokens.account_id', 'is', null)
    .where((eb) => eb.or([eb('tokens.space_id', '=', spaceId), eb('tokens.id', 'in', listing)]))
    .where('tokens.state', '<>', 'revoked')
    .where('tokens.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', now)]))
    .execute()
}
