import { type CargoFile, type Loss, losing } from '../cargo.ts'
import { categoryOf, type Folder } from '../category.ts'
import { fileName } from '../names.ts'
import type { Asset, Json, StoryblokSource } from './source.ts'

/** Files of a space as they are met: those of its list, and those that stories alone know. */
export interface Files {
  readonly keyOf: (filename: string, about: Json) => string
  readonly all: () => CargoFile[]
}

export function collectFiles(source: StoryblokSource, losses: Loss[]): Files {
  const found = new Map<string, Asset>()
  for (const asset of source.assets) found.set(addressOf(asset.filename), asset)
  return {
    keyOf(filename, about) {
      const address = addressOf(filename)
      if (!found.has(address)) {
        const id = typeof about['id'] === 'number' ? String(about['id']) : address
        found.set(address, {
          id,
          filename,
          is_private: about['is_private'] === true,
          asset_folder_id: null,
          about,
        })
      }
      return address
    },
    all: () => Array.from(found, ([key, asset]) => fileOf(key, asset, source, losses)),
  }
}

/** One spelling for the address of a file: with or without its scheme, an image service or parameters behind. */
function addressOf(filename: string): string {
  return filename
    .replace(/^https?:\/\/|^\/\//, '')
    .replace(/\/m\/.*$/, '')
    .replace(/[?#].*$/, '')
}

function fileOf(key: string, asset: Asset, source: StoryblokSource, losses: Loss[]): CargoFile {
  const name = fileName(decode(key.split('/').at(-1) ?? ''))
  const lose = losing(losses, 'file', name)
  const { about } = asset
  const said = (member: string, max: number) => {
    const value = about[member]
    const text = typeof value === 'string' ? value.trim() : ''
    if (text.length > max) lose(member, `more than ${max} characters of it`, 'changed')
    return text.slice(0, max)
  }
  const metadata = {
    title: said('title', 200),
    alt: said('alt', 500),
    credit: said('copyright', 200),
    description: said('source', 2000),
  }
  if (typeof about['focus'] === 'string' && about['focus'] !== '') lose('focus', 'the focus of an image')
  if (about['expire_at'] !== undefined && about['expire_at'] !== null) lose('expire_at', 'the date on which it ends')
  return {
    key,
    name,
    word: asset.id.replaceAll(/[^A-Za-z0-9]+/g, '').slice(-12) || 'more',
    category: categoryOf(asset.asset_folder_id, foldersOf(source)),
    private: asset.is_private,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([, text]) => text !== '')),
    tags: [],
    // Files of the vendor have no drafts.
    environments: ['production'],
    bytes: () => source.bytes(asset.filename, asset.id),
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function foldersOf({ assetFolders }: StoryblokSource): ReadonlyMap<string, Folder> {
  return new Map(assetFolders.map(({ id, name, parent_id: parent }) => [id, { name, parent }]))
}
