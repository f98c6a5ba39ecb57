import { problems } from '@latchkey/contract/problems'
import { evaluate } from '@latchkey/policy/filter'
import { refuse } from '../../pipeline/refusal.ts'
import { readBodies, type ShownBodies } from '../content/bodies.ts'
import type { ContentField, ContentType } from '../content/content-type.ts'
import { type Body, fieldsByLocale, fieldsIn, shared } from '../content/field-values.ts'
import type { LocaleReach } from '../content/locale-reach.ts'
import type { EntryRow } from '../content/source.ts'
import { tagsIn } from '../content/tags.ts'
import type { Value } from '../content/value.ts'
import type { TypeInReach } from './reading.ts'

/** An entry as it is answered. */
export interface Delivered {
  readonly id: string
  readonly type: string
  readonly slug: string
  readonly locale: string
  readonly published_at: string | null
  readonly updated_at: string
  readonly version: number
  readonly tags?: string[]
  readonly fields: Readonly<Record<string, Value>>
  readonly includes?: Readonly<Record<string, unknown>>
}

/** The entries of rows, in their order. */
export async function deliver({ type, source, reach }: TypeInReach, rows: readonly EntryRow[]): Promise<Delivered[]> {
  if (rows.length === 0) return []
  const isLocalized = [...type.fields.values()].some(({ localized }) => localized)
  const codes = isLocalized ? reach.steps.map(({ code }) => code) : []
  const bodiesOf = await readBodies(source, rows, codes)
  return rows.map((row) => render(type, row, reach, bodiesOf(row)))
}

function render(type: ContentType, row: EntryRow, reach: LocaleReach, all: ShownBodies): Delivered {
  const locales = shownLocales(row, reach)
  const shown = [shared, ...locales].flatMap((code) => all.get(code) ?? [])
  const bodies = new Map<string, Body>(Array.from(all, ([code, { body }]) => [code, body]))
  const tags = tagsIn(bodies.get(shared))
  const published = shown.flatMap(({ publishedAt }) => publishedAt ?? [])
  return {
    id: row.id,
    type: type.slug,
    slug: row.slug,
    locale: reach.asked,
    published_at: published.length === 0 ? null : new Date(Math.max(...published)).toISOString(),
    updated_at: new Date(Math.max(0, ...shown.map(({ updatedAt }) => updatedAt))).toISOString(),
    version: Math.max(1, ...shown.map(({ version }) => version)),
    ...(tags.length > 0 && { tags }),
    fields: reach.asked === '*' ? fieldsByLocale(type, bodies, locales) : fieldsIn(type, bodies, locales),
  }
}

/** The locales that this row shows, in the order of the reach. */
export function shownLocales(row: EntryRow, { steps }: LocaleReach): string[] {
  return steps.filter(({ rows }) => rows.is === 'all' || evaluate(rows, row)).map(({ code }) => code)
}

/** Reads `title,price`: fields of the type, or null for all. */
export function parseFields(type: ContentType, text: string | undefined): readonly ContentField[] | null {
  if (text === undefined) return null
  const fields = text.split(',').map((id) => type.fields.get(id))
  if (isComplete(fields)) return fields
  throw refuse(problems.invalidQuery, undefined, {
    errors: [{ parameter: 'fields', detail: 'There is no such field.' }],
  })
}

function isComplete<Item>(items: readonly (Item | undefined)[]): items is readonly Item[] {
  return !items.includes(undefined)
}

/** The entry with the chosen fields only. */
export function pickFields(entry: Delivered, fields: readonly ContentField[] | null): Delivered {
  if (fields === null) return entry
  const picked: Record<string, Value> = {}
  for (const { id } of fields) {
    const value = entry.fields[id]
    if (value !== undefined) picked[id] = value
  }
  return { ...entry, fields: picked }
}
