import type { Operation } from '@latchkey/contract/operation'
import { appendAudit } from '../../database/audit-chain.ts'
import type { Writer } from '../../database/database.ts'
import { installationChain } from '../../pipeline/audit.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import type { AccountRow } from '../users/queries.ts'

/** What somebody did who has just proven who it is. */
export interface SignIn {
  readonly account: AccountRow
  /** Null where none was begun. */
  readonly session: TokenRow | null
  /** Null for work within the machine. */
  readonly request: RequestFacts | null
  /** The second factor, or what else was proof instead of a password. */
  readonly by?: string
}

/** Tells the trail, which the pipeline cannot: it had nobody authenticated. The last statement of its transaction. */
export async function recordSignIn(
  tx: Writer,
  operation: Operation,
  { account, session, request, by }: SignIn,
  now: number,
): Promise<void> {
  await appendAudit(tx, installationChain, {
    at: now,
    actor: `account:${account.id}`,
    action: operation.id,
    subject: session ? `tokens:${session.id}` : `users:${account.id}`,
    body: {
      token: null,
      secret_version: null,
      decided_by: [],
      request: request?.id ?? '',
      network: request?.network ?? '',
      ...(by !== undefined && { details: { by } }),
    },
  })
}
