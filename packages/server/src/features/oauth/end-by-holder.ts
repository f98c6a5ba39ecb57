import type { Operation } from '@latchkey/contract/operation'
import { appendAudit } from '../../database/audit-chain.ts'
import type { Writer } from '../../database/database.ts'
import { installationChain } from '../../pipeline/audit.ts'
import type { FoundByText } from '../../pipeline/find-by-text.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import { endToken } from '../tokens/end-token.ts'

/** That a token was ended by who had its text, for the trail. */
export interface HeldEnd {
  readonly operation: Operation
  readonly request: RequestFacts
  /** Why having it was enough, and what is known of how it came about. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Revokes a token for who has its text, and tells the trail, which the pipeline cannot: the last statements of their transaction. */
export async function endByHolder(
  tx: Writer,
  { token, held }: FoundByText,
  { operation, request, details }: HeldEnd,
  now: number,
): Promise<void> {
  await endToken(tx, token.id, 'revoke', now)
  await appendAudit(tx, token.space_id ?? installationChain, {
    at: now,
    actor: token.account_id === null ? `token:${token.id}` : `account:${token.account_id}`,
    action: operation.id,
    subject: `tokens:${token.id}`,
    body: {
      token: token.id,
      secret_version: held.version,
      decided_by: [],
      request: request.id,
      network: request.network,
      details,
    },
  })
}
