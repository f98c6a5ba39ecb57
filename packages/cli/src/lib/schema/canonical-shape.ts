import type { DatasourceFile, DatasourceFileEntry, TypeFile } from './space-shape.ts'

type Json = Readonly<Record<string, unknown>>

const fieldKeys = [
  'id',
  'was',
  'name',
  'type',
  'items',
  'required',
  'unique',
  'localized',
  'filterable',
  'default',
  'choices',
  'types',
  'validation',
  'fields',
  'blocks',
]
const flags = ['required', 'unique', 'localized', 'filterable']

/** A content type in the one form that its file has: keys in their order, what is the default left out. */
export function typeFile(sent: Json): TypeFile {
  const { slug, name = slug, singleton = false, fields } = sent
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file may hold anything: the server judges it.
  return ordered({ ...sent, slug, name, singleton, fields: fieldsIn(fields) }, [
    'slug',
    'name',
    'singleton',
    'fields',
  ]) as unknown as TypeFile
}

function fieldsIn(fields: unknown): unknown {
  return Array.isArray(fields) ? fields.map((field: unknown) => (isObject(field) ? fieldIn(field) : field)) : fields
}

function fieldIn(field: Json): Json {
  const said = Object.fromEntries(
    Object.entries(field).filter(([key, value]) => value !== false || !flags.includes(key)),
  )
  return ordered(
    {
      ...said,
      ...(said['fields'] !== undefined && { fields: fieldsIn(said['fields']) }),
      ...(Array.isArray(said['blocks']) && { blocks: said['blocks'].map(blockIn) }),
      ...(isObject(said['validation']) && { validation: ordered(said['validation'], []) }),
    },
    fieldKeys,
  )
}

function blockIn(block: unknown): unknown {
  return isObject(block) ? ordered({ ...block, fields: fieldsIn(block['fields']) }, ['name', 'fields']) : block
}

/** A datasource in the one form that its file has. */
export function datasourceFile(sent: Json): DatasourceFile {
  const { slug, name = slug, dimensions = [], delivered = false, entries = [] } = sent
  const listed: unknown = Array.isArray(entries) ? entries.map((entry: unknown) => entryIn(entry)) : entries
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same.
  return ordered({ ...sent, slug, name, dimensions, delivered, entries: listed }, [
    'slug',
    'name',
    'dimensions',
    'delivered',
    'entries',
  ]) as unknown as DatasourceFile
}

function entryIn(entry: unknown): DatasourceFileEntry {
  const { key, value = key, values = {}, ...rest } = isObject(entry) ? entry : { key: entry }
  const sorted = isObject(values) ? ordered(values, []) : values
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same.
  return { key, value, values: sorted, ...rest } as unknown as DatasourceFileEntry
}

/** Keys in the given order, and those that it does not know behind them by name. */
function ordered(value: Json, keys: readonly string[]): Json {
  const place = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    entries.toSorted(([one], [other]) => place(one) - place(other) || (one < other ? -1 : one > other ? 1 : 0)),
  )
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two things are the same once they are written. What a field was called before says nothing about what it is. */
export function isSame(one: object, other: object): boolean {
  const plain = (thing: object) => JSON.stringify(thing, (key, value: unknown) => (key === 'was' ? undefined : value))
  return plain(one) === plain(other)
}
