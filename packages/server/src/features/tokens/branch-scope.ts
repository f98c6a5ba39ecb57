import { problems } from '@latchkey/contract/problems'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { type BranchScope, opensAnyBranch } from '@latchkey/tokens/branch-scope'
import type { Writer } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readAliases, readAllBranches } from '../branches/queries.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'
import { everyName } from '../../pipeline/read-branches.ts'

/** What a token reaches for which nobody says more: branches that are made later stay closed to it. */
export const mainAlone: BranchScope = { branches: [mainBranch], aliases: [] }

export const noBranches: BranchScope = { branches: [], aliases: [] }

/** Branches and aliases as a body names them. */
interface NamedScope {
  readonly branches?: 'all' | readonly string[]
  readonly aliases?: 'all' | readonly string[]
}

/**
 * The scope that a body asks for, branches by their ids; null where it asks for none. What it leaves out is as it was
 * `before`, by names too. Refuses names of nothing, and a scope that opens nothing.
 */
export async function readNamedScope(
  { db, space }: Pick<Context, 'db' | 'space'>,
  { branches, aliases }: NamedScope,
  before: BranchScope,
): Promise<BranchScope | null> {
  if (branches === undefined && aliases === undefined) return null
  const living = (await readAllBranches(db, space.id)).filter(({ state }) => state !== 'deleted')
  const ids = new Map(living.map(({ id, name }) => [name, id]))
  const names = new Map((await readAliases(db, space.id)).map(({ name }) => [name, name]))
  const issues: ProblemIssue[] = []
  const found = {
    branches: resolve('branch', branches ?? before.branches, ids, '/branches', issues),
    aliases: resolve('alias', aliases ?? before.aliases, names, '/aliases', issues),
  }
  if (issues.length === 0 && !opensAnyBranch(found)) {
    issues.push({ pointer: '/branches', detail: 'Name a branch or an alias: without any, the token opens nothing.' })
  }
  if (issues.length > 0) throw refuse(problems.invalidBody, undefined, { errors: issues })
  return found
}

function resolve(
  sort: string,
  named: 'all' | readonly string[],
  known: ReadonlyMap<string, string>,
  pointer: string,
  issues: ProblemIssue[],
): 'all' | string[] {
  if (named === 'all') return 'all'
  return named.flatMap((name, index) => {
    const found = known.get(name)
    if (found === undefined) issues.push({ pointer: `${pointer}/${index}`, detail: `There is no ${sort} ${name}.` })
    return found ?? []
  })
}

/** Writes a token's scope, in the place of the one that it had. */
export async function putBranchScope(tx: Writer, tokenId: string, { branches, aliases }: BranchScope): Promise<void> {
  await tx.deleteFrom('token_branches').where('token_id', '=', tokenId).execute()
  const rows = [
    ...namesOf(branches).map((name) => ({ token_id: tokenId, sort: 'branch', name }) as const),
    ...namesOf(aliases).map((name) => ({ token_id: tokenId, sort: 'alias', name }) as const),
  ]
  if (rows.length > 0) await tx.insertInto('token_branches').values(rows).execute()
}

function namesOf(names: 'all' | readonly string[]): readonly string[] {
  return names === 'all' ? [everyName] : names
}
