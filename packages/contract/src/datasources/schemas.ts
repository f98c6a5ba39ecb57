import { Type } from 'typebox'
import { Id, Name, nullable, Serial, Slug, strict, Timestamp, Version } from '../schema.ts'

/** What an entry stores: 1 to 128 characters, none of them a control character, not shaped like an id. */
export const DatasourceKey = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^(?![0-9a-f]{8}-[0-9a-f]{4}-)[^\\u0000-\\u001f\\u007f]+$',
})

/** What people read in the place of a key. */
export const DatasourceValue = Type.String({ maxLength: 1000 })

/** A further label of every key, such as one for each language: letters, digits, `-` and `_`, 1 to 64 characters. */
export const Dimension = Type.String({
  pattern: '^(?!(?:constructor|prototype)$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$',
})

/** Values by dimension; a dimension without one is left out. */
const DimensionValues = Type.Record(Dimension, DatasourceValue)

const dimensions = Type.Array(Dimension, { maxItems: 50, uniqueItems: true })

export const Datasource = strict({
  id: Id,
  serial: Serial,
  slug: Slug,
  name: Name,
  dimensions,
  /** The delivery API shows it to every token that may read datasources. */
  delivered: Type.Boolean(),
  version: Version,
  created_at: Timestamp,
  updated_at: Timestamp,
})

export const NewDatasource = strict({
  slug: Slug,
  name: Type.Optional(Name),
  dimensions: Type.Optional(dimensions),
  delivered: Type.Optional(Type.Boolean()),
})

export const DatasourceChange = strict({
  slug: Type.Optional(Slug),
  name: Type.Optional(Name),
  dimensions: Type.Optional(dimensions),
  delivered: Type.Optional(Type.Boolean()),
})

export const DatasourceEntry = strict({
  id: Id,
  serial: Serial,
  key: Type.String(),
  value: Type.String(),
  /** By dimension. */
  values: Type.Record(Type.String(), Type.String()),
})

/** `value` absent: the key itself. */
export const NewDatasourceEntry = strict({
  key: DatasourceKey,
  value: Type.Optional(DatasourceValue),
  values: Type.Optional(DimensionValues),
})

/** A merge patch; null takes the value of a dimension away. */
export const DatasourceEntryChange = strict({
  key: Type.Optional(DatasourceKey),
  value: Type.Optional(DatasourceValue),
  values: Type.Optional(Type.Record(Dimension, nullable(DatasourceValue))),
})

export const importedEntriesMax = 1000

/** Entries are added, or replaced where their key is there. `replace` removes every other one, and gives the list this order. */
export const DatasourceImport = strict({
  entries: Type.Array(NewDatasourceEntry, { maxItems: importedEntriesMax }),
  replace: Type.Optional(Type.Boolean()),
})

export const DatasourceImported = strict({
  created: Type.Integer(),
  updated: Type.Integer(),
  removed: Type.Integer(),
})

/** An entry of a datasource as sites read it. */
export const DeliveredDatasourceEntry = strict({
  serial: Serial,
  key: Type.String(),
  value: Type.String(),
  /** With `dimension`: what it says there; null where it says nothing. */
  dimension_value: Type.Optional(nullable(Type.String())),
})

export const DeliveredDatasource = strict({ id: Id, serial: Serial, slug: Slug, name: Type.String(), dimensions })
