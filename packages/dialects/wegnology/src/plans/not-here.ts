import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import type { Plan } from '@latchkey/dialect-kit/plan'

/** A part of the vendor's API that has nothing to stand for here: said in so many words, to whoever has a token. */
// oxlint-disable-next-line require-yield -- it asks for nothing.
export function* sayNotHere({ path }: VendorRequest): Plan {
  const part = path.split('/')[1] ?? ''
  return { status: 404, body: { type: 'NotSupported', message: `There is no such thing as ${part} here.` } }
}
