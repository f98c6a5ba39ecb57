import { showPersonalToken } from '@latchkey/contract/account/operations'
import { showInstallationToken } from '@latchkey/contract/installation-tokens/operations'
import type { Introspection } from '@latchkey/contract/oauth/operations'
import type { Static } from '@latchkey/contract/schema'
import { inInstallation, inSpace } from '@latchkey/contract/target'
import { showToken } from '@latchkey/contract/tokens/operations'
import type { Scope } from '@latchkey/tokens/scope'
import type { Reader } from '../../database/database.ts'
import { decideElsewhere, readCallerIn } from '../../pipeline/caller-in.ts'
import { findByText } from '../../pipeline/find-by-text.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { readRights, storedScope, type TokenRow } from '../../pipeline/read-rights.ts'
import { ofInstallation, readToken, type TokenRecord } from '../tokens/queries.ts'
import { ownerOf, stateOf } from '../tokens/render.ts'

type Answer = Static<typeof Introspection>
type IntrospectContext = Pick<Context<unknown>, 'db' | 'caller' | 'services' | 'now'>

const inactive: Answer = { active: false }

/** What a token is, to who may read its record; to everybody else, and of one that opens nothing, no more than that. */
export async function introspect({ db, caller, services, now }: IntrospectContext, text: string): Promise<Answer> {
  const found = await findByText(db, services.ring, text, now)
  if (found === null || found.held.is !== 'live' || !(await isActive(db, found.token, now))) return inactive
  const known = await readKnown(db, caller, found.token)
  return known ? describe(known, found.held.until) : inactive
}

/** Whether a request with it as its bearer would be let in. The text of the studio's cookie is no bearer. */
async function isActive(db: Reader, token: TokenRow, now: number): Promise<boolean> {
  if (stateOf(token, now) !== 'active' || token.deleted_at !== null) return false
  const rights = await readRights(db, token, token.space_id)
  return rights?.principal.via === 'bearer'
}

/** The record, where the caller may read it as by the call that shows it. */
async function readKnown(db: Reader, caller: Caller, { id, kind, space_id, account_id }: TokenRow) {
  if (space_id !== null) {
    const record = await readToken(db, { spaceId: space_id }, id)
    const there = await readCallerIn(db, caller, space_id)
    return record && there && mayReadIn(there, record) ? record : null
  }
  if (account_id === null) {
    const record = await readToken(db, ofInstallation, id)
    return record && mayReadInInstallation(caller, record) ? record : null
  }
  if (account_id !== caller.principal.accountId) return null
  if (kind !== 'personal' && kind !== 'session') return null
  const target = { area: 'profile', space: null, id } as const
  const question = { operation: showPersonalToken, reference: inInstallation('profile'), target }
  return decideElsewhere(caller, question) && readToken(db, { accountId: account_id, kind }, id)
}

function mayReadIn(there: Caller, record: TokenRecord): boolean {
  const target = { area: 'tokens', space: there.space, id: record.id, creator: ownerOf(record) } as const
  const reference = inSpace('tokens', there.space?.id ?? '', record.id)
  return decideElsewhere(there, { operation: showToken, reference, target }) !== null
}

function mayReadInInstallation(caller: Caller, record: TokenRecord): boolean {
  const target = { area: 'tokens', space: null, id: record.id, creator: ownerOf(record) } as const
  const reference = inInstallation('tokens', record.id)
  return decideElsewhere(caller, { operation: showInstallationToken, reference, target }) !== null
}

function describe(token: TokenRecord, until: number | null): Answer {
  const scope = scopeOf(storedScope(token))
  return {
    active: true,
    token_type: 'Bearer',
    jti: token.id,
    client_id: token.id,
    sub: token.account_id === null ? `token:${token.id}` : `account:${token.account_id}`,
    ...(scope !== null && { scope }),
    iat: Math.floor(token.created_at / 1000),
    ...(until !== null && { exp: Math.floor(until / 1000) }),
    kind: token.kind,
    name: token.name,
    ...(token.space_slug !== null && { space: token.space_slug }),
  }
}

/** A scope in words without spaces: `all`, `entries.list entries.show`, `entries:publish assets:read`. */
function scopeOf({ scope, mode }: { readonly scope: Scope | null; readonly mode: string | null }): string | null {
  if (scope === null) return mode
  switch (scope.form) {
    case 'custom':
      return scope.operations.join(' ')
    case 'resources':
      return Object.entries(scope.resources)
        .map(([resource, level]) => `${resource}:${level}`)
        .join(' ')
    default:
      return scope.form
  }
}
