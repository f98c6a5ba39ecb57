import type { BranchScope } from '@latchkey/tokens/branch-scope'
import type { Writer } from '../../database/database.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'
import { everyName } from '../../pipeline/read-branches.ts'

/** What a token reaches for which nobody says more: branches that are made later stay closed to it. */
export const mainAlone: BranchScope = { branches: [mainBranch], aliases: [] }

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
