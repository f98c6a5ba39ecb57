import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { Refusing } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'

export const versionHeader = 'x-weegloo-version'

/** The version that a change is meant for: required, as the vendor requires it. */
export function versionOf({ headers }: Pick<VendorRequest, 'headers'>): number {
  const text = headers[versionHeader]
  if (text === undefined)
    throw new Refusing({
      problem: 'if-match-required',
      status: 428,
      detail: 'Send X-Weegloo-Version: the sys.version that you have read.',
    })
  if (!/^[1-9]\d{0,9}$/.test(text)) throw refuseQuery('X-Weegloo-Version', 'It must be a version.')
  return Number(text)
}

/** Refuses a change that was meant for an earlier version. */
export function refuseStale(): Refusing {
  return new Refusing({ problem: 'version-conflict', status: 412, detail: 'It was changed meanwhile.' })
}
