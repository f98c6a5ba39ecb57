import { createAssetUpload } from './asset-uploads/operations.ts'
import { uploadAsset } from './assets/operations.ts'
import { addPasskey, beginPasskey, beginTotp, makeRecoveryCodes } from './factors/operations.ts'
import type { Operation } from './operation.ts'
import { createUser } from './users/operations.ts'

const shownOnce = 'What it answers is shown once; done again, it makes another, and the first is good for nothing.'

/**
 * The creates that honour no Idempotency-Key though they have a caller, each with its reason; every other one does.
 *
 * Keys are kept by token: what needs no token has nobody to keep them for.
 */
export const createsWithoutKey: ReadonlyMap<Operation, string> = new Map<Operation, string>([
  [uploadAsset, 'Two requests are the same when their bytes are, and those are not kept to be compared.'],
  [createAssetUpload, 'Nothing is made before it is completed, which happens once; one that is not lapses by itself.'],
  [createUser, 'Its body holds a password, of which no digest is kept. The address makes a second account impossible.'],
  [beginTotp, shownOnce],
  [makeRecoveryCodes, shownOnce],
  [beginPasskey, shownOnce],
  [addPasskey, 'A challenge is answered once: done again, it is refused.'],
])
