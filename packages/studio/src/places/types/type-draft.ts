import type { ContentType, Field } from '../../api/answers.ts'
import { fieldsOf, type FieldRow, rowsOf } from './field-row.ts'

/** A content type while it is being made or changed. */
export interface TypeDraft {
  readonly name: string
  readonly slug: string
  readonly singleton: boolean
  readonly rows: readonly FieldRow[]
}

export const emptyType: TypeDraft = { name: '', slug: '', singleton: false, rows: [] }

export function draftOfType({ name, slug, singleton, fields }: ContentType): TypeDraft {
  return { name, slug, singleton, rows: rowsOf(fields) }
}

/** The type as the API takes it. */
export function bodyOfType({ name, slug, singleton, rows }: TypeDraft): {
  readonly name: string
  readonly slug: string
  readonly singleton: boolean
  readonly fields: Field[]
} {
  return { name: name.trim(), slug: slug.trim(), singleton, fields: fieldsOf(rows) }
}
