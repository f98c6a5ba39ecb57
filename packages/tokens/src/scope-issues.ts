import type { OperationFacts, Scope } from './scope.ts'

/** What is wrong with a scope that somebody asks for. */
export interface ScopeIssue {
  /** JSON pointer within the scope, such as `/operations/3`. */
  readonly pointer: string
  readonly detail: string
}

/**
 * Checks a new scope against the catalogue: `operations` are those of today that personal tokens may call.
 *
 * An unknown name is refused, never kept: it would open whatever is given that name one day. Empty means that nothing is wrong.
 */
export function scopeIssues(scope: Scope, operations: readonly OperationFacts[]): readonly ScopeIssue[] {
  switch (scope.form) {
    case 'all':
    case 'read':
    case 'cli':
      return []
    case 'custom':
      return customIssues(scope.operations, operations)
    case 'resources':
      return resourceIssues(scope.resources, operations)
  }
}

function customIssues(ids: readonly string[], operations: readonly OperationFacts[]): readonly ScopeIssue[] {
  if (ids.length === 0) return [{ pointer: '/operations', detail: 'List at least one operation.' }]
  const known = new Set(operations.map((operation) => operation.id))
  return ids.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ pointer: `/operations/${index}`, detail: `There is no operation ${id} for personal tokens.` }],
  )
}

type Levels = Extract<Scope, { form: 'resources' }>['resources']

function resourceIssues(levels: Levels, operations: readonly OperationFacts[]): readonly ScopeIssue[] {
  const asked = Object.entries(levels)
  if (asked.length === 0) return [{ pointer: '/resources', detail: 'Name at least one resource.' }]
  return asked.flatMap(([resource, level]) => {
    const offered = operations.filter((operation) => operation.resource === resource)
    const pointer = `/resources/${resource.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (offered.length === 0) return [{ pointer, detail: `There is no resource ${resource} for personal tokens.` }]
    if (level !== 'read' && offered.every((operation) => operation.access === 'read')) {
      return [{ pointer, detail: `${resource} can only be read.` }]
    }
    return []
  })
}
