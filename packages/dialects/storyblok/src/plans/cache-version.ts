import type { VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { valueOf } from '@latchkey/dialect-kit/vendor-query'
import { isPublished } from '../to-input/reading.ts'

/** The version that clients name what they keep by: the minute, so that it says nothing of what was edited. In seconds. */
export function cacheVersion({ minute }: Pick<VendorRequest, 'minute'>): number {
  return minute / 1000
}

/** Sends a request for published content that names no version to the same with the current one; null where there is nothing to say. */
export function redirectToVersion(request: VendorRequest): VendorAnswer | null {
  const { query, url } = request
  if (!isPublished(request) || valueOf(query, 'cv') !== undefined) return null
  const Location = `${url}${url.includes('?') ? '&' : '?'}cv=${cacheVersion(request)}`
  return { status: 301, headers: { Location }, body: {} }
}
