import { gather } from '../../gather.ts'
import { isObject } from '../../import/row.ts'
import { askSource, downloadFile } from '../fetch-source.ts'
import {
  asAsset,
  asAssetFolder,
  asComponent,
  asDatasource,
  asDatasourceEntry,
  asLanguages,
  asStory,
  type Datasource,
  type DatasourceEntry,
  folderPath,
  type Json,
  type StoryblokSource,
  type Story,
} from './source.ts'

/** Where a space is read from. */
export interface StoryblokPlace {
  /** Address of the management API without its version: `https://mapi.storyblok.com`. */
  readonly url: string
  /** A personal access token. */
  readonly token: string
  /** Number of the space. */
  readonly space: string
  readonly signal: AbortSignal
}

const perPage = 100

/** Reads a space by the management API, as the vendor’s own clients do. */
export async function readStoryblokLive(place: StoryblokPlace): Promise<StoryblokSource> {
  const { body } = await ask(place, '')
  const { components = [] } = (await ask(place, '/components')).body
  const stories: Story[] = []
  const storyFolders: string[] = []
  const unknown: string[] = []
  for await (const listed of pages(place, '/stories', 'stories')) {
    const folder = folderPath(listed)
    if (folder !== null) {
      storyFolders.push(folder)
      continue
    }
    // Lists show no content.
    const { story } = (await ask(place, `/stories/${String(listed['id'])}`)).body
    const whole = isObject(story) ? asStory(story) : null
    if (whole === null) unknown.push(`story ${String(listed['full_slug'])}`)
    else stories.push(whole)
  }
  return {
    languages: isObject(body['space']) ? asLanguages(body['space']) : [],
    components: kept(components, asComponent),
    stories,
    storyFolders,
    datasources: await datasourcesOf(place),
    assets: kept(await all(place, '/assets', 'assets'), asAsset),
    assetFolders: kept((await ask(place, '/asset_folders')).body['asset_folders'], asAssetFolder),
    unknown,
    bytes: (filename) => downloadFile(filename, place.signal),
  }
}

function kept<Thing>(value: unknown, as: (each: Json) => Thing | null): Thing[] {
  const listed = Array.isArray(value) ? value.filter(isObject) : []
  return listed.map(as).filter((each) => each !== null)
}

function ask(
  { url, token, space, signal }: StoryblokPlace,
  path: string,
  query: Readonly<Record<string, string>> = {},
) {
  const address = new URL(`${url}/v1/spaces/${encodeURIComponent(space)}${path}`)
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return askSource(address, { authorization: token }, signal)
}

/** Every thing of a list, page after page, to the number that the server says or to a page that is not full. */
async function* pages(
  place: StoryblokPlace,
  path: string,
  name: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<Json> {
  for (let page = 1, read = 0; ; page += 1) {
    const { body, headers } = await ask(place, path, { ...query, per_page: String(perPage), page: String(page) })
    const items = Array.isArray(body[name]) ? body[name].filter(isObject) : []
    yield* items
    read += items.length
    const total = Number(headers.get('total') ?? 'none')
    if (items.length === 0 || (Number.isFinite(total) ? read >= total : items.length < perPage)) return
  }
}

async function all(...list: Parameters<typeof pages>): Promise<Json[]> {
  return gather(pages(...list))
}

async function datasourcesOf(place: StoryblokPlace): Promise<Datasource[]> {
  const found: Datasource[] = []
  for await (const value of pages(place, '/datasources', 'datasources')) {
    const { id, ...datasource } = asDatasource(value)
    const entries = new Map<string, DatasourceEntry>()
    for (const dimension of [null, ...datasource.dimensions.map(({ entry_value: name }) => name)]) {
      const query = { datasource_id: String(id), ...(dimension !== null && { dimension }) }
      for await (const each of pages(place, '/datasource_entries', 'datasource_entries', query)) {
        const entry = asDatasourceEntry(each, dimension)
        const known = entry && entries.get(entry.name)
        if (entry) entries.set(entry.name, { ...entry, ...known, values: { ...known?.values, ...entry.values } })
      }
    }
    found.push({ ...datasource, entries: [...entries.values()] })
  }
  return found
}
