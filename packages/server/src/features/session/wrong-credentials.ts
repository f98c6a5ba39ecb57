import { problems } from '@latchkey/contract/problems'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'

/** The one answer to whoever could not prove who it is. */
export function wrongCredentials(detail?: string): Refusal {
  return refuse(problems.wrongCredentials, detail)
}
