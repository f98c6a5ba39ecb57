import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import type { Asset, Item, Shapes } from './shapes.ts'

/** How the file of an id is shown. */
export type ShowAsset = (id: string) => object

/** The `content` of a story: what its type calls fields, with the type as `component` and blocks as components. */
export function contentOf(
  { id, type, fields }: Pick<Item, 'id' | 'type' | 'fields'>,
  shapes: Shapes,
  showAsset: ShowAsset,
): Record<string, unknown> {
  return componentOf({ uid: id, name: type, fields: shapes.get(type) ?? [], values: fields }, showAsset)
}

interface Component {
  readonly uid: string
  readonly name: string
  readonly fields: readonly Field[]
  readonly values: Readonly<Record<string, unknown>>
}

function componentOf({ uid, name, fields, values }: Component, showAsset: ShowAsset): Record<string, unknown> {
  return { _uid: uid, component: name, ...shown(uid, fields, values, showAsset) }
}

/** Values of fields that are declared, in their order; a field without a value is left out. */
function shown(
  uid: string,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  showAsset: ShowAsset,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const field of fields) {
    const value = values[field.id]
    if (value !== undefined) result[field.id] = valueOf(`${uid}-${field.id}`, field, value, showAsset)
  }
  return result
}

function valueOf(uid: string, field: Field, value: unknown, showAsset: ShowAsset): unknown {
  if (Array.isArray(value) && (field.type === 'list' || field.type === 'blocks'))
    return value.map((each, index) => itemOf(`${uid}-${index}`, field, each, showAsset))
  return itemOf(uid, field, value, showAsset)
}

function itemOf(uid: string, field: Field, value: unknown, showAsset: ShowAsset): unknown {
  if (kindOf(field) === 'asset' && typeof value === 'string') return showAsset(value)
  if (!isRecord(value)) return value
  if (field.blocks !== undefined) {
    const block = field.blocks.find(({ name }) => name === value['block'])
    return block === undefined ? value : componentOf({ uid, ...block, values: value }, showAsset)
  }
  return field.fields === undefined ? value : shown(uid, field.fields, value, showAsset)
}

/**
 * A file as it stands in a story. One that the token may not read is not told from one that is not there: of both there is
 * the address that an asset token can have signed, and nothing else.
 */
export function assetShower(assets: readonly Asset[], addressOf: (id: string, fileName: string) => string): ShowAsset {
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  return (id) => {
    const asset = byId.get(id)
    const { title = '', alt = '', credit = '' } = asset?.metadata ?? {}
    return {
      id: asset?.serial ?? null,
      fieldtype: 'asset',
      filename: addressOf(id, asset?.file_name ?? 'file'),
      name: '',
      title,
      alt,
      focus: '',
      copyright: credit,
      source: '',
      is_external_url: false,
      is_private: asset === undefined ? null : asset.private,
      meta_data: {},
    }
  }
}
