import type { Reader } from '../../database/database.ts'
import { contentTypeOf } from '../content/content-type.ts'
import { decodeBody } from '../content/field-values.ts'
import { readPresetsOf } from '../type-presets/queries.ts'
import { misfitsOf } from '../type-presets/rules.ts'
import type { TypeRow } from './queries.ts'

/** Which presets of a type hold values that its fields, as they are to be, do not take: a sentence for each. */
export async function unfitPresets(db: Reader, type: TypeRow): Promise<string[]> {
  const presets = await readPresetsOf(db, type)
  if (presets.length === 0) return []
  // Not the type of a version: it may never be stored, and another may have its number then.
  const compiled = contentTypeOf('unstored', type)
  return presets.flatMap(({ name, body }) => {
    const fields = misfitsOf(compiled, decodeBody(body)).map(({ pointer }) => pointer.split('/')[2])
    const named = [...new Set(fields)].join(', ')
    return named === '' ? [] : [`The preset ${name} has values that do not fit any more: ${named}.`]
  })
}
