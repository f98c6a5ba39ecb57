import { problems } from '@latchkey/contract/problems'
import { Refusal } from '../../pipeline/refusal.ts'

/** The one answer to whoever could not prove who it is. */
export function wrongCredentials(detail?: string): Refusal {
  return new Refusal(problems.wrongCredentials, detail, {}, { 'WWW-Authenticate': 'Bearer realm="latchkey"' })
}
