import { verify } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import { OutgoingFailure } from '../../outgoing/outgoing-failure.ts'
import type { PublicContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { PublicKeys } from './public-keys.ts'

/** Refuses a report that GitHub has not signed: ECDSA on P-256 with SHA-256, DER in base64, over the bytes as they came. */
export async function assertSignedByGithub(keys: PublicKeys, { raw, services }: PublicContext): Promise<void> {
  const identifier = raw.header('github-public-key-identifier')
  const signature = raw.header('github-public-key-signature')
  if (identifier === null || signature === null || raw.body === null) throw refuse(problems.reportNotSigned)
  const key = await keys.find(identifier).catch((error: unknown) => {
    services.log.warn({ err: error }, 'public keys of leak reports are not to be had')
    const detail = error instanceof OutgoingFailure ? error.message : 'The list of public keys cannot be read.'
    throw refuse(problems.badGateway, detail)
  })
  if (key === null || !verify('sha256', raw.body, key, Buffer.from(signature, 'base64')))
    throw refuse(problems.reportNotSigned)
}
