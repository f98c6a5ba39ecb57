import { checkOf } from '../content/value-check.ts'
import { shapeOf } from '../content-types/changes.ts'
import type { ContentType } from '../content/content-type.ts'
import { tagsKey } from '../content/tags-key.ts'
import { type Bodies, type Body, shared } from '../content/field-values.ts'

/** What of an entry its type still takes. */
export interface Fitting {
  readonly bodies: Bodies
  /** Locales whose body loses something. */
  readonly changed: readonly string[]
  /** Ids of the fields of which something is left out. */
  readonly leftOut: readonly string[]
}

/**
 * Leaves out what a type no longer takes: it may have changed while an entry lay in the trash, where nothing holds it up.
 *
 * As for entries outside, values have to fit what a field is, and not its limits, which bind later writes alone.
 */
export function whatFits(type: ContentType, bodies: Bodies): Fitting {
  const leftOut = new Set<string>()
  const changed: string[] = []
  const fitting = Array.from(bodies, ([locale, body]) => {
    const kept = Object.entries(body).filter(([key, value]) => fits(type, locale, key, value))
    if (kept.length === Object.keys(body).length) return [locale, body] as const
    changed.push(locale)
    for (const key of Object.keys(body)) {
      if (!kept.some(([each]) => each === key)) leftOut.add(type.byKey.get(key)?.id ?? key)
    }
    return [locale, Object.fromEntries(kept)] as const
  })
  return { bodies: new Map(fitting), changed, leftOut: [...leftOut].toSorted() }
}

function fits(type: ContentType, locale: string, key: string, value: Body[string]): boolean {
  if (key === tagsKey) return true
  const field = type.byKey.get(key)
  if (field === undefined || field.localized === (locale === shared)) return false
  const issues: { readonly pointer?: string; readonly detail: string }[] = []
  checkOf(shapeOf(field.declared))(value, '', issues)
  return issues.length === 0
}
