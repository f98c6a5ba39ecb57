import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'

/** Refuses a body, pointing at every fault. */
export function assertNoFaults(issues: readonly ProblemIssue[]): void {
  if (issues.length > 0) throw faults(issues)
}

export function faults(errors: readonly ProblemIssue[]): Refusal {
  return refuse(problems.invalidBody, undefined, { errors })
}
