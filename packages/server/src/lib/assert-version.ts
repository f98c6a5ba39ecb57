import { problems } from '@latchkey/contract/problems'
import { refuse } from '../pipeline/refusal.ts'
import { versionOf } from '../pipeline/respond.ts'

/** Refuses a write that was meant for another version. Only who may read the thing is told which one it has. */
export function assertVersion(ifMatch: string | null, version: number, mayRead: boolean): void {
  const asked = versionOf(ifMatch)
  if (asked === null || asked === version) return
  throw refuse(problems.versionConflict, undefined, mayRead ? { current_version: version } : {})
}
