import type { showPersonalToken } from '@latchkey/contract/account/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { idOf, idOfToken } from '../identifiers.ts'
import { scopesOf } from './scope.ts'

export type Token = ResultOf<typeof showPersonalToken>

/** Whose a token is, in the vendor's words. */
export interface TokenOwner {
  readonly ownerId: string
  readonly ownerType: 'user' | 'application'
}

/** Who may have made tokens: the caller's account, and tokens of it by their ids, as far as they can be told. */
export interface Creators {
  readonly account: { readonly id: string; readonly serial: number; readonly name: string }
  readonly tokens: ReadonlyMap<string, string>
}

/** A token as the vendor shows it; its secret is added by the one answer that has it. */
export function tokenOf(token: Token, owner: TokenOwner, creators: Creators) {
  return { ...describedToken(token), ...owner, ...creatorOf(token.created_by, creators) }
}

/** What of a token it says itself. */
export function describedToken(token: Token) {
  const id = idOfToken(token.id)
  return {
    id,
    apiTokenId: id,
    name: token.name,
    description: token.description,
    creationDate: token.created_at,
    lastUpdated: token.updated_at,
    ...(token.expires_at !== null && { expirationDate: token.expires_at }),
    scope: token.mode === null ? scopesOf(token.scope) : [modeScopes[token.mode]],
    // What has ended is refused like what is paused; only deleting takes it off the list.
    status: token.state === 'active' ? 'active' : 'inactive',
  }
}

/** What the modes of management tokens are to an application; the vendor has no scope that writes and does not read. */
const modeScopes = {
  read: 'all.Application.read',
  write: 'all.Application.write',
  'read-write': 'all.Application',
} as const

/** The token that a token was made by; null where an account has made it. */
export function makingToken({ created_by: by }: Pick<Token, 'created_by'>): string | null {
  return by.startsWith('token:') ? by.slice('token:'.length) : null
}

function creatorOf(createdBy: string, { account, tokens }: Creators) {
  const token = makingToken({ created_by: createdBy })
  if (token !== null) {
    const creatorName = tokens.get(token)
    return { creatorId: idOfToken(token), creatorType: 'apiToken', ...(creatorName !== undefined && { creatorName }) }
  }
  if (createdBy !== `account:${account.id}`) return { creatorType: 'user' }
  return { creatorId: idOf(account.serial), creatorType: 'user', creatorName: account.name }
}
