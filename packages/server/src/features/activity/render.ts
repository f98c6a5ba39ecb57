import type { ActivityRecord } from '@latchkey/contract/activity/operations'
import type { Static } from '@latchkey/contract/schema'
import type { AuditRow } from './queries.ts'

/** What the pipeline writes into the body of an audit row. */
interface AuditBody {
  readonly token: string | null
  readonly secret_version: number | null
  readonly decided_by: readonly string[]
  readonly request: string
  readonly network: string
  readonly details?: unknown
}

/** A row of the trail on the wire. */
export function render({ seq, at, action, actor, subject, body }: AuditRow): Static<typeof ActivityRecord> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by appendSteps.
  const { token, secret_version, decided_by, request, network, details } = JSON.parse(body) as AuditBody
  return {
    seq,
    at: new Date(at).toISOString(),
    operation: action,
    actor,
    token,
    secret_version,
    target: subject,
    decided_by: [...decided_by],
    request,
    network,
    ...(details !== undefined && { details }),
  }
}
