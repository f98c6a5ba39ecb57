import { presets, type Scope } from '../to-input/scope.ts'
import { scopeRows } from '../scopes/rows.ts'

/**
 * The scopes of a token as the vendor lists them. What no scope of the vendor says is said in our words: an operation by its
 * id, a level by its resource.
 */
export function scopesOf(scope: Scope | null): string[] {
  if (scope === null) return []
  if (scope.form === 'resources')
    return Object.entries(scope.resources).map(([resource, level]) => `${resource}.${level}`)
  if (scope.form !== 'custom') return presets.filter(({ form }) => form === scope.form).map((preset) => preset.scope)
  const ids = new Set(scope.operations)
  const whole = scopeRows.filter(({ operations }) => operations.every(({ id }) => ids.has(id)))
  const told = new Set(whole.flatMap(({ operations }) => operations.map(({ id }): string => id)))
  return [...whole.map((row) => row.scope), ...scope.operations.filter((id) => !told.has(id))]
}
