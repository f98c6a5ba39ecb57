import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../database/database.ts'
import { appendAudit } from '../database/audit-chain.ts'
import type { Context } from './implementation.ts'
import type { Performed } from './perform.ts'

/** The chain of what happens outside every space. */
export const installationChain = 'installation'

/**
 * Appends what was done to the audit trail, as the last statements of its transaction: one row for each operation performed.
 *
 * An operation that performed others and changed nothing itself is told by their rows alone.
 */
export async function appendSteps(tx: Writer, context: Context, performed: Performed): Promise<void> {
  const done = performed.steps.length > 0 ? performed.steps : [{ operation: context.operation, ...performed }]
  const { caller, request, now } = context
  for (const step of done) {
    const { facts, decidedBy, notes } = step
    await appendAudit(tx, caller.space?.id ?? installationChain, {
      at: now,
      actor: caller.principal.name,
      action: step.operation.id,
      subject: nameOf(facts.target),
      body: {
        token: caller.principal.tokenId,
        secret_version: caller.principal.secretVersion,
        decided_by: decidedBy,
        request: request.id,
        network: request.network,
        ...(Object.keys(notes).length > 0 && { details: notes }),
      },
    })
  }
}

/** A target as the trail names it: `content:products:red-shirt`. */
function nameOf({ area, type, id, name }: Target): string {
  return [area, type, name ?? id].filter((part) => part !== undefined).join(':')
}
