import { kindOf, valuesIn } from '@latchkey/dialect-kit/walk-values'
import type { Shapes, Shown } from './shapes.ts'

/** An entry, and the path by which it was reached: empty for those that were asked for. */
export interface Reached {
  readonly item: Shown
  readonly path: string
}

/** A reference that an entry holds. */
export interface Reference {
  readonly id: string
  /** `author.company` */
  readonly path: string
  /** Whether the field says of which type it is. */
  readonly typed: boolean
}

/** The references in entries, in the order in which they are met. */
export function referencesIn(reached: readonly Reached[], shapes: Shapes): readonly Reference[] {
  return reached.flatMap(({ item, path: base }) =>
    found(item, shapes, base === '' ? '' : `${base}.`)
      .filter(({ field }) => kindOf(field) === 'reference')
      .flatMap(({ field, path, value }) => {
        const typed = (field.types ?? []).length === 1
        return typeof value === 'string' ? [{ id: value, path, typed }] : []
      }),
  )
}

/** The ids of files in entries, each once. */
export function fileIdsIn(items: readonly Shown[], shapes: Shapes): readonly string[] {
  const ids = items.flatMap((item) =>
    found(item, shapes, '').flatMap(({ field, value }) =>
      kindOf(field) === 'asset' && typeof value === 'string' ? [value] : [],
    ),
  )
  return [...new Set(ids)]
}

function found(item: Shown, shapes: Shapes, base: string) {
  return [...valuesIn(item.type, shapes.get(item.type) ?? [], item.fields, base)]
}
