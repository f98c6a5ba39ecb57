import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { textOf } from '@latchkey/dialect-kit/vendor-query'

/** Where a request of the delivery API reads: what all operations of ours take that deliver content. */
export interface Reading {
  readonly environment?: string
  readonly branch?: string
  readonly state?: 'draft'
}

/**
 * The environment is that of the token; clients name it besides. An access token reads working copies whatever environment
 * is named, and so none is asked for; a preview token reads them where the client is in a preview.
 */
export function readingOf(request: Pick<VendorRequest, 'query' | 'headers' | 'kind'>): Reading {
  const { query, headers, kind } = request
  const environment = kind === 'access' ? undefined : textOf(query, 'environment')
  const { branch } = headers
  return {
    ...(environment !== undefined && { environment }),
    ...(branch !== undefined && branch !== '' && { branch }),
    ...((kind === 'access' || (kind === 'preview' && isPreviewing(request))) && { state: 'draft' as const }),
  }
}

/** Clients name what they preview by a digest; until they have one, they say `init`, or nothing. */
function isPreviewing({ query, headers }: Pick<VendorRequest, 'query' | 'headers'>): boolean {
  const digest = headers['live_preview'] ?? textOf(query, 'live_preview') ?? ''
  return digest !== '' && digest !== 'init'
}

/** The locale that a request names; absent: the master locale, which is the default of the space. */
export function localeOf({ query }: Pick<VendorRequest, 'query'>): { readonly locale?: string } {
  const locale = textOf(query, 'locale')
  return locale === undefined ? {} : { locale }
}
