import type { Operation } from '@latchkey/contract/operation'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../database/database.ts'
import { appendAudits } from '../database/audit-chain.ts'
import { mainBranch } from './branch-of.ts'
import type { Context } from './implementation.ts'
import { enqueueOccurrences } from './occurrence.ts'
import type { Performed, Step } from './perform.ts'

/** The chain of what happens outside every space. */
export const installationChain = 'installation'

/** What the trail tells of an operation. One that performed others and has nothing of its own to note is told by theirs alone. */
export function stepsOf(operation: Operation, performed: Performed): readonly Step[] {
  const { steps, included, notes } = performed
  const isTold = steps.length === 0 || Object.keys(notes).length > 0
  return isTold ? [{ operation, ...performed }, ...steps, ...included] : steps
}

/**
 * Hands what was done to the webhooks, and appends it to the audit trail as the last statements of its transaction: one row
 * for each operation.
 */
export async function appendSteps(
  tx: Writer,
  { caller, request, now }: Omit<Context, 'db'>,
  steps: readonly Step[],
): Promise<void> {
  await enqueueOccurrences(tx, { caller, now }, steps)
  const entries = steps.map(({ operation, facts, branch, decidedBy, notes }) => ({
    at: now,
    actor: caller.principal.name,
    action: operation.id,
    subject: nameOf(facts.target),
    body: {
      token: caller.principal.tokenId,
      secret_version: caller.principal.secretVersion,
      decided_by: decidedBy,
      request: request.id,
      network: request.network,
      // As in a request: where none is named, it is `main`.
      ...(branch && branch.id !== mainBranch && { branch: branch.name }),
      ...(Object.keys(notes).length > 0 && { details: notes }),
    },
  }))
  await appendAudits(tx, caller.space?.id ?? installationChain, entries)
}

/** A target as the trail names it: `content:products:red-shirt`. */
function nameOf({ area, type, id, name }: Target): string {
  return [area, type, name ?? id].filter((part) => part !== undefined).join(':')
}
