import type { createPersonalToken } from '@latchkey/contract/account/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { operations } from '@latchkey/contract/operations'
import { scopeRows } from '../scopes/rows.ts'
import { isVendorScope } from '../scopes/vendor-scopes.ts'
import { type Fault, refuseFaults } from './faults.ts'

/** What a personal token of ours may be used for. */
export type Scope = InputOf<typeof createPersonalToken>['body']['scope']

/** The presets of a user's token, each with the scope of ours that follows the catalogue as it does. */
export const presets = [
  { scope: 'all.User', form: 'all' },
  { scope: 'all.User.read', form: 'read' },
  { scope: 'all.User.cli', form: 'cli' },
] as const

/**
 * Reads a list of scopes: one preset, or single ones, which come to a frozen list of operations of ours.
 *
 * Without a list the token is refused: the vendor's default opens everything, and nobody has asked for that.
 */
export function readScope(value: unknown, name: string): Scope {
  if (value === undefined)
    throw refuseFaults([{ name, detail: `This is required: say what the token may do, such as ["all.User.read"].` }])
  const scopes = textsIn(value)
  if (scopes === null || scopes.length === 0) throw refuseFaults([{ name, detail: 'Write a list of scopes.' }])
  const preset = presets.find(({ scope }) => scopes.includes(scope))
  if (preset !== undefined && scopes.length === 1) return { form: preset.form }
  const read = scopes.map((scope) => idsOf(scope))
  const faults = read.flatMap((ids, index): Fault[] =>
    typeof ids === 'string' ? [{ name: `${name}.${index}`, detail: ids }] : [],
  )
  if (preset !== undefined)
    faults.push({ name, detail: `${preset.scope} stands alone: it has all the others of its sort.` })
  if (new Set(scopes).size < scopes.length) faults.push({ name, detail: 'A scope is given more than once.' })
  if (faults.length > 0) throw refuseFaults(faults)
  const ids = new Set(read.flatMap((each) => (typeof each === 'string' ? [] : each)))
  return { form: 'custom', operations: [...ids].toSorted() }
}

/** The operations that a scope stands for, by their ids; or why it stands for none. */
function idsOf(scope: string): readonly string[] | string {
  if (presets.some((preset) => preset.scope === scope)) return []
  const resource = scope.endsWith('.*') ? scope.slice(0, -1) : null
  const rows = scopeRows.filter((row) => (resource === null ? row.scope === scope : row.scope.startsWith(resource)))
  if (rows.length > 0) return rows.flatMap((row) => row.operations.map(({ id }) => id))
  if (isOwnCall(scope)) return [scope]
  if (!isVendorScope(scope)) return `There is no scope ${scope}.`
  return scope.startsWith('all.')
    ? `${scope} is not supported for the token of a user: take all.User, all.User.read, all.User.cli or single scopes.`
    : `${scope} is not supported: there is nothing of that sort here, or no token may do it.`
}

/** Our own operations are calls that a token can make with the vendor's client, too. */
function isOwnCall(id: string): boolean {
  return operations.some(({ id: each, callers }) => each === id && callers !== 'anyone' && callers.includes('personal'))
}

function textsIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null
  const texts = value.filter((each) => typeof each === 'string')
  return texts.length === value.length ? texts : null
}
