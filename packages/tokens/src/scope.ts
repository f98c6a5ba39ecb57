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

/** Where a personal token may be used: everywhere its account is, also later; in the spaces it owns; or in those listed, by id. */
export type Spaces = 'all' | 'owned' | readonly string[]

/** Commands for these need a login, so that no `cli` scope opens them, whatever the tags say. */
export const resourcesOutsideCli: readonly string[] = [
  'tokens',
  'sessions',
  'members',
  'users',
  'roles',
  'organizations',
]
