import type { showAccount } from '@latchkey/contract/account/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { idOf } from '../identifiers.ts'
import { partsOfName } from './names.ts'

/** An account as the vendor shows a user. */
export function userOf({ serial, email, name, created_at }: ResultOf<typeof showAccount>) {
  return {
    id: idOf(serial),
    userId: idOf(serial),
    email,
    ...partsOfName(name),
    fullName: name,
    creationDate: created_at,
    // An address counts only once it was shown to be its owner's.
    emailVerified: true,
    needsToVerifyEmail: false,
  }
}
