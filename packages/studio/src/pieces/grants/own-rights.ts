import { compile, type Policy } from '@latchkey/policy/compile'
import { covers } from '@latchkey/policy/covers'
import { mayEver } from '@latchkey/policy/decide'
import type { Grant } from '@latchkey/policy/grant'
import type { SpaceName } from '@latchkey/policy/request'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import { mayMake, type Standing } from '@latchkey/tokens/makers'
import { type ManagementMode, modeAllows } from '@latchkey/tokens/modes'
import type { Catalogue, Member, Role } from '../../api/answers.ts'

/** What somebody may do in a space, as far as it can be known beforehand; the server judges again. */
export interface OwnRights {
  readonly space: SpaceName
  readonly standings: readonly Standing[]
  readonly policy: Policy
}

interface Person {
  readonly id: string
  readonly installation_administrator: boolean
}

const everything: Grant = { effect: 'allow', actions: ['*'], resources: ['*'] }

/** From what a person is in the space and what the roles there allow; null for who is neither its owner nor a member. */
export function ownRights(
  space: SpaceName & { readonly owner: string },
  person: Person,
  members: readonly Member[],
  roles: readonly Role[],
  ownsRelease: boolean,
): OwnRights | null {
  const bound = { spaces: [space] }
  const member = members.find(({ account }) => account === person.id)
  const own = roles.filter(({ id }) => member?.roles.some((each) => each.id === id))
  const standings: Standing[] = [
    ...(space.owner === person.id ? (['owner'] as const) : []),
    ...(person.installation_administrator ? (['administrator', 'installation-administrator'] as const) : []),
    ...(ownsRelease ? (['release-owner'] as const) : []),
    ...own.map(standingOf),
  ]
  if (space.owner === person.id || person.installation_administrator) {
    return { space, standings, policy: compile([everything], bound) }
  }
  return member === undefined
    ? null
    : {
        space,
        standings,
        policy: compile(
          own.flatMap((role) => role.grants),
          bound,
        ),
      }
}

const builtin = ['administrator', 'developer', 'editor', 'viewer'] as const

/** Built-in roles keep their names for ever. */
function standingOf(role: Role): Standing {
  const name = role.name.toLowerCase()
  return (role.builtin ? builtin.find((each) => each === name) : undefined) ?? 'custom-role'
}

/** Whether the person may make tokens of a kind; otherwise why not. */
export function makesKind({ standings, policy, space }: OwnRights, kind: TokenKind): 'yes' | 'standing' | 'action' {
  const { makers, tiedTo } = kinds[kind]
  if (tiedTo === 'account') return 'yes'
  const holds = (action: string) => mayEver(policy, action, { area: 'tokens', space })
  if (mayMake(makers, { standings, holds }, 'space')) return 'yes'
  return mayMake(makers, { standings, holds: () => true }, 'space') ? 'action' : 'standing'
}

/** The first grant that goes beyond the person's own rights; null when none does. */
export function grantBeyond({ policy, space }: OwnRights, grants: readonly Grant[], ceiling?: readonly Grant[] | null) {
  const bound = { spaces: [space] }
  const coverage = covers(policy, compile(grants, bound), ceiling ? compile(ceiling, bound) : undefined)
  return coverage.covered ? null : (grants[coverage.offending] ?? null)
}

/** Whether the person may perform an action on anything of the space. */
export function holdsAction({ policy, space }: OwnRights, action: string): boolean {
  return action === '*' || mayEver(policy, action, { area: action.split('.', 1)[0] ?? '', space })
}

/** The most that a token of the kind would open, as far as a mode lets it; null where its kind has no such limit. */
export function ceilingOf(kind: TokenKind, mode: ManagementMode | null, { operations }: Catalogue) {
  const { ceiling } = kinds[kind]
  if (ceiling === null || mode === null) return ceiling
  const open = new Set(
    operations
      .filter(({ callers, access }) => callers.includes(kind) && modeAllows(mode, access))
      .map(({ action }) => action),
  )
  return ceiling
    .map((grant) => ({ ...grant, actions: grant.actions.filter((action) => open.has(action)) }))
    .filter(({ actions }) => actions.length > 0)
}
