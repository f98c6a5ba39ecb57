import { createHash } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import { Secret } from '@latchkey/tokens/secret'
import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'

export type LinkRow = Selectable<Schema['one_time_links']>
type Purpose = LinkRow['purpose']

/** How long a link works, in milliseconds. */
export const linkMs = 60 * 60 * 1000

/** Makes a link that works once; those of the account for the same purpose that were sent before end. The database holds a digest alone. */
export async function makeLink(
  tx: Writer,
  { random, newId }: Pick<Services, 'random' | 'newId'>,
  link: Pick<LinkRow, 'account_id' | 'purpose' | 'payload'>,
  now: number,
): Promise<Secret> {
  const secret = new Secret(Buffer.from(random(32)).toString('base64url'))
  await endLinks(tx, link.account_id, link.purpose)
  await tx
    .insertInto('one_time_links')
    .values({
      ...link,
      id: newId(),
      secret_hash: digestOf(secret.expose()),
      expires_at: now + linkMs,
      used_at: null,
      created_at: now,
    })
    .execute()
  return secret
}

/** A link that still works. Refuses every other text with link-over. */
export async function readLink(db: Reader, purpose: Purpose, secret: string, now: number): Promise<LinkRow> {
  const row = await db
    .selectFrom('one_time_links')
    .selectAll()
    .where('secret_hash', '=', digestOf(secret))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw refuse(problems.linkOver)
  return row
}

/** Uses a link up. Of two uses at once the second is refused. */
export async function useLink(tx: Writer, { id }: LinkRow, now: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== 1) throw refuse(problems.linkOver)
}

/** Ends what was sent and not used. */
export async function endLinks(tx: Writer, accountId: string, purpose: Purpose): Promise<void> {
  await tx
    .deleteFrom('one_time_links')
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
