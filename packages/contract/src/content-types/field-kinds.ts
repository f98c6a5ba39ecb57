import { type Field, type FieldType, fieldTypes, itemTypes } from './schemas.ts'

/** A limit of `validation`. */
export type FieldLimit = keyof NonNullable<Field['validation']>

interface FieldKind {
  readonly limits: readonly FieldLimit[]
  /** Whether no two entries may have the same value. */
  readonly unique: boolean
  /** Whether lists can filter and sort by it; of a list, what its items say. */
  readonly filterable: boolean
}

const words = ['min_length', 'max_length', 'pattern'] as const
const counts = ['min_items', 'max_items'] as const

/** What each kind of field can be limited by, and what it can be marked as. */
export const fieldKinds: Readonly<Record<FieldType, FieldKind>> = {
  text: { limits: [...words, 'allowed'], unique: true, filterable: true },
  'rich-text': { limits: [], unique: false, filterable: false },
  markdown: { limits: words, unique: false, filterable: true },
  number: { limits: ['minimum', 'maximum', 'integer', 'allowed'], unique: true, filterable: true },
  boolean: { limits: [], unique: false, filterable: true },
  date: { limits: [], unique: true, filterable: true },
  select: { limits: ['allowed'], unique: false, filterable: true },
  list: { limits: counts, unique: false, filterable: false },
  object: { limits: [], unique: false, filterable: false },
  blocks: { limits: counts, unique: false, filterable: false },
  asset: { limits: [], unique: false, filterable: true },
  reference: { limits: [], unique: true, filterable: true },
  json: { limits: [], unique: false, filterable: false },
}

/** The same as a list, for programs that let people choose. */
export function catalogueOfFieldKinds() {
  return fieldTypes.map((type) => ({
    type,
    ...fieldKinds[type],
    limits: [...fieldKinds[type].limits],
    listable: itemTypes.some((each) => each === type),
  }))
}
