import { type Field, type FieldType, type ItemType, itemTypes } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

type VendorField = Readonly<Record<string, unknown>>

/**
 * Fields of ours for the vendor's `schema`. Kinds of field that we do not have are refused.
 *
 * `before` are the fields that the type has: what the vendor has no word for, such as `filterable`, is kept of them. A new
 * field can be filtered by wherever its kind can, since the vendor's queries name any field.
 */
export function fieldsOf(schema: unknown, before: readonly Field[], pointer: string, nested = false): Field[] {
  if (!Array.isArray(schema)) throw refuseBody(pointer, 'It is a list of fields.')
  return schema.map((each, index) => {
    const at = `${pointer}/${index}`
    if (!isRecord(each) || typeof each['uid'] !== 'string') throw refuseBody(at, 'A field has a uid.')
    const { uid } = each
    return fieldOf(
      each,
      uid,
      before.find(({ id }) => id === uid),
      at,
      nested,
    )
  })
}

const filterableTypes: readonly FieldType[] = ['text', 'select', 'number', 'boolean', 'date', 'asset', 'reference']

function fieldOf(vendor: VendorField, uid: string, before: Field | undefined, at: string, nested: boolean): Field {
  const { type, ...kind } = kindOf(vendor, before, at)
  const isList = isSeveral(vendor, type)
  const itemType = itemTypes.find((each) => each === type)
  if (isList && itemType === undefined) throw refuseBody(at, `There are no lists of ${type}.`)
  const held = isList ? (itemType ?? type) : type
  const filterable = !nested && (before?.filterable ?? filterableTypes.includes(held))
  return {
    id: uid,
    ...nameOf(vendor, uid),
    ...(isList && itemType !== undefined ? listOf(itemType, vendor, kind) : { type, ...kind }),
    ...(vendor['mandatory'] === true && { required: true }),
    ...(vendor['unique'] === true && !nested && { unique: true }),
    // A field is localized where neither the type nor the field says that it is not; the vendor sends the word or leaves it out.
    ...(vendor['non_localizable'] !== true && !nested && { localized: true }),
    ...(filterable && { filterable: true }),
    ...defaultOf(vendor, type, nested),
  }
}

function nameOf(vendor: VendorField, uid: string): Pick<Field, 'name'> {
  const name = vendor['display_name']
  return typeof name === 'string' && name !== '' && name !== uid ? { name: name.slice(0, 100) } : {}
}

function listOf(items: ItemType, vendor: VendorField, kind: Omit<Field, 'id' | 'type'>): Omit<Field, 'id'> {
  const most = vendor['max_instance']
  const { validation, ...rest } = kind
  const limits = { ...validation, ...(typeof most === 'number' && most > 0 && { max_items: most }) }
  return { type: 'list', items, ...rest, ...(Object.keys(limits).length > 0 && { validation: limits }) }
}

function isSeveral(vendor: VendorField, type: FieldType): boolean {
  if (type === 'blocks') return false
  const { field_metadata: metadata } = vendor
  return (
    vendor['multiple'] === true || (type === 'reference' && isRecord(metadata) && metadata['ref_multiple'] === true)
  )
}

function defaultOf(vendor: VendorField, type: FieldType, nested: boolean): Pick<Field, 'default'> {
  const value = vendor['default_value']
  const fits = ['text', 'number', 'boolean', 'select', 'date'].includes(type) && !nested && vendor['multiple'] !== true
  return !fits || value === undefined || value === null || value === '' ? {} : { default: value }
}

function kindOf(vendor: VendorField, before: Field | undefined, at: string): Omit<Field, 'id'> {
  const { data_type: dataType, field_metadata: given } = vendor
  const metadata = isRecord(given) ? given : {}
  switch (dataType) {
    case 'text':
      if (isRecord(vendor['enum'])) return selectOf(vendor['enum'], at)
      if (metadata['markdown'] === true) return { type: 'markdown' }
      return { type: 'text', ...patternOf(vendor) }
    case 'number':
      return { type: 'number', ...boundsOf(vendor) }
    case 'boolean':
      return { type: 'boolean' }
    case 'isodate':
      return { type: 'date' }
    case 'json':
      return { type: metadata['allow_json_rte'] === true ? 'rich-text' : 'json' }
    case 'link':
      return {
        type: 'object',
        fields: [
          { id: 'title', type: 'text' },
          { id: 'href', type: 'text' },
        ],
      }
    case 'file':
      return { type: 'asset' }
    case 'reference':
      return { type: 'reference', ...typesOf(vendor['reference_to'], at) }
    case 'group':
      return { type: 'object', fields: fieldsOf(vendor['schema'], before?.fields ?? [], `${at}/schema`, true) }
    case 'blocks':
      return { type: 'blocks', blocks: blocksOf(vendor['blocks'], before, `${at}/blocks`) }
    default:
      throw refuseBody(`${at}/data_type`, `Fields of the kind ${String(dataType)} are not supported.`)
  }
}

function selectOf(choices: Readonly<Record<string, unknown>>, at: string): Omit<Field, 'id'> {
  const list = choices['choices']
  const values = Array.isArray(list) ? list.map((each) => (isRecord(each) ? each['value'] : undefined)) : []
  if (values.length === 0 || !values.every((value) => typeof value === 'string'))
    throw refuseBody(`${at}/enum/choices`, 'Choices have a value that is a text.')
  return { type: 'select', validation: { allowed: values } }
}

function patternOf(vendor: VendorField): Pick<Field, 'validation'> {
  const pattern = vendor['format']
  return typeof pattern === 'string' && pattern !== '' ? { validation: { pattern } } : {}
}

function boundsOf({ min, max }: VendorField): Pick<Field, 'validation'> {
  const bounds = { ...(typeof min === 'number' && { minimum: min }), ...(typeof max === 'number' && { maximum: max }) }
  return Object.keys(bounds).length > 0 ? { validation: bounds } : {}
}

function typesOf(to: unknown, at: string): Pick<Field, 'types'> {
  const types = typeof to === 'string' ? [to] : to
  if (types === undefined) return {}
  if (!Array.isArray(types) || !types.every((each) => typeof each === 'string'))
    throw refuseBody(`${at}/reference_to`, 'It is a list of content types.')
  return types.length === 0 ? {} : { types }
}

function blocksOf(blocks: unknown, before: Field | undefined, at: string): NonNullable<Field['blocks']> {
  if (!Array.isArray(blocks)) throw refuseBody(at, 'It is a list of blocks.')
  return blocks.map((each, index) => {
    if (!isRecord(each) || typeof each['uid'] !== 'string') throw refuseBody(`${at}/${index}`, 'A block has a uid.')
    if (each['reference_to'] !== undefined && each['schema'] === undefined)
      throw refuseBody(`${at}/${index}`, 'Global fields are not supported.')
    const known = before?.blocks?.find(({ name }) => name === each['uid'])?.fields ?? []
    return { name: each['uid'], fields: fieldsOf(each['schema'], known, `${at}/${index}/schema`, true) }
  })
}
