import type { BranchScope } from '@latchkey/tokens/branch-scope'
import { kinds } from '@latchkey/tokens/kinds'
import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'
import type { SpaceName } from '@latchkey/policy/request'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { takeTurns } from '../../database/lock-for-write.ts'
import type { StoredHash } from '@latchkey/tokens/hash'
import { branchScopeOf } from '../../pipeline/read-branches.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { type StoredTerms, termColumns } from '../../pipeline/terms.ts'
import { noteEnding } from '../../revocations/ending.ts'

/** A token with the names of what it is tied to. */
export interface TokenRecord extends TokenRow {
  readonly space_slug: string | null
  readonly environment_name: string | null
  readonly role_name: string | null
  /** The account behind the token that made it; null where an account made it, or a token of no account. */
  readonly maker_account_id: string | null
  readonly last_used_at: number | null
  /** When a retired secret of it was last refused; null: never. */
  readonly retired_used_at: number | null
  /** The spaces that it lists; empty unless `spaces` is `listed`. */
  readonly listed: readonly SpaceName[]
  /** The branches and aliases that it may name, both by their names; null for a kind that no branch narrows. */
  readonly branches: BranchScope | null
}

/** Which tokens a list is about. */
export type Holder =
  /** Those that belong to a space. */
  | { readonly spaceId: string }
  /** Those of the installation, which belong to nobody and reach every space. */
  | { readonly installation: true }
  /** Those of an account, of one kind; `liveAt` leaves out what has ended by then. */
  | { readonly accountId: string; readonly kind: 'personal' | 'session'; readonly liveAt?: number }

export const ofInstallation = { installation: true } as const satisfies Holder

/** One of the holder's tokens; null when there is none, or it was deleted. */
export async function readToken(db: Reader, holder: Holder, id: string): Promise<TokenRecord | null> {
  const found = await records(db, holder).where('tokens.id', '=', id).execute()
  const [record] = await withNames(db, found)
  return record ?? null
}

/** A part of a list. */
interface Slice {
  readonly where: Expression<SqlBool>
  readonly order: readonly Expression<unknown>[]
  readonly limit: number
  readonly offset: number
}

/** Those of the holder's tokens for which a condition holds, in an order: `limit` of them behind the first `offset`. */
export async function findTokens(
  db: Reader,
  holder: Holder,
  { where, order, limit, offset }: Slice,
): Promise<TokenRecord[]> {
  let query = records(db, holder).where(where).limit(limit).offset(offset)
  for (const key of order) query = query.orderBy(key)
  return withNames(db, await query.execute())
}

/** What can change of a token's record; undefined leaves a column as it is. */
export interface TokenChange {
  readonly name?: string | undefined
  readonly note?: string | undefined
  readonly grants?: readonly Grant[] | undefined
  readonly state?: 'active' | 'inactive'
  readonly terms?: StoredTerms | undefined
}

/** Changes a token's record and raises its version: what was decided by the old one is decided again. */
export async function changeToken(
  tx: Writer,
  token: TokenRow,
  { name, note, grants, state, terms }: TokenChange,
  now: number,
): Promise<void> {
  const change = {
    name: name?.normalize('NFC') ?? token.name,
    note: note?.normalize('NFC') ?? token.note,
    grants: grants === undefined ? token.grants : JSON.stringify(printGrants(grants)),
    state: state ?? token.state,
    ...(terms && termColumns(terms)),
  }
  await tx
    .updateTable('tokens')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('id', '=', token.id)
    .execute()
}

/** A new secret, and until when the one before works on. */
export interface NewSecret extends StoredHash {
  /** Null for tokens whose secret is not readable again. */
  readonly sealed: string | null
  readonly previousUntil: number
  readonly now: number
}

/** Puts a new secret in the place of the present one, which becomes the previous one; the one before that is forgotten. */
export async function replaceSecret(
  tx: Writer,
  { id, secret_version }: TokenRow,
  { hash, keyId, sealed, previousUntil, now }: NewSecret,
): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({
      previous_hash: sql`secret_hash`,
      previous_key_id: sql`secret_key_id`,
      previous_until: previousUntil,
      secret_hash: hash,
      secret_key_id: keyId,
      secret_sealed: sealed,
      secret_version: secret_version + 1,
      version: sql`version + 1`,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute()
  const versions = tx.updateTable('token_secrets').where('token_id', '=', id)
  // A third secret ends the first at once, whatever its grace was.
  await versions.set({ retired_at: now }).where('version', '<', secret_version).where('retired_at', '>', now).execute()
  await versions.set({ retired_at: previousUntil }).where('version', '=', secret_version).execute()
  await tx
    .insertInto('token_secrets')
    .values({ token_id: id, version: secret_version + 1, created_at: now, retired_at: null, refused_at: null })
    .execute()
  const ended = previousUntil > now ? secret_version - 1 : secret_version
  if (ended > 0) noteEnding(tx, { token: id, secretVersion: ended })
}

/**
 * Holds one of the holder's tokens, so that of two changes one waits for the other. After its turn, so that a token that
 * keeps writing cannot keep its own end waiting.
 */
export async function holdToken(tx: Writer, holder: Holder, tokenId: string): Promise<void> {
  await takeTurns(tx, [tokenId])
  await heldBy(tx, holder).select('tokens.id').where('tokens.id', '=', tokenId).forUpdate().execute()
}

/** A token that was made by a token. */
export interface MadeToken extends TokenRow {
  /** The account behind the token that made it; null where that has none. */
  readonly maker_account_id: string | null
}

/** What tokens have made, held in the order of the ids; what belongs to a space that is gone is left out. */
export async function holdMadeBy(tx: Writer, makerIds: readonly string[]): Promise<MadeToken[]> {
  const made = tx
    .selectFrom('tokens')
    .where('tokens.created_by_kind', '=', 'token')
    .where('tokens.created_by_id', 'in', makerIds)
    .where((eb) =>
      eb.or([
        eb('tokens.space_id', 'is', null),
        eb('tokens.space_id', 'in', eb.selectFrom('spaces').select('id').where('state', '=', 'active')),
      ]),
    )
  const found = made.select('tokens.id').orderBy('tokens.id')
  await takeTurns(
    tx,
    (await found.execute()).map(({ id }) => id),
  )
  await found.forUpdate().execute()
  return made
    .innerJoin('tokens as maker', 'maker.id', 'tokens.created_by_id')
    .selectAll('tokens')
    .select('maker.account_id as maker_account_id')
    .orderBy('tokens.id')
    .execute()
}

/** The tokens of a holder that were not deleted. */
export function heldBy(db: Reader, holder: Holder) {
  const query = db.selectFrom('tokens').where('tokens.deleted_at', 'is', null)
  if ('spaceId' in holder) return query.where('tokens.space_id', '=', holder.spaceId)
  if ('installation' in holder) return query.where('tokens.space_id', 'is', null).where('tokens.account_id', 'is', null)
  const { accountId, kind, liveAt } = holder
  const own = query.where('tokens.account_id', '=', accountId).where('tokens.kind', '=', kind)
  if (liveAt === undefined) return own
  return own
    .where('tokens.state', '<>', 'revoked')
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', liveAt)]))
}

/** When a token was last used; null: never. */
export const lastUsedAt = sql<
  number | null
>`(select max(used.last_used_at) from token_usage as used where used.token_id = tokens.id)`

function records(db: Reader, holder: Holder) {
  return heldBy(db, holder)
    .leftJoin('spaces as space', 'space.id', 'tokens.space_id')
    .leftJoin('environments as environment', (join) =>
      join.onRef('environment.space_id', '=', 'tokens.space_id').onRef('environment.id', '=', 'tokens.environment_id'),
    )
    .leftJoin('roles as role', 'role.id', 'tokens.role_id')
    .leftJoin('tokens as maker', (join) =>
      join.onRef('maker.id', '=', 'tokens.created_by_id').on('tokens.created_by_kind', '=', 'token'),
    )
    .selectAll('tokens')
    .select([
      'space.slug as space_slug',
      'environment.name as environment_name',
      'role.name as role_name',
      'maker.account_id as maker_account_id',
    ])
    .select(lastUsedAt.as('last_used_at'))
    .select((eb) =>
      eb
        .selectFrom('token_secrets')
        .select(({ fn }) => fn.max<number | null>('token_secrets.refused_at').as('refused_at'))
        .whereRef('token_secrets.token_id', '=', 'tokens.id')
        .as('retired_used_at'),
    )
}

async function withNames(
  db: Reader,
  found: readonly Omit<TokenRecord, 'listed' | 'branches'>[],
): Promise<TokenRecord[]> {
  const listing = await withListed(db, found)
  const ids = listing.filter(({ kind }) => kinds[kind].carriesBranches).map(({ id }) => id)
  if (ids.length === 0) return listing.map((each) => ({ ...each, branches: null }))
  const rows = await db
    .selectFrom('token_branches')
    .innerJoin('tokens', 'tokens.id', 'token_branches.token_id')
    .leftJoin('branches', (join) =>
      join
        .onRef('branches.space_id', '=', 'tokens.space_id')
        .onRef('branches.id', '=', 'token_branches.name')
        .on('token_branches.sort', '=', 'branch'),
    )
    .select(['token_branches.token_id', 'token_branches.sort', 'token_branches.name', 'branches.name as branch'])
    .where('token_branches.token_id', 'in', ids)
    .orderBy('token_branches.name')
    .execute()
  const byToken = Map.groupBy(rows, (row) => row.token_id)
  return listing.map((each) => {
    if (!kinds[each.kind].carriesBranches) return { ...each, branches: null }
    const named = (byToken.get(each.id) ?? []).map(({ sort, name, branch }) => ({ sort, name: branch ?? name }))
    return { ...each, branches: branchScopeOf(named) }
  })
}

async function withListed(
  db: Reader,
  found: readonly Omit<TokenRecord, 'listed' | 'branches'>[],
): Promise<Omit<TokenRecord, 'branches'>[]> {
  const ids = found.filter((each) => each.spaces === 'listed').map((each) => each.id)
  if (ids.length === 0) return found.map((each) => ({ ...each, listed: [] }))
  const rows = await db
    .selectFrom('token_spaces')
    .innerJoin('spaces', 'spaces.id', 'token_spaces.space_id')
    .select(['token_spaces.token_id', 'spaces.id', 'spaces.slug'])
    .where('token_spaces.token_id', 'in', ids)
    .where('spaces.state', '=', 'active')
    .orderBy('spaces.slug')
    .execute()
  const byToken = Map.groupBy(rows, (row) => row.token_id)
  return found.map((each) => ({
    ...each,
    listed: (byToken.get(each.id) ?? []).map(({ id, slug }) => ({ id, slug })),
  }))
}
