import type { Field } from '@latchkey/contract/content-types/schemas'

/** A field of a content type in the vendor's words. */
export type VendorField = Readonly<Record<string, unknown>>

/** The fields of a type as the vendor's `schema`. What the vendor has no word for is left out. */
export function schemaOf(fields: readonly Field[]): VendorField[] {
  return fields.map(fieldOf)
}

function fieldOf(field: Field): VendorField {
  const { id, name = id, required = false, unique = false, localized = false } = field
  return {
    display_name: name,
    uid: id,
    ...kindOf(field),
    mandatory: required,
    unique,
    non_localizable: !localized,
    ...(field.default !== undefined && { default_value: field.default }),
  }
}

/** What of a field its kind says. */
function kindOf(field: Field): VendorField {
  if (field.type !== 'list')
    return { ...single(field, field.type), ...(field.type !== 'reference' && { multiple: field.type === 'blocks' }) }
  const { items = 'text', validation = {} } = field
  if (items === 'reference') return reference(field, true)
  const { max_items } = validation
  return { ...single(field, items), multiple: true, ...(max_items !== undefined && { max_instance: max_items }) }
}

function single(field: Field, type: Exclude<Field['type'], 'list'>): VendorField {
  const { validation = {}, fields = [], blocks = [] } = field
  switch (type) {
    case 'text':
      return {
        data_type: 'text',
        field_metadata: { description: '', default_value: '' },
        format: validation.pattern ?? '',
      }
    case 'markdown':
      return { data_type: 'text', field_metadata: { description: '', markdown: true } }
    case 'rich-text':
      return {
        data_type: 'json',
        field_metadata: { allow_json_rte: true, rich_text_type: 'advanced', description: '' },
      }
    case 'select':
      return {
        data_type: 'text',
        display_type: 'dropdown',
        enum: { advanced: false, choices: (validation.allowed ?? []).map((value) => ({ value })) },
        field_metadata: { description: '' },
      }
    case 'number': {
      const { minimum, maximum } = validation
      return {
        data_type: 'number',
        field_metadata: { description: '' },
        ...(minimum !== undefined && { min: minimum }),
        ...(maximum !== undefined && { max: maximum }),
      }
    }
    case 'boolean':
      return { data_type: 'boolean', field_metadata: { description: '' } }
    case 'date':
      return { data_type: 'isodate', field_metadata: { description: '' } }
    case 'asset':
      return { data_type: 'file', field_metadata: { description: '', rich_text_type: 'standard' } }
    case 'reference':
      return reference(field, false)
    case 'object':
      return { data_type: 'group', field_metadata: { description: '' }, schema: schemaOf(fields) }
    case 'blocks':
      return {
        data_type: 'blocks',
        field_metadata: { description: '' },
        blocks: blocks.map(({ name, fields: inner }) => ({ title: name, uid: name, schema: schemaOf(inner) })),
      }
    case 'json':
      return { data_type: 'json', field_metadata: { description: '', extension: true } }
  }
}

function reference({ types = [] }: Field, several: boolean): VendorField {
  return {
    data_type: 'reference',
    reference_to: types,
    field_metadata: { ref_multiple: several, ref_multiple_content_types: true },
  }
}
