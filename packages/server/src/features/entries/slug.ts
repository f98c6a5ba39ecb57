import type { ContentType } from '../content/content-type.ts'
import { isRecord } from '../content/value.ts'

const derivedLengthMax = 80
const idLike = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A slug for an entry that was sent none: from its first text, or `entry-` and the end of its id. `Ça va?` → `ca-va`. */
export function deriveSlug(
  type: ContentType,
  fields: Readonly<Record<string, unknown>>,
  locale: { readonly default: string; readonly isAll: boolean },
  id: string,
): string {
  for (const field of type.fields.values()) {
    if (field.type !== 'text') continue
    const value = fields[field.id]
    const text = locale.isAll && field.localized && isRecord(value) ? value[locale.default] : value
    const slug = typeof text === 'string' ? slugOf(text) : ''
    if (slug !== '' && !idLike.test(slug)) return slug
  }
  return `entry-${id.slice(-12)}`
}

/** Whether a derived slug comes from the id: no other request has it. */
export function isMadeUp(slug: string, id: string): boolean {
  return slug.endsWith(id.slice(-12))
}

function slugOf(text: string): string {
  return text
    .slice(0, 4 * derivedLengthMax)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, derivedLengthMax)
    .replaceAll(/^-+|-+$/g, '')
}

/** The names to try for a derived slug, in their order: itself, `-2` to `-9`, then one that only this entry can have. */
export function candidatesFor(slug: string, id: string): string[] {
  return [slug, ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${slug}-${number}`), `${slug}-${id.slice(-12)}`]
}
