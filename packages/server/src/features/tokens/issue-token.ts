import { problems } from '@latchkey/contract/problems'
import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'
import type { BranchScope } from '@latchkey/tokens/branch-scope'
import { hashSecret } from '@latchkey/tokens/hash'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import { begin } from '@latchkey/tokens/life'
import type { ManagementMode } from '@latchkey/tokens/modes'
import { keepsSealedCopy } from '@latchkey/tokens/readable-again'
import type { Scope } from '@latchkey/tokens/scope'
import { seal } from '@latchkey/tokens/seal'
import type { Secret } from '@latchkey/tokens/secret'
import { type IssuedToken, issue } from '@latchkey/tokens/text'
import type { Writer } from '../../database/database.ts'
import type { CreatorKind } from '../../database/schema.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { type StoredTerms, termColumns } from '../../pipeline/terms.ts'
import type { Services } from '../../services.ts'
import { mainAlone, putBranchScope } from './branch-scope.ts'
import { holdSlotOwner, occupySlot } from './occupy-slot.ts'
import { noTerms } from './terms.ts'

/** Everything that is decided about a token before it exists. */
export interface NewToken {
  /** From `services.nextSerial('token')`, asked before the transaction. */
  readonly serial: number
  readonly kind: TokenKind
  /** The space that it belongs to, also where it lists further ones; null for kinds tied to an account. */
  readonly spaceId: string | null
  /** The account whose live rights bind it; null for tokens that belong to a space. */
  readonly accountId: string | null
  readonly environmentId: string | null
  readonly roleId: string | null
  /** Null: it carries none of its own. */
  readonly grants: readonly Grant[] | null
  readonly scope: Scope | { readonly form: 'mode'; readonly mode: ManagementMode } | null
  readonly spaces: 'all' | 'owned' | 'listed' | 'one'
  /** With `listed`: the spaces, by id; otherwise empty. */
  readonly spaceIds: readonly string[]
  /** The releases as of which it reads, by id; absent for kinds that are tied to none. */
  readonly releaseIds?: readonly string[]
  readonly name: string
  readonly note: string
  /** UTC milliseconds; null: never. */
  readonly expiresAt: number | null
  /** How fast and from where it may be used; absent: without such terms. */
  readonly terms?: StoredTerms
  /** Absent: active. */
  readonly state?: 'active' | 'inactive'
  /** Branches by id, and aliases. Absent: of kinds that carry them, the branch `main` alone. */
  readonly branches?: BranchScope
  /** Null: nobody has; the space has it by itself. */
  readonly createdBy: { readonly kind: CreatorKind; readonly id: string } | null
  /** The identity at an organization's provider by which its maker had signed in; absent and null: by the account's own means. */
  readonly provenBy?: string | null
  /** False for sessions of the studio's cookie, which take no slot. Absent: as the kind's limit says. */
  readonly takesSlot?: false
}

/** A token that was just made. `text` is for the one answer that shows it, and for nothing else. */
export interface Issued {
  readonly row: TokenRow
  readonly text: Secret
}

/**
 * Makes a token: its row, its first secret, its spaces and its slot. Stored are a keyed hash and, for kinds that are
 * readable again, a sealed copy; never the secret.
 *
 * Refuses what has expired already, and what finds no slot. Where the pool says so, the oldest token ends in this
 * transaction instead. Whether the maker may make it is asked before, by the caller.
 */
export async function issueToken(tx: Writer, services: Services, token: NewToken, now: number): Promise<Issued> {
  if (!begin(token.state ?? 'active', token.expiresAt, now).ok) {
    throw refuse(problems.invalidBody, undefined, {
      errors: [{ pointer: '/expires_at', detail: 'It must lie in the future.' }],
    })
  }
  const issued = issue(token.kind, services.random)
  const row = rowOf(services, token, issued, now)
  if (token.takesSlot !== false) await holdSlotOwner(tx, row)
  await tx.insertInto('tokens').values(row).execute()
  await tx
    .insertInto('token_secrets')
    .values({ token_id: row.id, version: 1, created_at: now, retired_at: null, refused_at: null })
    .execute()
  if (token.spaces === 'listed') {
    await tx
      .insertInto('token_spaces')
      .values(token.spaceIds.map((space_id) => ({ token_id: row.id, space_id })))
      .execute()
  }
  if (kinds[token.kind].carriesBranches) await putBranchScope(tx, row.id, token.branches ?? mainAlone)
  const releases = (token.releaseIds ?? []).map((release_id) => ({ token_id: row.id, release_id }))
  if (releases.length > 0) await tx.insertInto('token_releases').values(releases).execute()
  if (token.takesSlot !== false) await occupySlot(tx, services.settings.limits, row, now)
  return { row, text: issued.text }
}

function rowOf({ ring, settings, random }: Services, token: NewToken, issued: IssuedToken, now: number): TokenRow {
  const { hash, keyId } = hashSecret(ring.current, issued)
  const sealed = keepsSealedCopy(kinds[token.kind], settings.reveal)
  return {
    id: issued.id,
    serial: token.serial,
    kind: token.kind,
    space_id: token.spaceId,
    environment_id: token.environmentId,
    role_id: token.roleId,
    account_id: token.accountId,
    proven_by: token.provenBy ?? null,
    spaces: token.spaces,
    name: token.name.normalize('NFC'),
    note: token.note.normalize('NFC'),
    grants: token.grants && JSON.stringify(printGrants(token.grants)),
    scope: token.scope && JSON.stringify(token.scope),
    state: token.state ?? 'active',
    expires_at: token.expiresAt,
    revoked_at: null,
    deleted_at: null,
    ...termColumns(token.terms ?? noTerms),
    version: 1,
    secret_version: 1,
    secret_hash: hash,
    secret_key_id: keyId,
    secret_sealed: sealed ? seal(ring.current, issued, random) : null,
    previous_hash: null,
    previous_key_id: null,
    previous_until: null,
    created_by_kind: token.createdBy?.kind ?? null,
    created_by_id: token.createdBy?.id ?? null,
    created_at: now,
    updated_at: now,
  }
}
