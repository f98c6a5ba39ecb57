import { problems } from '@latchkey/contract/problems'
import { kinds, tokenKinds } from '@latchkey/tokens/kinds'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { unseal } from '@latchkey/tokens/seal'
import type { Secret } from '@latchkey/tokens/secret'
import { write } from '@latchkey/tokens/text'
import type { Database } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { assertLive } from './life.ts'
import type { TokenRecord } from './queries.ts'

/** The text of a token that is readable again. Whether its rights are covered, and the login fresh, is asked before. */
export function readSecret(ring: KeyRing, token: TokenRecord, now: number): Secret {
  assertLive(token, now)
  const { kind, id, secret_sealed } = token
  if (secret_sealed === null) {
    throw refuse(problems.conflict, `The secret of this ${kind} token is kept nowhere: issue another and swap.`)
  }
  const unsealed = unseal(ring, { kind, id }, secret_sealed)
  if (!unsealed.ok) {
    throw refuse(problems.conflict, 'The key that the secret was sealed with is not in the key ring.')
  }
  return write({ kind, id, secret: unsealed.secret })
}

/** Destroys the sealed copies that the `reveal` setting had allowed; at start-up, while it is off. Answers how many. */
export async function destroySealedCopies(database: Database): Promise<number> {
  const bySetting = tokenKinds.filter((kind) => kinds[kind].readableAgain === 'by-setting')
  const { numUpdatedRows } = await database.write((tx) =>
    tx
      .updateTable('tokens')
      .set({ secret_sealed: null })
      .where('kind', 'in', bySetting)
      .where('secret_sealed', 'is not', null)
      .executeTakeFirst(),
  )
  return Number(numUpdatedRows)
}
