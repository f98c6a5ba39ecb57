import type { Reader } from '../../database/database.ts'
import type { Position } from '../../lib/page.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { type MemberRow, readMembers } from '../members/queries.ts'
import { readRoles, type RoleRow } from '../roles/queries.ts'
import { ownerOf } from '../tokens/render.ts'
import { readReachingTokens } from './queries.ts'

/** Somebody that may reach a space: a live token, a role, a member. */
export type Holder =
  | { readonly is: 'token'; readonly row: TokenRow }
  | { readonly is: 'role'; readonly row: RoleRow }
  | { readonly is: 'member'; readonly row: MemberRow }

/** Those that the asker may know of, in the order of the list, and how many others there are of each sort. */
export interface Holders {
  readonly known: readonly Holder[]
  readonly hidden: { readonly tokens: number; readonly roles: number; readonly members: number }
}

const ranks = { token: 0, role: 1, member: 2 } as const

/** Where a holder stands in the list: tokens, then roles, then members; each by its id. */
export function positionOf(holder: Holder): Position {
  return [ranks[holder.is], idOf(holder)]
}

export function idOf(holder: Holder): string {
  return holder.is === 'member' ? holder.row.account_id : holder.row.id
}

/** Whether a holder stands behind a position. */
export function isBehind(holder: Holder, [rank = 0, id = '']: Position): boolean {
  const own = ranks[holder.is]
  return own > Number(rank) || (own === rank && idOf(holder) > String(id))
}

/** A token that belongs to another space and reaches this one is nobody's here to know of. */
export async function readHolders(
  db: Reader,
  { caller, space, now }: { readonly caller: Caller; readonly space: SpaceFacts; readonly now: number },
): Promise<Holders> {
  const tokens = await readReachingTokens(db, space.id, now)
  const roles = await readRoles(db, space.id)
  const members = await readMembers(db, space.id)
  const knownTokens = tokens.filter(
    (row) => row.space_id === space.id && mayRead(caller, { area: 'tokens', space, id: row.id, creator: ownerOf(row) }),
  )
  const knownRoles = roles.filter(({ id }) => mayRead(caller, { area: 'roles', space, id }))
  const knownMembers = members.filter(({ account_id: id }) => mayRead(caller, { area: 'users', space, id }))
  const known: Holder[] = [
    ...knownTokens.map((row) => ({ is: 'token', row }) as const),
    ...knownRoles.map((row) => ({ is: 'role', row }) as const),
    ...knownMembers.map((row) => ({ is: 'member', row }) as const),
  ]
  return {
    known: known.toSorted((one, other) => (isBehind(one, positionOf(other)) ? 1 : -1)),
    hidden: {
      tokens: tokens.length - knownTokens.length,
      roles: roles.length - knownRoles.length,
      members: members.length - knownMembers.length,
    },
  }
}
