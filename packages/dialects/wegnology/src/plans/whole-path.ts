import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'

/** Refuses the path of one thing whose name was left out: the list is not what `/me/tokens/` asks for. */
export function assertNamesList({ url }: Pick<VendorRequest, 'url'>): void {
  if (url.split('?', 1)[0]?.endsWith('/')) throw refuseMissing()
}
