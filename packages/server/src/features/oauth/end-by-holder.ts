import type { Operation } from '@latchkey/contract/operation'
import { kinds } from '@latchkey/tokens/kinds'
import { appendAudit } from '../../database/audit-chain.ts'
import type { Writer } from '../../database/database.ts'
import { installationChain } from '../../pipeline/audit.ts'
import type { FoundByText } from '../../pipeline/find-by-text.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import type { Services } from '../../services.ts'
import { endToken } from '../tokens/end-token.ts'
import { rotate } from '../tokens/rotate.ts'

/** That a token was ended by who had its text, for the trail. */
export interface HeldEnd {
  readonly operation: Operation
  readonly request: RequestFacts
  /** Absent: the token itself, or the account that it acts for. */
  readonly actor?: string
  /** Why having it was enough, and what is known of how it came about. */
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * Revokes a token for who has its text, or gives it a secret that nobody has yet where it belongs to its space for good; and
 * tells the trail, which the pipeline cannot. The last statements of their transaction.
 */
export async function endByHolder(
  tx: Writer,
  services: Pick<Services, 'ring' | 'random'>,
  found: FoundByText,
  told: HeldEnd,
  now: number,
): Promise<void> {
  const { token } = found
  if (kinds[token.kind].renewal === 'reset') await rotate(tx, services, token, undefined, now)
  else await endToken(tx, token.id, 'revoke', now)
  await tellOfHolder(tx, found, told, now)
}

/** Tells the trail alone. The last statement of its transaction. */
export async function tellOfHolder(
  tx: Writer,
  { token, held }: FoundByText,
  { operation, request, actor, details }: HeldEnd,
  now: number,
): Promise<void> {
  await appendAudit(tx, token.space_id ?? installationChain, {
    at: now,
    actor: actor ?? (token.account_id === null ? `token:${token.id}` : `account:${token.account_id}`),
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
