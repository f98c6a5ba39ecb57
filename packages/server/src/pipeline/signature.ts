import { problems } from '@latchkey/contract/problems'
import { signedAddressOf, verifyAddress } from '../lib/signed-url.ts'
import type { Services } from '../services.ts'
import type { Signature } from './credential.ts'
import { refuse } from './refusal.ts'

/** The signature in a URL, verified; null where it carries none. One that is not good is refused, whatever is wrong with it. */
export function signatureIn(url: string, { ring, now }: Pick<Services, 'ring' | 'now'>): Signature | null {
  if (!url.includes('signed=')) return null
  const address = signedAddressOf(url)
  if (address === null) return null
  const signing = verifyAddress(ring, address, now())
  if (signing === null) throw refuse(problems.invalidSignedUrl)
  return { via: 'signature', tokenId: signing.tokenId }
}
