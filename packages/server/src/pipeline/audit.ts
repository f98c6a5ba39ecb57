import type { Operation } from '@latchkey/contract/operation'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../database/database.ts'
import { appendAudits, type AuditEntry } from '../database/audit-chain.ts'
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
 * for each operation, in the trail of the space where it was done.
 */
export async function appendSteps(tx: Writer, context: Omit<Context, 'db'>, steps: readonly Step[]): Promise<void> {
  const { caller, now } = context
  const home = caller.space?.id ?? installationChain
  const chains = Map.groupBy(steps, ({ space }) => space?.id ?? home)
  for (const [, own] of chains) await enqueueOccurrences(tx, { space: own[0]?.space ?? caller.space, now }, own)
  // Always in one order: two requests that write to the same trails wait for each other, and never both.
  for (const [chainId, own] of [...chains].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    await appendAudits(
      tx,
      chainId,
      own.map((step) => auditEntry(context, step)),
    )
  }
}

function auditEntry(
  { caller, request, now }: Omit<Context, 'db'>,
  { operation, facts, branch, decidedBy, notes }: Step,
): AuditEntry {
  return {
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
  }
}

/** A target as the trail names it: `content:products:red-shirt`. */
function nameOf({ area, type, id, name }: Target): string {
  return [area, type, name ?? id].filter((part) => part !== undefined).join(':')
}
