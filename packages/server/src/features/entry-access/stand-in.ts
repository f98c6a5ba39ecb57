import { compile } from '@latchkey/policy/compile'
import { mayRead } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { readAccountRights, readRights, storedGrants } from '../../pipeline/read-rights.ts'
import { readMemberRoles } from '../members/queries.ts'
import { type Holder, idOf } from './holders.ts'

/** Somebody who is asked about, as the caller that it would be, and which of its layers the asker may be told of. */
export interface StandIn {
  readonly caller: Caller
  readonly told: (layer: string) => boolean
}

/** Null for one that opens nothing any more: its environment is gone, its account suspended. */
export async function standIn(context: Context, holder: Holder): Promise<StandIn | null> {
  const { db, space, caller: asker } = context
  const mayReadRole = (id: string) => mayRead(asker, { area: 'roles', space, id })
  if (holder.is === 'token') {
    const { row } = holder
    const caller = await readRights(db, row, space.id)
    const tellsRole = row.role_id !== null && mayReadRole(row.role_id)
    return caller && { caller, told: (layer) => layer === 'grants' || (layer === 'role' && tellsRole) }
  }
  if (holder.is === 'role') return { caller: asRole(asker, holder.row), told: () => true }
  const account = { id: idOf(holder), tokenId: asker.principal.tokenId, secretVersion: 0 }
  const caller = await readAccountRights(db, account, space.id)
  const roles = await readMemberRoles(db, space.id, account.id)
  const tellsRoles = roles.every(({ id }) => mayReadRole(id))
  return caller && { caller, told: () => tellsRoles }
}

/** A member who has one role and nothing else, and who has made none of what he is asked about. */
function asRole(asker: Caller, { id, grants }: { readonly id: string; readonly grants: string }): Caller {
  const spaces = asker.space === null ? [] : [asker.space]
  return {
    ...asker,
    principal: { ...asker.principal, kind: 'session', name: `role:${id}` },
    layers: [{ name: 'role', policy: compile(storedGrants(grants), { spaces }), proposes: true }],
    scope: null,
    mode: null,
    outside: false,
    barred: null,
  }
}
