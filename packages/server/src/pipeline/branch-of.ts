import type { Input, Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { namesBranch } from '@latchkey/contract/schema'
import type { BranchFacts, Caller } from './principal.ts'
import { refuse } from './refusal.ts'

/** The branch that everything begins in, and that a request is about which names none. */
export const mainBranch = 'main'

/**
 * The branch that a request names; null for operations that are about none, and in a space that does not exist.
 *
 * A branch that does not exist and one that the token does not reach are refused with the same bytes. Asked before
 * anything is loaded.
 */
export function branchOf(operation: Operation, caller: Caller, input: Input): BranchFacts | null {
  if (caller.space === null || !namesBranch(operation.query)) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by a query schema that holds branchQuery.
  const { branch: name = mainBranch } = input.query as { readonly branch?: string }
  const branch = caller.branches.get(name)
  if (branch === undefined) throw refuse(problems.unknownBranch, `There is no branch ${name} in reach.`)
  if (branch.state === 'creating') throw refuse(problems.branchNotReady, `The branch ${name} is still being made.`)
  return branch
}

/** The same for those who ask for it; that an operation is about no branch is a mistake of who declared it. */
export function requireBranch(operation: Operation, branch: BranchFacts | null): BranchFacts {
  if (branch === null) throw new Error(`${operation.id} names no branch: spread branchQuery into its query.`)
  return branch
}
