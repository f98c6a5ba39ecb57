import { createHash } from 'node:crypto'
import { reportGithubLeaks } from '@latchkey/contract/leak-reports/operations'
import { kinds } from '@latchkey/tokens/kinds'
import type { Writer } from '../../database/database.ts'
import { enqueue } from '../../jobs/outbox.ts'
import type { FoundByText } from '../../pipeline/find-by-text.ts'
import type { PublicContext } from '../../pipeline/implementation.ts'
import { endByHolder, tellOfHolder } from '../oauth/end-by-holder.ts'
import { holdByText } from '../oauth/hold-by-text.ts'
import { leakTopic, type LeakTold } from './jobs.ts'

/** Where a token was found. */
export interface Place {
  readonly source: string
  readonly url: string
}

/** The places that are kept of one secret: more of the same tell nobody anything. */
const placesMax = 100

type ReportContext = Pick<PublicContext, 'services' | 'request' | 'now'>

/**
 * Takes one find in: revokes what is for servers alone and still works, and tells who owns it by the activity, and by mail the first time.
 * Answers whether it was a token from here. The same find again changes nothing.
 */
export async function takeFind(tx: Writer, context: ReportContext, text: string, place: Place): Promise<boolean> {
  const { services, now } = context
  const found = await holdByText(tx, services.ring, text, now)
  if (found === null) return false
  const { token, held } = found
  // A secret that has retired is known to everybody now and opens nothing: the live one stays.
  const ends =
    services.settings.leakReports.revoke &&
    held.is === 'live' &&
    token.state !== 'revoked' &&
    !kinds[token.kind].publishable
  const known = await countPlaces(tx, found)
  const isNew = known < placesMax && (await keepPlace(tx, found, place, now))
  if (!isNew && !ends) return true
  if (known === 0 || ends) {
    const body: LeakTold = { tokenId: token.id, revoked: ends, ...place }
    await enqueue(tx, { topic: leakTopic, spaceId: token.space_id, body, dueAt: now }, now)
  }
  const told = { operation: reportGithubLeaks, request: context.request, actor: 'installation' }
  const details = { reporter: 'github', ...place, revoked: ends }
  if (ends) await endByHolder(tx, services, found, { ...told, details }, now)
  else await tellOfHolder(tx, found, { ...told, details }, now)
  return true
}

async function countPlaces(tx: Writer, { token, held }: FoundByText): Promise<number> {
  const { count } = await tx
    .selectFrom('token_leaks')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('token_id', '=', token.id)
    .where('secret_version', '=', held.version)
    .executeTakeFirstOrThrow()
  return count
}

/** False where it was known. */
async function keepPlace(
  tx: Writer,
  { token, held }: FoundByText,
  { source, url }: Place,
  now: number,
): Promise<boolean> {
  const place_hash = createHash('sha256')
    .update(JSON.stringify(['github', source, url]))
    .digest('base64url')
  const inserted = await tx
    .insertInto('token_leaks')
    .values({
      token_id: token.id,
      secret_version: held.version,
      place_hash,
      reporter: 'github',
      source,
      url,
      reported_at: now,
    })
    .onConflict((conflict) => conflict.columns(['token_id', 'secret_version', 'place_hash']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}
