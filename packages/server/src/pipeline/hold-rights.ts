import type { Writer } from '../database/database.ts'
import { lockForWrite } from '../database/lock-for-write.ts'
import type { Context } from './implementation.ts'

/**
 * The first statements of every write: holds what gave the caller its rights until the transaction ends. False when any
 * of it has changed since the rights were read, so that they have to be decided by anew.
 */
export async function holdRights(tx: Writer, { caller, operation }: Pick<Context, 'caller' | 'operation'>) {
  const { tokenId, accountId } = caller.principal
  const { spaceId, tokenVersion, spaceEpoch, accountEpoch } = caller.stamp
  const mode = operation.guard?.locks === 'space' ? 'update' : 'share'
  const locked = await lockForWrite(tx, { tokenId, spaceId, accountId }, mode)
  return (
    locked !== null &&
    locked.tokenVersion === tokenVersion &&
    locked.spaceEpoch === spaceEpoch &&
    locked.accountEpoch === accountEpoch
  )
}
