import { operations } from '@latchkey/contract/operations'
import { problems } from '@latchkey/contract/problems'
import { compile } from '@latchkey/policy/compile'
import type { Grant } from '@latchkey/policy/grant'
import { coversAll } from '@latchkey/policy/layers'
import type { SpaceName } from '@latchkey/policy/request'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import { holdCallerIn } from '../../pipeline/caller-in.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import { ceilingOf, callOutsideScope } from './rules.ts'
import { assertWithinNetworks } from './terms.ts'

/** What a token of a space would open, as far as somebody's own rights have to cover it. */
export interface Child {
  readonly kind: TokenKind
  readonly mode: ManagementMode | null
  /** The lists that narrow it, each with the place in the request that named it; null: it was bound before. */
  readonly lists: readonly { readonly pointer: '/role' | '/grants' | null; readonly grants: readonly Grant[] }[]
  /** Null: every space, now and later; for that, everything in the installation is compared. */
  readonly spaces: readonly SpaceName[] | null
  /** UTC milliseconds; null: never. */
  readonly expiresAt: number | null
  /** Null: from anywhere. */
  readonly networks: readonly string[] | null
}

type MakerContext = Pick<Context, 'caller' | 'db'>

/**
 * Law 12: nobody hands out more than he has. Compares a token with the rights of who makes, changes, resumes or reveals
 * it: scope, expiry, networks, and in each of its spaces every allow, under the ceiling of its kind.
 */
export async function assertCovered(context: MakerContext, child: Child): Promise<void> {
  assertOutlives(context.caller, child.expiresAt)
  assertWithinNetworks(context.caller, child.networks)
  assertInScope(context.caller, child)
  if (child.spaces === null) assertRights(context.caller, child, null)
  for (const space of child.spaces ?? []) assertRights(await callerIn(context, space), child, space)
}

/** The caller with its rights in another space, read and held in this transaction. */
export async function callerIn({ caller, db }: MakerContext, other: SpaceName): Promise<Caller> {
  const there = await holdCallerIn(db, caller, other.id)
  if (there === null) throw exceeds(`You have no rights in the space ${other.slug}.`)
  return there
}

/** A token never outlives the token that makes it. A session is the account itself, which goes on. */
function assertOutlives({ principal }: Caller, expiresAt: number | null): void {
  if (principal.kind === 'session' || principal.expiresAt === null) return
  if (expiresAt !== null && expiresAt <= principal.expiresAt) return
  throw exceeds('It would be valid for longer than the token that makes it.', '/expires_at')
}

function assertInScope({ scope }: Caller, { kind, mode, lists }: Child): void {
  if (scope === null) return
  const grants = lists.length > 0 ? lists.map((list) => list.grants) : [kinds[kind].ceiling ?? []]
  const outside = callOutsideScope(scope, { kind, mode, lists: grants }, operations)
  if (outside !== null) throw exceeds(`It could call ${outside}, which the scope of your token does not have.`)
}

function assertRights({ layers }: Caller, { kind, mode, lists }: Child, space: SpaceName | null): void {
  const bound = space === null ? undefined : { spaces: [space] }
  const ceiling = ceilingOf(kind, mode, operations)
  const compared = lists.length > 0 ? lists : [{ pointer: null, grants: ceiling ?? [] }]
  for (const { pointer, grants } of compared) {
    const coverage = coversAll(layers, compile(grants, bound), ceiling === null ? undefined : compile(ceiling, bound))
    if (coverage.covered) continue
    const offending = grants[coverage.offending]
    const words = offending ? grantInWords(offending) : 'everything that its kind may'
    throw exceeds(
      `You cannot do yourself ${space === null ? 'everywhere' : `in ${space.slug}`} what it would: ${words}.`,
      pointer === '/grants' ? `/grants/${coverage.offending}` : pointer,
    )
  }
}

function exceeds(detail: string, pointer: string | null = null): Refusal {
  return refuse(problems.exceedsMaker, detail, pointer === null ? {} : { errors: [{ pointer, detail }] })
}
