import { isObject } from '../../import/row.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a Storyblok space gives, in the shapes of its management API (v1, read 2026-11). */
export interface StoryblokSource {
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  readonly components: readonly Component[]
  readonly stories: readonly Story[]
  /** Paths of folders of stories. */
  readonly storyFolders: readonly string[]
  readonly datasources: readonly Datasource[]
  readonly assets: readonly Asset[]
  readonly assetFolders: readonly AssetFolder[]
  /** Parts of the source that say nothing this reader knows: `presets`, the path of a file. */
  readonly unknown: readonly string[]
  /** The bytes of a file by its address; rejects with a sentence. */
  bytes(filename: string, id: string | null): Promise<Blob>
}

export interface Component {
  readonly name: string
  readonly display_name?: string | null
  readonly schema: Readonly<Record<string, Json>>
  readonly is_root: boolean
  readonly is_nestable: boolean
  readonly component_group_uuid?: string | null
}

export interface Story extends Json {
  readonly uuid: string
  readonly name: string
  readonly full_slug: string
  readonly content: Json
}

export interface Datasource {
  readonly name: string
  readonly slug: string
  readonly dimensions: readonly { readonly name: string; readonly entry_value: string }[]
  readonly entries: readonly DatasourceEntry[]
}

export interface DatasourceEntry {
  readonly name: string
  readonly value: string
  /** By `entry_value` of the dimension. */
  readonly values: Readonly<Record<string, string>>
}

export interface Asset {
  readonly id: string
  readonly filename: string
  readonly is_private: boolean
  readonly asset_folder_id: string | null
  readonly about: Json
}

export interface AssetFolder {
  readonly id: string
  readonly name: string
  readonly parent_id: string | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const key = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) || null : null

/** A component; null for what is none. */
export function asComponent(value: Json): Component | null {
  const { name, schema } = value
  if (typeof name !== 'string' || !isObject(schema)) return null
  const fields = Object.entries(schema).flatMap(([id, field]) => (isObject(field) ? [[id, field] as const] : []))
  return {
    name,
    display_name: text(value['display_name']) || null,
    schema: Object.fromEntries(fields.toSorted(([, one], [, other]) => position(one) - position(other))),
    is_root: value['is_root'] === true,
    // Left out by old exports, where everything that is no root is nested.
    is_nestable: value['is_nestable'] === undefined ? value['is_root'] !== true : value['is_nestable'] === true,
    component_group_uuid: key(value['component_group_uuid']),
  }
}

function position({ pos }: Json): number {
  return typeof pos === 'number' ? pos : Number.MAX_SAFE_INTEGER
}

/** A story with its content; null for what is none, folders included. */
export function asStory(value: Json): Story | null {
  const { uuid, name, full_slug, content } = value
  if (typeof uuid !== 'string' || typeof full_slug !== 'string' || !isObject(content)) return null
  if (typeof content['component'] !== 'string') return null
  return { ...value, uuid, name: text(name), full_slug, content }
}

/** The path of a folder of stories; null for what is none. */
export function folderPath({ is_folder: isFolder, full_slug: path }: Json): string | null {
  return isFolder === true && typeof path === 'string' ? path : null
}

export function asDatasource(value: Json): Omit<Datasource, 'entries'> & { readonly id: string | null } {
  const dimensions = Array.isArray(value['dimensions']) ? value['dimensions'].filter(isObject) : []
  return {
    id: key(value['id']),
    name: text(value['name']),
    slug: text(value['slug']),
    dimensions: dimensions.map((each) => ({ name: text(each['name']), entry_value: text(each['entry_value']) })),
  }
}

/** An entry of a datasource; its one value for a dimension belongs to `dimension`. */
export function asDatasourceEntry(value: Json, dimension: string | null): DatasourceEntry | null {
  if (typeof value['name'] !== 'string') return null
  const said = text(value['dimension_value'])
  return {
    name: value['name'],
    value: text(value['value']),
    values: said !== '' && dimension !== null ? { [dimension]: said } : {},
  }
}

export function asAsset(value: Json): Asset | null {
  const { filename } = value
  if (typeof filename !== 'string' || filename === '') return null
  return {
    id: key(value['id']) ?? filename,
    filename,
    is_private: value['is_private'] === true,
    asset_folder_id: key(value['asset_folder_id']),
    about: value,
  }
}

export function asAssetFolder(value: Json): AssetFolder | null {
  const id = key(value['id'])
  return id === null ? null : { id, name: text(value['name']), parent_id: key(value['parent_id']) }
}

export function asLanguages(value: Json): { code: string; name: string }[] {
  const listed = Array.isArray(value['languages']) ? value['languages'].filter(isObject) : []
  return listed.flatMap((each) => {
    const code = text(each['code'])
    return code === '' ? [] : [{ code, name: text(each['name']) || code }]
  })
}
