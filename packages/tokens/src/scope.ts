/** How much an operation does. */
export type Access = 'read' | 'write' | 'publish'

/** What a scope needs to know of an operation: `{ id: 'entries.publish', access: 'publish', tags: ['cli'], resource: 'entries' }`. */
export interface OperationFacts {
  readonly id: string
  readonly access: Access
  readonly tags: readonly string[]
  readonly resource: string
}

/** The same with the action that the operation performs: `content.publish`. */
export interface ActionFacts extends OperationFacts {
  readonly action: string
}

/**
 * What a personal token may be used for, fixed when it is made.
 *
 * `all`, `read` and `cli` follow the catalogue, also where it grows; `custom` is a frozen list of operation ids;
 * `resources` gives a level for each resource: publish implies write, write implies read.
 */
export type Scope =
  | { readonly form: 'all' }
  | { readonly form: 'read' }
  | { readonly form: 'cli' }
  | { readonly form: 'custom'; readonly operations: readonly string[] }
  | { readonly form: 'resources'; readonly resources: Readonly<Record<string, Access>> }

/** The tag of the operation by which a token asks about itself: open to every valid token, whatever its scope and spaces. */
export const ownValidation = 'own-validation'

/** Commands for these need a login, so that no `cli` scope opens them, whatever their tags say. */
export const resourcesOutsideCli: readonly string[] = [
  'tokens',
  'account-tokens',
  'oauth',
  'installation-tokens',
  'session',
  'account-sessions',
  'account-factors',
  'members',
  'users',
  'roles',
  'organizations',
  'organization-members',
  'organization-spaces',
  'organization-invitations',
  'invitations',
  'account-invitations',
  'sso',
  'sso-identities',
  'organization-domains',
  'token-policy',
  'token-approvals',
]

const rank: Readonly<Record<Access, number>> = { read: 1, write: 2, publish: 3 }

/** Whether the scope opens the operation. */
export function scopeAllows(scope: Scope, operation: OperationFacts): boolean {
  if (operation.tags.includes(ownValidation)) return true
  switch (scope.form) {
    case 'all':
      return true
    case 'read':
      return operation.access === 'read'
    case 'cli':
      return operation.tags.includes('cli') && !resourcesOutsideCli.includes(operation.resource)
    case 'custom':
      return scope.operations.includes(operation.id)
    case 'resources':
      return rank[operation.access] <= levelOf(scope.resources, operation.resource)
  }
}

/**
 * Whether the scope opens an action that a request performs on the side, such as `content.publish` by a PATCH of `entries`.
 *
 * It does when it opens one of the resource's own operations for that action; a right to publish assets publishes no entry.
 */
export function scopeAllowsAction(
  scope: Scope,
  operations: readonly ActionFacts[],
  action: string,
  resource: string,
): boolean {
  return operations.some(
    (operation) => operation.action === action && operation.resource === resource && scopeAllows(scope, operation),
  )
}

/**
 * Whether no operation, of today or added later, is open to `child` and closed to `maker`.
 *
 * Conservative: a scope that follows the catalogue is covered only by one that follows at least as much of it.
 * `operations` is the catalogue of today; what it does not list is not covered.
 */
export function scopeCovers(maker: Scope, child: Scope, operations: readonly OperationFacts[]): boolean {
  if (maker.form === 'all') return true
  switch (child.form) {
    case 'all':
    case 'read':
    case 'cli':
      return maker.form === child.form
    case 'custom':
      return child.operations.every((id) =>
        operations.some((operation) => operation.id === id && scopeAllows(maker, operation)),
      )
    case 'resources':
      return Object.entries(child.resources).every(([resource, level]) => followsResource(maker, resource, level))
  }
}

/** Whether the scope opens a resource up to the level, whatever operations it may gain. */
function followsResource(scope: Scope, resource: string, level: Access): boolean {
  if (scope.form === 'resources') return rank[level] <= levelOf(scope.resources, resource)
  return scope.form === 'read' && level === 'read'
}

/** Own keys only: a resource named `constructor` finds no inherited level. */
function levelOf(resources: Readonly<Record<string, Access>>, resource: string): number {
  const level = Object.hasOwn(resources, resource) ? resources[resource] : undefined
  return level === undefined ? 0 : rank[level]
}
