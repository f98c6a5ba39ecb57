import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf, valueOf } from '@latchkey/dialect-kit/vendor-query'

/** Where a request of the delivery API reads: what all operations of ours take that deliver content. */
export interface Reading {
  readonly state?: 'draft'
  readonly locale?: string
  /** The number of a release. */
  readonly release?: string
}

/** The parameters that say so. */
export const readingParameters = ['version', 'cv', 'language', 'fallback_lang', 'from_release'] as const

/** `version=draft` reads working copies, and `from_release` what a release shows, whatever the version says. */
export function readingOf({ query }: Pick<VendorRequest, 'query'>): Reading {
  const version = valueOf(query, 'version') ?? 'published'
  if (version !== 'published' && version !== 'draft') throw refuseQuery('version', 'Write published or draft.')
  // Fallbacks are set for each locale of a space, and are the same for all readers.
  if (valueOf(query, 'fallback_lang') !== undefined) throw refuseQuery('fallback_lang', 'It is not supported.')
  const language = textOf(query, 'language')
  const release = valueOf(query, 'from_release')
  if (release !== undefined && serialOf(release) === null) throw refuseQuery('release', 'Write the id of a release.')
  return {
    ...(version === 'draft' && release === undefined && { state: 'draft' as const }),
    ...(language !== undefined && language !== 'default' && { locale: language }),
    ...(release !== undefined && { release }),
  }
}

/** Whether the answer is of published content alone, and named by a cache version. */
export function isPublished({ query }: Pick<VendorRequest, 'query'>): boolean {
  return valueOf(query, 'version') !== 'draft'
}
