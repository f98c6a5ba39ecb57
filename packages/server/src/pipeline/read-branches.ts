import { branchAllows, type BranchScope } from '@latchkey/tokens/branch-scope'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { Reader } from '../database/database.ts'
import type { BranchFacts } from './principal.ts'

/** Stands for all branches, or all aliases, in the rows of a scope. */
export const everyName = '*'

const unnarrowed: BranchScope = { branches: 'all', aliases: 'all' }

/** The branches that a token may name in a space: each by its name, its id, and the aliases of it that the scope holds. */
export async function readBranches(
  db: Reader,
  token: { readonly id: string; readonly kind: TokenKind },
  spaceId: string,
): Promise<ReadonlyMap<string, BranchFacts>> {
  return readBranchesIn(db, await readBranchScope(db, token), spaceId)
}

/** The same for a scope. */
export async function readBranchesIn(
  db: Reader,
  scope: BranchScope,
  spaceId: string,
): Promise<ReadonlyMap<string, BranchFacts>> {
  const branches = await readNamedBranches(db, spaceId)
  const byId = new Map(branches.map((branch) => [branch.id, branch]))
  const aliases = await db.selectFrom('aliases').select(['name', 'branch_id']).where('space_id', '=', spaceId).execute()
  const inReach = new Map<string, BranchFacts>()
  for (const { name, branch_id } of aliases) {
    const branch = byId.get(branch_id)
    if (branch !== undefined && branchAllows(scope, { by: 'alias', name })) inReach.set(name, branch)
  }
  for (const branch of branches) {
    if (branchAllows(scope, { by: 'branch', name: branch.id })) inReach.set(branch.name, branch).set(branch.id, branch)
  }
  return inReach
}

/** Branches, by their ids, and aliases of a token's scope. A kind that carries none is not narrowed; one without a row reaches nothing. */
export async function readBranchScope(
  db: Reader,
  { id, kind }: { readonly id: string; readonly kind: TokenKind },
): Promise<BranchScope> {
  if (!kinds[kind].carriesBranches) return unnarrowed
  const rows = await db.selectFrom('token_branches').select(['sort', 'name']).where('token_id', '=', id).execute()
  return branchScopeOf(rows)
}

/** A scope from its rows. */
export function branchScopeOf(
  rows: readonly { readonly sort: 'branch' | 'alias'; readonly name: string }[],
): BranchScope {
  const named = (sort: 'branch' | 'alias') => {
    const names = rows.flatMap((row) => (row.sort === sort ? [row.name] : []))
    return names.includes(everyName) ? 'all' : names
  }
  return { branches: named('branch'), aliases: named('alias') }
}

async function readNamedBranches(db: Reader, spaceId: string): Promise<BranchFacts[]> {
  const rows = await db
    .selectFrom('branches')
    .select(['id', 'name', 'state'])
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ state, ...branch }) => (state === 'deleted' ? [] : [{ ...branch, state }]))
}
