import type { ContentType, Field, NewContentType } from '@latchkey/contract/content-types/schemas'
import type { Static } from '@latchkey/contract/schema'
import { isRecord, memberOf } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

export type Type = Static<typeof ContentType>
type Sent = Omit<Static<typeof NewContentType>, 'slug'>

/** What stands in a component besides what its type says. */
export interface Beside {
  /** Its presets, as the vendor shows them, by the ids that they have here. */
  readonly presets: ReadonlyMap<string, { readonly id: number }>
  /** Tags of components: as far as they may be read. */
  readonly tags: readonly { readonly serial: number; readonly tag: string }[]
}

/** A component, as which a type of ours is shown. Every type can be the root of a story, and stand in others. */
export function componentOf(type: Type, { presets, tags }: Beside): object {
  const { serial, slug, name, fields, created_at, updated_at } = type
  const borne = tags.filter(({ tag }) => type.tags.includes(tag))
  return {
    id: serial,
    name: slug,
    display_name: name,
    created_at,
    updated_at,
    schema: Object.fromEntries(fields.map((field, pos) => [field.id, { ...schemaOf(field), pos }])),
    image: null,
    preview_field: null,
    is_root: true,
    is_nestable: true,
    all_presets: [...presets.values()],
    preset_id: presets.get(type.preset ?? '')?.id ?? null,
    real_name: slug,
    component_group_uuid: type.group,
    internal_tags_list: borne.map((tag) => ({ id: tag.serial, name: tag.tag })),
    // Texts: so the vendor's types have them.
    internal_tag_ids: borne.map((tag) => String(tag.serial)),
  }
}

/** What a component says of itself, as a type of ours: its fields in their order. `types`: those that its blocks may be of. */
export function typeOf(component: unknown, types: readonly Type[]): Sent {
  const name = memberOf(component, 'display_name')
  const schema = memberOf(component, 'schema') ?? {}
  if (!isRecord(schema)) throw refuseBody('/schema', 'Write an object.')
  const fields = Object.entries(schema)
    .map(([id, field]) => ({ id, field, pos: Number(memberOf(field, 'pos') ?? 0) }))
    .toSorted((one, other) => one.pos - other.pos)
    .flatMap(({ id, field }) => fieldOf(id, field, types) ?? [])
  return { ...(typeof name === 'string' && name !== '' && { name }), fields }
}

/** The kinds of field that are the same with another name; `markdown` and its like are read back as they were written. */
const plainKinds: Readonly<Record<string, Field['type']>> = {
  text: 'text',
  textarea: 'text',
  markdown: 'markdown',
  number: 'number',
  boolean: 'boolean',
  datetime: 'date',
  asset: 'asset',
  // What has a form of its own there is kept as it comes.
  richtext: 'json',
  multilink: 'json',
  table: 'json',
  custom: 'json',
}

/** Headings of the vendor's editor, which hold no value. */
const headings: ReadonlySet<unknown> = new Set(['tab', 'section'])

function fieldOf(id: string, field: unknown, types: readonly Type[]): Field | null {
  const kind = memberOf(field, 'type')
  if (headings.has(kind)) return null
  const common = {
    id,
    ...named(memberOf(field, 'display_name')),
    ...(memberOf(field, 'required') === true && { required: true }),
    ...(memberOf(field, 'translatable') === true && { localized: true }),
    ...(memberOf(field, 'filterable') === true && { filterable: true }),
  }
  const plain = typeof kind === 'string' && Object.hasOwn(plainKinds, kind) ? plainKinds[kind] : undefined
  if (plain !== undefined) return { ...common, type: plain, ...lengthOf(field) }
  switch (kind) {
    case 'multiasset':
      return { ...common, type: 'list', items: 'asset' }
    case 'option':
      return { ...common, ...choiceOf(id, field, 'select') }
    case 'options':
      return { ...common, ...choiceOf(id, field, 'list') }
    case 'bloks':
      return { ...common, ...blocksOf(id, field, types) }
    default:
      throw refuseBody(`/schema/${id}`, `There is no field of the type ${String(kind)} here.`)
  }
}

function named(name: unknown): { name?: string } {
  return typeof name === 'string' && name !== '' ? { name } : {}
}

function lengthOf(field: unknown): Pick<Field, 'validation'> {
  const most = Number(memberOf(field, 'max_length') ?? Number.NaN)
  return Number.isSafeInteger(most) && most > 0 ? { validation: { max_length: most } } : {}
}

/** One choice, or several: of stories, of a datasource, or of the values that are listed. */
function choiceOf(id: string, field: unknown, type: 'select' | 'list'): Omit<Field, 'id'> {
  const source = memberOf(field, 'source')
  const of = (kind: 'select' | 'reference'): Omit<Field, 'id'> =>
    type === 'list' ? { type: 'list', items: kind } : { type: kind }
  if (source === 'internal_stories') {
    const only = textsOf(memberOf(field, 'filter_content_type'))
    return { ...of('reference'), ...(only.length > 0 && { types: only }) }
  }
  const datasource = memberOf(field, 'datasource_slug')
  if (source === 'internal' && typeof datasource === 'string') return { ...of('select'), choices: { datasource } }
  const options = memberOf(field, 'options')
  const allowed = Array.isArray(options) ? textsOf(options.map((option) => memberOf(option, 'value'))) : []
  if (allowed.length === 0) throw refuseBody(`/schema/${id}`, 'Say which options there are.')
  return { ...of('select'), validation: { allowed } }
}

/** Blocks of the components that are listed, as these are now; without a list whatever comes, as it comes. */
function blocksOf(id: string, field: unknown, types: readonly Type[]): Omit<Field, 'id'> {
  const names = textsOf(memberOf(field, 'component_whitelist'))
  if (names.length === 0) return { type: 'json' }
  const blocks = names.map((name) => {
    const type = types.find(({ slug }) => slug === name)
    if (type === undefined) throw refuseBody(`/schema/${id}`, `There is no component ${name}.`)
    return { name, fields: type.fields.map(nested) }
  })
  return { type: 'blocks', blocks }
}

/** What stands inside something else has no index, no default and no locale of its own. */
function nested({
  filterable: _filterable,
  default: _default,
  localized: _localized,
  unique: _unique,
  ...field
}: Field): Field {
  return field
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((each): each is string => typeof each === 'string' && each !== '')
}

function schemaOf(field: Field): object {
  const { name, required = false, localized = false, validation = {} } = field
  return {
    ...kindOf(field),
    ...(name !== undefined && { display_name: name }),
    required,
    translatable: localized,
    ...(validation.max_length !== undefined && { max_length: validation.max_length }),
  }
}

function kindOf({ type, items, types, choices, validation, blocks }: Field): object {
  const stories = { source: 'internal_stories', ...(types && { filter_content_type: [...types] }) }
  const values = choices
    ? { source: 'internal', datasource_slug: choices.datasource }
    : { options: (validation?.allowed ?? []).map((value) => ({ name: String(value), value: String(value) })) }
  if (type === 'list') {
    if (items === 'asset') return { type: 'multiasset' }
    if (items === 'reference') return { type: 'options', ...stories }
    return items === 'select' ? { type: 'options', ...values } : { type: 'custom', field_type: 'list' }
  }
  switch (type) {
    case 'reference':
      return { type: 'option', ...stories }
    case 'select':
      return { type: 'option', ...values }
    case 'blocks':
      return { type: 'bloks', restrict_components: true, component_whitelist: (blocks ?? []).map(({ name }) => name) }
    case 'date':
      return { type: 'datetime' }
    case 'text':
    case 'markdown':
    case 'number':
    case 'boolean':
    case 'asset':
      return { type }
    default:
      return { type: 'custom', field_type: type }
  }
}
