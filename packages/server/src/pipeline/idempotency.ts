import { createHash } from 'node:crypto'
import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../database/database.ts'
import type { Context, RequestFacts } from './implementation.ts'
import { refuse } from './refusal.ts'

/** How long a key is remembered. */
const rememberedMs = 24 * 60 * 60 * 1000

/** What a key says: `new` to go on, or the id of what the first request created. */
export type Earlier = { readonly is: 'new' } | { readonly is: 'done'; readonly resourceId: string }

/** Refuses a key where it would not be remembered. */
export function assertKeyHonoured(
  { access, idempotent }: Operation,
  { idempotencyKey }: Pick<RequestFacts, 'idempotencyKey'>,
): void {
  if (access !== 'read' && !idempotent && idempotencyKey !== null) throw refuse(problems.keyNotHonoured)
}

/**
 * Claims an Idempotency-Key for a request, in the transaction of the request itself: a failed request leaves no claim.
 *
 * The record holds the id of what was created and a digest of the request; never an answer, never a secret.
 */
export async function claimKey(tx: Writer, key: string, context: Context): Promise<Earlier> {
  const { caller, operation, now } = context
  const principal = caller.principal.tokenId
  const digest = digestOf(context)
  await tx
    .deleteFrom('idempotency')
    .where('principal', '=', principal)
    .where('key', '=', key)
    .where('expires_at', '<=', now)
    .execute()
  const inserted = await tx
    .insertInto('idempotency')
    .values({
      principal,
      key,
      operation: operation.id,
      request_hash: digest,
      status: null,
      resource_id: null,
      expires_at: now + rememberedMs,
    })
    .onConflict((conflict) => conflict.columns(['principal', 'key']).doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) return { is: 'new' }
  const row = await tx
    .selectFrom('idempotency')
    .select(['operation', 'request_hash', 'resource_id'])
    .where('principal', '=', principal)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (row.operation !== operation.id || row.request_hash !== digest || row.resource_id === null) {
    throw refuse(problems.idempotencyConflict)
  }
  return { is: 'done', resourceId: row.resource_id }
}

/** Records what the request created. */
export async function settleKey(tx: Writer, key: string, context: Context, resourceId: string): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ status: context.operation.status ?? 200, resource_id: resourceId })
    .where('principal', '=', context.caller.principal.tokenId)
    .where('key', '=', key)
    .execute()
}

function digestOf({ operation, input }: Context): string {
  return createHash('sha256')
    .update(JSON.stringify([operation.id, input.params, input.query, input.body]))
    .digest('base64url')
}
