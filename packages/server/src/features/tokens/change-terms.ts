import type { Writer } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { type StoredTerms, storedTerms } from '../../pipeline/terms.ts'
import { childOf } from './bound-to.ts'
import { assertCovered } from './maker.ts'
import type { TokenRecord } from './queries.ts'
import { readTerms, type SentTerms, widens } from './terms.ts'

/**
 * The terms of a token after a request. To let it be used from elsewhere opens what was closed: it asks for as much as
 * making the token would.
 */
export async function changeTerms(
  context: Pick<Context<unknown, Writer>, 'caller' | 'db'>,
  token: TokenRecord,
  sent: SentTerms,
): Promise<StoredTerms> {
  const before = storedTerms(token)
  const after = readTerms(sent, before)
  if (widens(before, after)) {
    await assertCovered(context, { ...(await childOf(context.db, token)), networks: after.networks })
  }
  return after
}
