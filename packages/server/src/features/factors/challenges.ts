import { createHash } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import type { Random } from '@latchkey/tokens/random'
import { Secret } from '@latchkey/tokens/secret'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'

/** How long the next step may take, in milliseconds. */
export const challengeMs = 5 * 60 * 1000

/** How often a step may be tried before all begins anew. */
const attemptsMax = 5

export type Challenge = Selectable<Schema['sign_in_challenges']>
type Purpose = Challenge['purpose']

/** 256 random bits. The database holds their digest alone. */
export function newChallenge(random: Random): Secret {
  return new Secret(Buffer.from(random(32)).toString('base64url'))
}

/** What an authenticator signs for a challenge: follows from it, and leads nowhere back. */
export function signedFor(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`passkey.${challenge}`).digest())
}

/** Keeps a challenge for its next step, and drops what is out of date. */
export async function keepChallenge(
  tx: Writer,
  challenge: Secret,
  row: Pick<Challenge, 'purpose' | 'account_id' | 'account_epoch'>,
  now: number,
): Promise<void> {
  await tx.deleteFrom('sign_in_challenges').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('sign_in_challenges')
    .values({ ...row, secret_hash: digestOf(challenge.expose()), attempts: 0, expires_at: now + challengeMs })
    .execute()
}

/** A challenge that waits for its step. Refuses any other text. */
export async function readChallenge(db: Reader, purpose: Purpose, text: string, now: number): Promise<Challenge> {
  const row = await db
    .selectFrom('sign_in_challenges')
    .selectAll()
    .where('secret_hash', '=', digestOf(text))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw challengeOver()
  return row
}

/** Counts a try before it is judged, so that tries at once count too. */
export async function tryChallenge(tx: Writer, purpose: Purpose, text: string, now: number): Promise<Challenge> {
  const row = await tx
    .updateTable('sign_in_challenges')
    .set({ attempts: sql`attempts + 1` })
    .where('secret_hash', '=', digestOf(text))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .where('attempts', '<', attemptsMax)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw challengeOver()
  return row
}

/** Ends a challenge that was answered. Of two answers at once the second is refused. */
export async function endChallenge(tx: Writer, { secret_hash }: Challenge): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in_challenges')
    .where('secret_hash', '=', secret_hash)
    .executeTakeFirst()
  if (Number(numDeletedRows) !== 1) throw challengeOver()
}

export function challengeOver(): Refusal {
  return refuse(problems.challengeOver)
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
