import type { Field } from '@latchkey/contract/content-types/schemas'
import { isObject } from './row.ts'

/** What is known of the type that rows are imported into. */
export interface Shape {
  /** Null when the token may not read the type: then values go as they are, and the server judges them. */
  readonly fields: ReadonlyMap<string, Field> | null
  /** Codes of the space's locales; null when the token may not read them. */
  readonly locales: ReadonlySet<string> | null
  /** The locale of values that name none; null when it is not known. */
  readonly locale: string | null
}

/** A row's values as the API takes them with `locale=*`, or what is wrong with them. */
export type Fields =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string }

/** Sorts columns into fields and, where a field has a value for each locale, into locales. `text` reads cells that are all text. */
export function fieldsOf(columns: readonly (readonly [string, unknown])[], shape: Shape, text: boolean): Fields {
  const fields: Record<string, unknown> = { __proto__: null }
  for (const [column, given] of columns) {
    const [name = '', locale] = column.split('@', 2)
    const field = shape.fields?.get(name)
    const value = text && typeof given === 'string' && field ? readText(given, field) : given
    if (value === undefined) return wrong(`${column}: ${JSON.stringify(given)} is no ${field?.type}.`)
    if (!isLocalized(field, locale, shape)) {
      if (locale !== undefined) return wrong(`${column}: ${name} has one value for all locales; drop @${locale}.`)
      fields[name] = value
      continue
    }
    const byLocale = locale === undefined ? valuesByLocale(value, shape) : { [locale]: value }
    if (byLocale === null) return wrong(`${column}: say --locale, the locale of values that name none.`)
    const earlier = fields[name]
    fields[name] = { ...(isObject(earlier) && earlier), ...byLocale }
  }
  return { ok: true, fields: { ...fields } }
}

const wrong = (problem: string): Fields => ({ ok: false, problem })

/** Without the type, only a column that names a locale can be known to be localized. */
function isLocalized(field: Field | undefined, locale: string | undefined, { fields }: Shape): boolean {
  return fields === null ? locale !== undefined : field?.localized === true
}

/** An object whose keys are all locales of the space holds a value for each; anything else is the value of one locale. */
function valuesByLocale(value: unknown, { locales, locale }: Shape): Readonly<Record<string, unknown>> | null {
  if (isObject(value) && locales !== null) {
    const codes = Object.keys(value)
    if (codes.length > 0 && codes.every((code) => locales.has(code))) return value
  }
  return locale === null ? null : { [locale]: value }
}

/** Reads a cell as its field's type has it; undefined when it cannot be. */
function readText(cell: string, field: Pick<Field, 'type' | 'items'>): unknown {
  switch (field.type) {
    case 'number':
      return cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : undefined
    case 'boolean':
      return { true: true, yes: true, 1: true, false: false, no: false, 0: false }[cell.trim().toLowerCase()]
    case 'list':
      return readList(cell, field.items ?? 'text')
    case 'rich-text':
    case 'object':
    case 'blocks':
    case 'json':
      return readJson(cell)
    case 'text':
    case 'markdown':
    case 'date':
    case 'select':
    case 'asset':
    case 'reference':
      return cell
  }
}

/** A JSON array, or items with `;` between them. */
function readList(cell: string, type: Field['type']): unknown[] | undefined {
  if (cell.trimStart().startsWith('[')) {
    const array = readJson(cell)
    return Array.isArray(array) ? array : undefined
  }
  const items = cell.split(';').map((item) => readText(item.trim(), { type }))
  return items.includes(undefined) ? undefined : items
}

function readJson(cell: string): unknown {
  try {
    return JSON.parse(cell)
  } catch {
    return undefined
  }
}
