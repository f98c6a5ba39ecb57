import { UsageError } from '../../exit-codes.ts'
import { isObject } from '../../import/row.ts'
import { downloadFile } from '../fetch-source.ts'
import { fileOf, listFolder, readJson, readJsonLines } from '../read-json.ts'
import {
  type Asset,
  asAsset,
  asAssetFolder,
  asComponent,
  asDatasource,
  asDatasourceEntry,
  type AssetFolder,
  asLanguages,
  asStory,
  type Component,
  type DatasourceEntry,
  folderPath,
  type Json,
  type StoryblokSource,
  type Story,
} from './source.ts'

/** Names under which answers of the API hold their things. */
const wrappers = [
  'stories',
  'story',
  'components',
  'component',
  'datasources',
  'datasource',
  'datasource_entries',
  'assets',
  'asset',
  'asset_folders',
  'space',
]

/**
 * Reads exported JSON: answers of the API as they are, or what the vendor’s command line pulls. Files are told by what they
 * hold and not by what they are called, so that any layout will do.
 */
export async function readStoryblokFolder(folder: string, signal: AbortSignal): Promise<StoryblokSource> {
  const paths = await listFolder(folder)
  const found = new Collection()
  for (const path of paths) {
    const inFolders = /(^|\/)(asset_)?folders(\/|\.jsonl?$)/.test(path)
    if (path.endsWith('.json')) found.add(path, await readJson(folder, path), inFolders)
    else if (path.endsWith('.jsonl')) found.add(path, await readJsonLines(folder, path), inFolders)
  }
  if (found.stories.length + found.components.length + found.datasources.length === 0)
    throw new UsageError(`${folder} holds no stories, components or datasources of Storyblok.`)
  return {
    ...found.source(),
    bytes: async (filename, id) => {
      const path = pathOfBytes(paths, filename, id)
      return path === null ? downloadFile(filename, signal) : fileOf(folder, path)
    },
  }
}

/** Where the bytes of a file lie: under its name, or its name and id as the command line writes them. */
function pathOfBytes(paths: readonly string[], filename: string, id: string | null): string | null {
  const address = filename.replace(/^https?:\/\/|^\/\//, '').replace(/[?#].*$/, '')
  const name = decodeName(address.split('/').at(-1) ?? '')
  if (name === '') return null
  const withId = name.replace(/(\.[^.]*)?$/, `_${id ?? ''}$1`)
  const below = (end: string) => paths.find((path) => path === end || path.endsWith(`/${end}`))
  // The address as a path first: two files of one name lie in different folders.
  return below(address.split('/').slice(-2).join('/')) ?? below(withId) ?? below(name) ?? null
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Things as they are found, each sort by itself. */
class Collection {
  readonly stories: Story[] = []
  readonly components: Component[] = []
  readonly datasources: Json[] = []
  readonly #entries: Json[] = []
  readonly #assets: Asset[] = []
  readonly #folders: AssetFolder[] = []
  readonly #storyFolders: string[] = []
  readonly #languages = new Map<string, { code: string; name: string }>()
  readonly #unknown: string[] = []

  add(path: string, value: unknown, inFolders: boolean): void {
    if (Array.isArray(value)) {
      for (const each of value) this.add(path, each, inFolders)
      return
    }
    if (!isObject(value)) return void this.#unknown.push(path)
    const held = wrappers.filter((name) => typeof value[name] === 'object' && value[name] !== null)
    if (held.length > 0 && !('full_slug' in value) && !('schema' in value)) {
      for (const name of held) this.add(path, value[name], name === 'asset_folders' || inFolders)
      return
    }
    if (!this.#take(value, inFolders) && !this.#unknown.includes(path)) this.#unknown.push(path)
  }

  /** Whether it is something that is known. */
  #take(value: Json, inFolders: boolean): boolean {
    const path = folderPath(value)
    if (path !== null) return this.#storyFolders.push(path) > 0
    const story = asStory(value)
    if (story !== null) return this.stories.push(story) > 0
    const component = asComponent(value)
    if (component !== null) return this.components.push(component) > 0
    const asset = asAsset(value)
    if (asset !== null) return this.#assets.push(asset) > 0
    if ('languages' in value) {
      for (const language of asLanguages(value)) this.#languages.set(language.code, language)
      return true
    }
    if ('datasource_id' in value && 'value' in value) return this.#entries.push(value) > 0
    if ('slug' in value && ('dimensions' in value || 'entries' in value)) return this.datasources.push(value) > 0
    const folder = inFolders ? asAssetFolder(value) : null
    return folder !== null && this.#folders.push(folder) > 0
  }

  source(): Omit<StoryblokSource, 'bytes'> {
    return {
      languages: [...this.#languages.values()],
      components: this.components,
      stories: this.stories,
      storyFolders: this.#storyFolders,
      datasources: this.datasources.map((value) => {
        const { id, ...datasource } = asDatasource(value)
        const dimension = datasource.dimensions.length === 1 ? (datasource.dimensions[0]?.entry_value ?? null) : null
        const listed = Array.isArray(value['entries']) ? value['entries'].filter(isObject) : []
        const apart = this.#entries.filter((entry) => id !== null && String(entry['datasource_id']) === id)
        const entries = [...listed, ...apart].flatMap((entry): DatasourceEntry[] => {
          const read = asDatasourceEntry(entry, dimension)
          return read === null ? [] : [read]
        })
        return { ...datasource, entries }
      }),
      assets: this.#assets,
      assetFolders: this.#folders,
      unknown: this.#unknown,
    }
  }
}
