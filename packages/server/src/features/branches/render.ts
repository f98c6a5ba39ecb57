import type { Alias, Branch } from '@latchkey/contract/branches/operations'
import type { Static } from '@latchkey/contract/schema'
import type { Caller } from '../../pipeline/principal.ts'
import type { AliasRow, BranchRow } from './queries.ts'

/** Whether a token may name the branch itself: of others it learns nothing. */
export function mayName({ branches }: Caller, id: string): boolean {
  return branches.has(id)
}

/** A branch on the wire. */
export function renderBranch(
  { id, name, state, source_id: sourceId, created_at: at }: BranchRow,
  all: readonly BranchRow[],
  caller: Caller,
): Static<typeof Branch> {
  if (state === 'deleted') throw new Error(`${id} is deleted: show living branches.`)
  return { id, name, state, source: sourceOf(sourceId, all, caller), created_at: new Date(at).toISOString() }
}

function sourceOf(id: string | null, all: readonly BranchRow[], caller: Caller): Static<typeof Branch>['source'] {
  const source = all.find((each) => each.id === id)
  if (source === undefined) return null
  if (source.state === 'deleted') return { id: source.id, name: null }
  return mayName(caller, source.id) ? { id: source.id, name: source.name } : null
}

/** An alias on the wire. */
export function renderAlias(
  { name, branch_id: branchId, updated_at: at }: AliasRow,
  all: readonly BranchRow[],
  caller: Caller,
): Static<typeof Alias> {
  const branch = all.find(({ id }) => id === branchId)
  const named = branch !== undefined && mayName(caller, branchId)
  return { name, branch: named ? { id: branch.id, name: branch.name } : null, updated_at: new Date(at).toISOString() }
}
