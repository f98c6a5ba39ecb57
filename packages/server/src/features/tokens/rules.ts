import type { ProblemIssue } from '@latchkey/contract/problem'
import type { Operation } from '@latchkey/contract/operation'
import type { Grant } from '@latchkey/policy/grant'
import { type Editable, type KindRow, kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { Standing } from '@latchkey/tokens/makers'
import { type ManagementMode, modeAllows } from '@latchkey/tokens/modes'
import { type Scope, scopeAllows } from '@latchkey/tokens/scope'

/** What of a new token's description depends on its kind. */
export interface KindChoices {
  readonly environment?: string
  readonly role?: string
  readonly grants?: unknown
  readonly mode?: ManagementMode
  readonly spaces?: readonly string[]
  readonly branches?: unknown
  readonly aliases?: unknown
  readonly releases?: readonly string[]
  readonly rate_limit?: unknown
  readonly allowed_networks?: unknown
  readonly allowed_origins?: unknown
  readonly cache_ttl?: unknown
}

/** What a kind's row says about such a description: each choice that it does not carry, each that it needs. */
export function faultsOfChoices(kind: TokenKind, choices: KindChoices): ProblemIssue[] {
  const row = kinds[kind]
  const carried: Readonly<Record<keyof KindChoices, boolean>> = {
    environment: row.needsEnvironment !== 'none',
    role: row.carriesRole,
    grants: row.carriesGrants,
    mode: row.modes !== null,
    spaces: row.tiedTo === 'spaces-or-installation',
    branches: row.carriesBranches,
    aliases: row.carriesBranches,
    releases: row.needsReleases,
    rate_limit: row.editable.includes('rate-limit'),
    allowed_networks: row.editable.includes('networks'),
    allowed_origins: row.editable.includes('origins'),
    cache_ttl: row.carriesCacheTtl,
  }
  const foreign = Object.entries(carried)
    .filter(([name, isCarried]) => !isCarried && isSent(choices, name))
    .map(([name]) => ({ pointer: `/${name}`, detail: `A ${kind} token has no ${name}.` }))
  const required = [
    ...(needsGrants(row) ? [['grants', 'may do what their grants say'] as const] : []),
    ...(row.needsReleases ? [['releases', 'read as of releases'] as const] : []),
  ]
  const missing = required
    .filter(([name]) => choices[name] === undefined)
    .map(([name, why]) => ({ pointer: `/${name}`, detail: `This is required: tokens of the kind ${kind} ${why}.` }))
  return [...foreign, ...missing]
}

/** Nothing but its own grants says what such a token may do. */
function needsGrants({ carriesGrants, ceiling }: KindRow): boolean {
  return carriesGrants && ceiling === null
}

/** What a change may name, and what the table of kinds calls it. */
const changes = {
  name: 'name',
  description: 'description',
  grants: 'grants',
  branches: 'branches',
  aliases: 'branches',
  rate_limit: 'rate-limit',
  allowed_networks: 'networks',
  allowed_origins: 'origins',
  cache_ttl: 'cache-ttl',
} as const satisfies Readonly<Record<string, Editable>>

/** What of a change is fixed for life in tokens of the kind. */
export function faultsOfChange(
  kind: TokenKind,
  change: Partial<Readonly<Record<keyof typeof changes, unknown>>>,
): ProblemIssue[] {
  return Object.entries(changes)
    .filter(([name, editable]) => !kinds[kind].editable.includes(editable) && isSent(change, name))
    .map(([name]) => ({ pointer: `/${name}`, detail: `The ${name} of a ${kind} token cannot be changed.` }))
}

function isSent(body: object, name: string): boolean {
  return Object.entries(body).some(([sent, value]) => sent === name && value !== undefined)
}

/** Why a role cannot be bound to a token of the kind; null when it can. */
export function faultOfRole(kind: TokenKind, role: { readonly builtin: string | null }): string | null {
  if (role.builtin !== 'administrator' || kinds[kind].bindableAdministrator) return null
  return 'The Administrator role cannot be bound to a token: it may do everything, now and later. Bind a narrower role.'
}

/** What an account is in a space, from what is recorded there. */
export function standingsOf(account: {
  readonly owner: boolean
  readonly installationAdministrator: boolean
  /** `builtin` of each of its roles; null for a role of the space's own. */
  readonly roles: readonly (('administrator' | 'developer' | 'editor' | 'viewer') | null)[]
}): Standing[] {
  return [
    ...(account.owner ? (['owner'] as const) : []),
    // Who administers the installation administers every space in it.
    ...(account.installationAdministrator ? (['administrator', 'installation-administrator'] as const) : []),
    ...account.roles.map((builtin) => builtin ?? ('custom-role' as const)),
  ]
}

/** Who may make tokens of a kind, in words: `owner or administrator`. */
export function makersInWords(kind: TokenKind): string {
  const standings = kinds[kind].makers.flatMap((maker) => (maker.reach === 'installation' ? [] : maker.standings))
  return [...new Set(standings)].join(' or ').replaceAll('-', ' ')
}

/** The ceiling of a kind as far as a mode opens it; null where the kind has none. */
export function ceilingOf(
  kind: TokenKind,
  mode: ManagementMode | null,
  operations: readonly Operation[],
): readonly Grant[] | null {
  const { ceiling } = kinds[kind]
  if (ceiling === null || mode === null) return ceiling
  const open = new Set(reachable(kind, mode, operations).map((operation) => operation.guard?.action.name))
  return ceiling
    .map((grant) => ({ ...grant, actions: grant.actions.filter((action) => open.has(action)) }))
    .filter((grant) => grant.actions.length > 0)
}

/**
 * The call that a new token could make and its maker's scope could not, by its id; null when there is none. Of what later
 * versions add, `*` in a token's grants follows the actions: only the scope `all` does so too.
 *
 * `lists`: the grant lists that narrow the token, each of which has to allow.
 */
export function callOutsideScope(
  scope: Scope,
  child: {
    readonly kind: TokenKind
    readonly mode: ManagementMode | null
    readonly lists: readonly (readonly Grant[])[]
  },
  operations: readonly Operation[],
): string | null {
  if (scope.form === 'all') return null
  const follows = kinds[child.kind].ceiling === null && child.lists.every((list) => allows(list, '*'))
  if (follows) return 'what is added later'
  const outside = reachable(child.kind, child.mode, operations).find((operation) => {
    const action = operation.guard?.action.name ?? ''
    const { id, access, tags = [], resource } = operation
    return child.lists.every((list) => allows(list, action)) && !scopeAllows(scope, { id, access, tags, resource })
  })
  return outside?.id ?? null
}

/** Whether any call for an action is open to tokens of the kind and mode. */
export function mayCallFor(
  kind: TokenKind,
  mode: ManagementMode | null,
  action: string,
  operations: readonly Operation[],
): boolean {
  return reachable(kind, mode, operations).some(({ guard }) => guard?.action.name === action)
}

function reachable(kind: TokenKind, mode: ManagementMode | null, operations: readonly Operation[]): Operation[] {
  return operations.filter(
    ({ callers, access }) =>
      callers !== 'anyone' && callers.includes(kind) && (mode === null || modeAllows(mode, access)),
  )
}

function allows(grants: readonly Grant[], action: string): boolean {
  return grants.some(({ effect, actions }) => effect === 'allow' && (actions.includes('*') || actions.includes(action)))
}
