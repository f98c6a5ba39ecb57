import type { Field } from '@latchkey/contract/content-types/schemas'
import { isObject } from './import/row.ts'

interface Column {
  readonly name: string
  value(fields: Readonly<Record<string, unknown>>): unknown
}

/** The columns of a type: one for each field, and one for each locale of a localized field. */
export function csvColumns(fields: readonly Field[], locales: readonly string[]): Column[] {
  return fields.flatMap(({ id, localized }): Column[] =>
    localized
      ? locales.map((code) => ({
          name: `${id}@${code}`,
          value: ({ [id]: values }) => (isObject(values) ? values[code] : null),
        }))
      : [{ name: id, value: ({ [id]: value }) => value }],
  )
}

/** A cell of RFC 4180: empty for no value; lists and documents as JSON. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
