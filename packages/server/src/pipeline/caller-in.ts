import type { Operation } from '@latchkey/contract/operation'
import type { TargetReference } from '@latchkey/contract/target'
import type { Target } from '@latchkey/policy/request'
import type { Reader } from '../database/database.ts'
import { authorizeKnown, type DecidedBy } from './authorize.ts'
import { gateCollection, gateOperation } from './gate.ts'
import type { Caller } from './principal.ts'
import { readRights } from './read-rights.ts'
import { Refusal } from './refusal.ts'

/** The caller with its rights in another space, by that space's id. Null where it does not get in, and for a space that is gone. */
export async function readCallerIn(db: Reader, caller: Caller, spaceId: string): Promise<Caller | null> {
  if (caller.space?.id === spaceId) return caller
  const token = await db
    .selectFrom('tokens')
    .selectAll()
    .where('id', '=', caller.principal.tokenId)
    .executeTakeFirstOrThrow()
  const there = await readRights(db, token, spaceId)
  if (there === null || there.space === null || there.outside || there.barred !== null) return null
  return there
}

/** The same, held until the end of the transaction. */
export async function holdCallerIn(tx: Reader, caller: Caller, spaceId: string): Promise<Caller | null> {
  if (caller.space?.id !== spaceId) {
    await tx.selectFrom('spaces').select('id').where('id', '=', spaceId).forShare().execute()
  }
  return readCallerIn(tx, caller, spaceId)
}

/** What one request asks about a thing of another space, as the operation that would be called there. */
export interface QuestionElsewhere {
  readonly operation: Operation
  readonly reference: TargetReference
  readonly target: Target
}

/** Gates and decides it for the caller there, as a request of its own. Null: refused. */
export function decideElsewhere(there: Caller, { operation, reference, target }: QuestionElsewhere): DecidedBy | null {
  try {
    gateOperation(operation, there)
    gateCollection(operation, there, reference)
    return authorizeKnown(operation, there, [{ action: operation.guard?.action.name ?? '', target }])
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
