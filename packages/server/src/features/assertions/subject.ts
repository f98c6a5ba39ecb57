import { operations } from '@latchkey/contract/operations'
import type { Assertion } from '@latchkey/policy/assertion'
import { compile } from '@latchkey/policy/compile'
import type { Grant } from '@latchkey/policy/grant'
import { judgeAssertion, type Verdict } from '@latchkey/policy/holds'
import type { Layer } from '@latchkey/policy/layers'
import type { SpaceName } from '@latchkey/policy/request'
import type { TokenKind } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import type { Reader } from '../../database/database.ts'
import { readRights, storedGrants, storedScope } from '../../pipeline/read-rights.ts'
import { ceilingOf, mayCallFor } from '../tokens/rules.ts'
import type { Holder } from './queries.ts'

/** What an assertion is about: the limits of a token or a role, as they decide about requests now. */
export interface Subject {
  readonly holder: Holder
  readonly name: string
  readonly layers: readonly Layer[]
  /** The spaces that it may reach at all. */
  readonly spaces: readonly SpaceName[]
  /** The role that is bound to a token; null for none, and for a role itself. */
  readonly roleId: string | null
  /** Which calls a token may make; null for a role. */
  readonly calls: { readonly kind: TokenKind; readonly mode: ManagementMode | null } | null
}

const nothing: Layer = { name: 'grants', policy: compile([]), proposes: false }

/** The subject as it stands in this transaction; null when it is gone. */
export function readSubject(db: Reader, { is, id }: Holder): Promise<Subject | null> {
  return is === 'token' ? readToken(db, id) : readRole(db, id)
}

/** A token by the very layers that requests are decided by. Whether it is paused plays no part: pausing ends no promise. */
async function readToken(db: Reader, id: string): Promise<Subject | null> {
  const token = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
  if (token === undefined || token.space_id === null) return null
  const listed = db.selectFrom('token_spaces').select('space_id').where('token_id', '=', id)
  const spaces = await db
    .selectFrom('spaces')
    .select(['id', 'slug'])
    .where('state', '=', 'active')
    .where((eb) => (token.spaces === 'listed' ? eb('id', 'in', listed) : eb('id', '=', token.space_id)))
    .execute()
  const rights = await readRights(db, token, token.space_id)
  const { mode } = storedScope(token)
  const ceiling = mode === null ? null : ceilingOf(token.kind, mode, operations)
  return {
    holder: { is: 'token', id },
    name: token.name,
    layers: [...(rights?.layers ?? [nothing]), ...(ceiling === null ? [] : [modeLayer(ceiling, spaces)])],
    spaces,
    roleId: token.role_id,
    calls: { kind: token.kind, mode },
  }
}

function modeLayer(ceiling: readonly Grant[], spaces: readonly SpaceName[]): Layer {
  return { name: 'scope', policy: compile(ceiling, { spaces }), proposes: false }
}

async function readRole(db: Reader, id: string): Promise<Subject | null> {
  const role = await db
    .selectFrom('roles')
    .innerJoin('spaces', 'spaces.id', 'roles.space_id')
    .select(['roles.name', 'roles.grants', 'spaces.id', 'spaces.slug'])
    .where('roles.id', '=', id)
    .executeTakeFirst()
  if (role === undefined) return null
  const space = { id: role.id, slug: role.slug }
  const policy = compile(storedGrants(role.grants), { spaces: [space] })
  return {
    holder: { is: 'role', id },
    name: role.name,
    layers: [{ name: 'role', policy, proposes: true }],
    spaces: [space],
    roleId: null,
    calls: null,
  }
}

export type Standing = Verdict | { readonly is: 'uncallable'; readonly action: string }

/** Whether a claim holds for a subject. That something is always possible takes a call for it, too. */
export function judge(claim: Assertion, { layers, spaces, calls }: Subject): Standing {
  if (claim.effect === 'always' && calls !== null) {
    const action = claim.actions.find((each) => !mayCallFor(calls.kind, calls.mode, each, operations))
    if (action !== undefined) return { is: 'uncallable', action }
  }
  return judgeAssertion(claim, layers, spaces)
}
