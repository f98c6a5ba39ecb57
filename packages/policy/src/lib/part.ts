import type { Request } from '../request.ts'

/** A part of a request that is decided by itself. */
export interface Part {
  /** The content field that is touched; null for the request as such. */
  readonly field: string | null
  /** The locales that are read or touched together. */
  readonly locales: readonly string[]
}

/** Actions whose grants may name fields. */
export function takesFields(action: string): boolean {
  return action === 'content.update' || action === 'content.create'
}

/**
 * Every pair of field and locale that is touched; and the request as such when it touches nothing, or names locales
 * besides (creating needs the default locale, archiving needs every locale that the entry has).
 */
export function partsOf(request: Request): readonly Part[] {
  const { touches, locales } = request
  if (touches === undefined || touches.length === 0) return [{ field: null, locales: locales ?? [] }]
  const parts: Part[] = []
  for (const { field, locale } of touches) parts.push({ field, locales: [locale] })
  if (locales !== undefined && locales.length > 0) parts.push({ field: null, locales })
  return parts
}
