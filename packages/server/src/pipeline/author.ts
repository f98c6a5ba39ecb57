import { whyUnusable } from '@latchkey/tokens/life'
import type { Reader, Writer } from '../database/database.ts'
import { lockForWrite } from '../database/lock-for-write.ts'
import type { Caller, Principal } from './principal.ts'
import { readAccountRights, readRights } from './read-rights.ts'

/**
 * Who has set something up that is done later.
 *
 * A session ends long before, so that its account is the author; any other token is the author itself, and what it set up
 * fails once it is revoked.
 */
export type Author =
  | { readonly kind: 'account'; readonly id: string; readonly tokenId: string; readonly secretVersion: number }
  | { readonly kind: 'token'; readonly id: string }

/** The author that a caller is. */
export function authorOf({ kind, accountId, tokenId, secretVersion }: Principal): Author {
  if (kind === 'session' && accountId !== null) return { kind: 'account', id: accountId, tokenId, secretVersion }
  return { kind: 'token', id: tokenId }
}

/**
 * Holds what gives an author its rights in a space until the transaction ends, as `holdRights` does for a request, and then
 * reads them.
 *
 * Null when it has none left: suspended, revoked, expired, gone.
 */
export async function holdAuthor(
  tx: Writer,
  author: Author,
  spaceId: string,
  now: number,
  mode: 'share' | 'update',
): Promise<Caller | null> {
  const rows =
    author.kind === 'account'
      ? { tokenId: null, accountId: author.id }
      : { tokenId: author.id, accountId: await readAccountOf(tx, author.id) }
  const held = await lockForWrite(tx, { ...rows, spaceId }, mode)
  return held === null ? null : readAuthor(tx, author, spaceId, now)
}

async function readAccountOf(db: Reader, tokenId: string): Promise<string | null> {
  const token = await db.selectFrom('tokens').select('account_id').where('id', '=', tokenId).executeTakeFirst()
  return token?.account_id ?? null
}

/** The rights that an author has in a space now; null when it has none left: suspended, revoked, expired, gone. */
export async function readAuthor(db: Reader, author: Author, spaceId: string, now: number): Promise<Caller | null> {
  if (author.kind === 'account') return readAccountRights(db, author, spaceId)
  const token = await db.selectFrom('tokens').selectAll().where('id', '=', author.id).executeTakeFirst()
  if (token === undefined) return null
  const life = { state: token.state, expiresAt: token.expires_at, deleted: token.deleted_at !== null }
  if (whyUnusable(life, now) !== null) return null
  return readRights(db, token, spaceId)
}
