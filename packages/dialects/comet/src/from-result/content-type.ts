import { type Field, kindOf, type Shape } from './shape.ts'

/** The vendor's words for our kinds of field; what it has no word for is JSON to it. */
const types: Readonly<Partial<Record<Field['type'], string>>> = {
  text: 'text',
  markdown: 'markdown',
  number: 'number',
  boolean: 'boolean',
  date: 'datetime',
  select: 'select',
  asset: 'media',
  reference: 'relation',
}

/** A type as the vendor shows it. All of ours need a token: `visibility` is `private`. */
export function contentTypeOf({ slug, name, singleton, fields }: Shape, locales: readonly string[]): object {
  const isLocalized = fields.some(({ localized }) => localized === true)
  return {
    name: slug,
    label: name,
    icon: '',
    singleton,
    visibility: 'private',
    slug_field: 'slug',
    slug_source: 'title',
    locales: isLocalized ? locales : [],
    default_locale: isLocalized ? (locales[0] ?? '') : '',
    fields: Object.fromEntries(fields.map((field) => [field.id, fieldOf(field, isLocalized)])),
  }
}

function fieldOf(field: Field, isLocalized: boolean): object {
  const { kind, isList } = kindOf(field)
  const type = types[kind]
  // A list of what is no choice, file or reference has no word there either.
  const known = isList && !['select', 'asset', 'reference'].includes(kind) ? undefined : type
  return {
    type: known ?? 'json',
    label: field.name ?? field.id,
    ...(field.required === true && { required: true }),
    ...(field.unique === true && { unique: true }),
    ...(isLocalized && { localized: field.localized === true }),
    ...(field.default !== undefined && { default: field.default }),
    ...(kind === 'select' && { options: field.validation?.allowed ?? [] }),
    ...(kind === 'reference' && { target: field.types?.[0] ?? '' }),
    ...(isList && known !== undefined && { multiple: true }),
  }
}
