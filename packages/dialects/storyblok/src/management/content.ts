import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import { fileIdIn } from '../from-result/address.ts'

/** What a story says besides the values of its fields. */
const marks: ReadonlySet<string> = new Set(['_uid', '_editable', 'component', 'block'])

/**
 * The `content` of a story as the fields of an entry. Keys that no field has go on as they are, and are refused with it. With
 * `whole`, a field that is not sent is emptied.
 */
export function fieldsOf(
  content: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
  { spaceId, whole }: { readonly spaceId: string; readonly whole: boolean },
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [id, value] of Object.entries(content)) {
    if (marks.has(id)) continue
    const field = fields.find((each) => each.id === id)
    values[id] = field === undefined ? value : valueOf(field, value, spaceId)
  }
  if (whole) for (const { id } of fields) values[id] ??= null
  return values
}

function valueOf(field: Field, value: unknown, spaceId: string): unknown {
  if (Array.isArray(value) && (field.type === 'list' || field.type === 'blocks'))
    return value.map((each) => itemOf(field, each, spaceId))
  return itemOf(field, value, spaceId)
}

function itemOf(field: Field, value: unknown, spaceId: string): unknown {
  const kind = kindOf(field)
  if (kind === 'asset') return fileOf(field.id, value, spaceId)
  // The editor of the vendor writes an empty text for nothing, and numbers as texts.
  if (value === '' && kind !== 'text' && kind !== 'markdown') return null
  if (kind === 'number' && typeof value === 'string') return Number(value)
  if (kind === 'date' && typeof value === 'string') return dateOf(value)
  if (!isRecord(value)) return value
  if (field.blocks !== undefined) {
    const block = field.blocks.find(({ name }) => name === value['component'])
    if (block === undefined) return value
    return { block: block.name, ...fieldsOf(value, block.fields, { spaceId, whole: false }) }
  }
  return field.fields === undefined ? value : fieldsOf(value, field.fields, { spaceId, whole: false })
}

/** `2026-11-23 09:30`, which is UTC there; what is none is left for the field to refuse. */
function dateOf(text: string): string {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}:00.000Z` : text
}

/** The file that an asset of a story names by its address. */
function fileOf(id: string, value: unknown, spaceId: string): unknown {
  if (!isRecord(value)) return value === '' ? null : value
  const { filename } = value
  if (filename === '' || filename === null || filename === undefined) return null
  const file = typeof filename === 'string' ? fileIdIn(filename, spaceId) : null
  if (file === null) throw refuseBody(`/content/${id}`, 'No file of this space has that address.')
  return file
}
