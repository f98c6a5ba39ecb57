import type { Field } from '@latchkey/contract/content-types/schemas'
import { refer } from '../refer.ts'

interface Shape {
  readonly slug: string
  readonly name: string
  readonly fields: readonly Field[]
  readonly version?: number
}

/** A content type, named by its slug, with fields as our own API describes them. */
export function shownType({ slug, name, fields, version }: Shape, space: string): object {
  return {
    sys: {
      id: slug,
      type: 'ContentType',
      space: refer('Space', space),
      ...(version !== undefined && { version, status: 'Published' }),
    },
    name,
    fields: fields.map(({ id, name: label = id, type, required = false, localized = false, ...rest }) => ({
      id,
      name: label,
      type,
      required,
      localized,
      ...rest,
    })),
  }
}
