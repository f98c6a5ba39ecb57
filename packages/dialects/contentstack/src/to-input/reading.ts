import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { draftKinds } from '../presets.ts'

/** Where a request of the delivery API reads: what all operations of ours take that deliver content. */
export interface Reading {
  readonly environment?: string
  readonly branch?: string
  readonly state?: 'draft'
}

/**
 * The environment is that of the token; clients name it besides. An access token reads working copies whatever environment
 * is named, and so none is asked for.
 */
export function readingOf({ query, headers, kind }: Pick<VendorRequest, 'query' | 'headers' | 'kind'>): Reading {
  const environment = kind === 'access' ? undefined : textOf(query, 'environment')
  const { branch } = headers
  return {
    ...(environment !== undefined && { environment }),
    ...(branch !== undefined && branch !== '' && { branch }),
    ...(draftKinds.includes(kind) && { state: 'draft' as const }),
  }
}

/** The locale that a request names; absent: the master locale, which is the default of the space. */
export function localeOf({ query }: Pick<VendorRequest, 'query'>): { readonly locale?: string } {
  const locale = textOf(query, 'locale')
  return locale === undefined ? {} : { locale }
}
