import { createHash } from 'node:crypto'
import { Secret } from '@latchkey/tokens/secret'
import type { Reader, Writer } from '../../database/database.ts'
import type { Services } from '../../services.ts'

/** How long a set-up secret works, in milliseconds; a restart makes another. */
const lastsMs = 24 * 60 * 60 * 1000

/**
 * Makes the one-time secret with which the first owner sets up an installation that has no account yet.
 *
 * Called at start, by who can print it for the operator alone; it ends the one before. Null once there is an account.
 */
export async function offerSetup({ database, now, random }: Services): Promise<Secret | null> {
  const secret = new Secret(Buffer.from(random(24)).toString('base64url'))
  return database.write(async (tx) => {
    await holdInstance(tx)
    const offered = !(await hasAccounts(tx))
    await tx
      .updateTable('instance')
      .set({
        setup_secret_hash: offered ? digestOf(secret.expose()) : null,
        setup_expires_at: offered ? now() + lastsMs : null,
      })
      .execute()
    return offered ? secret : null
  })
}

/** Whether a text is the set-up secret now. Compared as a digest of 192 random bits: its time tells nothing. */
export async function isSetupSecret(db: Reader, text: string, now: number): Promise<boolean> {
  const instance = await db.selectFrom('instance').select(['setup_secret_hash', 'setup_expires_at']).executeTakeFirst()
  const { setup_secret_hash: hash = null, setup_expires_at: end = null } = instance ?? {}
  return hash !== null && end !== null && now < end && hash === digestOf(text)
}

/** Ends the set-up. */
export async function closeSetup(tx: Writer): Promise<void> {
  await tx.updateTable('instance').set({ setup_secret_hash: null, setup_expires_at: null }).execute()
}

/** Holds the installation's row: of two set-ups one waits for the other. */
export async function holdInstance(tx: Writer): Promise<void> {
  await tx.selectFrom('instance').select('id').forUpdate().executeTakeFirstOrThrow()
}

export async function hasAccounts(db: Reader): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
