import type { SpaceName, Target } from '@latchkey/policy/request'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { mayName } from './render.ts'
import { type AliasRow, type BranchRow, readAlias, readBranch } from './queries.ts'

export interface BranchFacts extends Facts {
  readonly branch: BranchRow
}

export interface AliasFacts extends Facts {
  readonly target: Target
  /** Null for one that is still to be made. */
  readonly alias: AliasRow | null
}

export function branchTarget(space: SpaceName, { id, name }: Pick<BranchRow, 'id' | 'name'>): Target {
  return { area: 'branches', space, id, name }
}

export function aliasTarget(space: SpaceName, name: string): Target {
  return { area: 'branches', space, id: name, name }
}

export async function loadBranches({ space }: Context): Promise<Facts> {
  return { target: { area: 'branches', space } }
}

/** A branch that the token may not name is as missing as any other. */
export async function loadBranch({
  db,
  space,
  caller,
  input,
}: Context<{ params: { branch: string } }>): Promise<BranchFacts | null> {
  const branch = await readBranch(db, space.id, input.params.branch)
  if (branch === null || !mayName(caller, branch.id)) return null
  return { target: branchTarget(space, branch), branch }
}

/** The same for an alias. */
export async function loadAlias({
  db,
  space,
  caller,
  input,
}: Context<{ params: { alias: string } }>): Promise<(AliasFacts & { readonly alias: AliasRow }) | null> {
  const { alias: name } = input.params
  const alias = caller.branches.has(name) ? await readAlias(db, space.id, name) : null
  return alias && { target: aliasTarget(space, name), alias }
}
