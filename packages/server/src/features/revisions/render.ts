import type { FieldDifference, Revision } from '@latchkey/contract/revisions/schemas'
import type { Static } from '@latchkey/contract/schema'
import { type Bodies, encodeBody, shared } from '../content/field-values.ts'
import type { Value } from '../content/value.ts'
import type { LiveRow } from '../entries/state.ts'
import type { RenameRow, SavedRow } from './queries.ts'

interface Saves {
  readonly revisions: readonly SavedRow[]
  readonly renames: readonly RenameRow[]
}

/** What is known of one save; undefined where nothing of it is shown. */
export function renderSave(
  version: number,
  { revisions, renames }: Saves,
  live: readonly LiveRow[],
): Static<typeof Revision> | undefined {
  const own = revisions.filter((row) => row.version === version)
  const rename = renames.find((row) => row.version === version)
  const first = own[0] ?? rename
  if (first === undefined) return undefined
  const ids = new Set(own.map(({ id }) => id))
  const shown = live.filter(({ revisionId }) => ids.has(revisionId))
  return {
    version,
    saved_at: new Date(first.created_at).toISOString(),
    saved_by: first.author,
    secret_version: first.token_secret_version,
    live_in: [...new Set(shown.map(({ environment }) => environment))],
    locales: own.map(({ locale }) => locale).filter((locale) => locale !== shared),
    shared: own.some(({ locale }) => locale === shared),
    ...(rename && { renamed_from: rename.slug_before }),
  }
}

/** Values by field, as they were stored: `{ "price": 3, "title": { "en": "Hello", "de": "Hallo" } }`. */
export function fieldsOf(bodies: Bodies): Record<string, Value> {
  const fields = new Map<string, Value>(Object.entries(bodies.get(shared) ?? {}))
  const localized = new Map<string, Record<string, Value>>()
  for (const [locale, body] of bodies) {
    if (locale === shared) continue
    for (const [field, value] of Object.entries(body)) {
      localized.set(field, { ...localized.get(field), [locale]: value })
    }
  }
  return Object.fromEntries([...fields, ...localized])
}

/** Every value that differs, by locale and field. */
export function differencesOf(before: Bodies, after: Bodies): Static<typeof FieldDifference>[] {
  const locales = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return locales.flatMap((locale) => {
    const [old, now] = [before.get(locale) ?? {}, after.get(locale) ?? {}]
    const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    return fields
      .filter((field) => encoded(old[field]) !== encoded(now[field]))
      .map((field) => ({
        field,
        locale: locale === shared ? null : locale,
        ...(old[field] !== undefined && { old: old[field] }),
        ...(now[field] !== undefined && { new: now[field] }),
      }))
  })
}

function encoded(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : encodeBody({ value })
}
