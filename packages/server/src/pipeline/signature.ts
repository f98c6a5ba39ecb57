import { problems } from '@latchkey/contract/problems'
import { placeIn, type SignedAddress, signedAddressOf, verifyAddress } from '../lib/signed-url.ts'
import type { Services } from '../services.ts'
import type { Signature } from './credential.ts'
import { refuse } from './refusal.ts'
import type { FormFields } from './upload.ts'

/** The signature in a URL, verified; null where it carries none. One that is not good is refused, whatever is wrong with it. */
export function signatureIn(url: string, { ring, now }: Pick<Services, 'ring' | 'now'>): Signature | null {
  if (!url.includes('signed=')) return null
  const address = signedAddressOf(url)
  return address && verified(address, { ring, now })
}

/** The ticket of a form, verified for the URL that it was sent to; null where it has none. */
export function ticketIn(fields: FormFields, url: string, services: Pick<Services, 'ring' | 'now'>): Signature | null {
  const ticket = fields.find(([name]) => name === 'ticket')?.[1]
  return ticket === undefined ? null : verified({ signed: ticket, place: placeIn(url) }, services)
}

function verified(address: SignedAddress, { ring, now }: Pick<Services, 'ring' | 'now'>): Signature {
  const signing = verifyAddress(ring, address, now())
  if (signing === null) throw refuse(problems.invalidSignedUrl)
  return { via: 'signature', tokenId: signing.tokenId }
}
