import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveSource } from './source-api.ts'

/** A space of the vendor as its management API shows it, from an exported folder. */
export async function serveStoryblokApi(folder: string, token: string) {
  // Files are had from here, in lists and wherever content names them.
  const read = (path: string) =>
    JSON.parse(
      readFileSync(join(folder, path), 'utf8').replaceAll('https://a.storyblok.com/f/12345', `${api.url}/files`),
    )
  const names = readdirSync(join(folder, 'stories/12345'))
  const storyIn = (name: string) => read(`stories/12345/${name}`).story
  const answers: Record<string, (query: URLSearchParams) => object> = {
    '': () => ({ space: { id: 12345, ...read('languages/12345/languages.json') } }),
    '/components': () => ({ components: read('components/12345/components.json') }),
    '/stories': (query) => ({ stories: pageOf(names.map(storyIn), query).map((story) => without('content', story)) }),
    '/assets': (query) => ({ assets: pageOf(read('assets/12345/assets.json').assets, query) }),
    '/asset_folders': () => ({
      asset_folders: ['brand', 'people'].map((name) => read(`assets/12345/folders/${name}.json`)),
    }),
    '/datasources': () => ({
      datasources: read('datasources/12345/datasources.json').map((each: any) => without('entries', each)),
    }),
    '/datasource_entries': (query) => ({ datasource_entries: entriesOf(query.get('dimension')) }),
  }
  const entriesOf = (dimension: string | null) =>
    read('datasources/12345/datasources.json')[0].entries.map(({ dimension_value: value, ...entry }: any) => ({
      ...entry,
      dimension_value: dimension === null ? null : value,
    }))
  const api = await serveSource(
    (url, headers) => {
      if (headers.authorization !== token) return { status: 401, body: { error: 'Unauthorized' } }
      const path = url.pathname.replace('/v1/spaces/12345', '')
      const [, id] = /^\/stories\/(\d+)$/.exec(path) ?? []
      const story = id === undefined ? undefined : names.map(storyIn).find((each) => String(each.id) === id)
      const body = story === undefined ? answers[path]?.(url.searchParams) : { story }
      if (body === undefined) return undefined
      return path === '/stories' ? { body, headers: { total: String(names.length) } } : { body }
    },
    // `800x600/3af265ee08/anna.png` lies in the export as `anna_501.png`, other files as at the vendor.
    (path) => {
      const [, hash = '', name = ''] = path.split('/')
      const file = [`${hash}/${name}`, name.replace('.', '_501.')].map((each) => join(folder, 'assets/12345', each))
      const found = file.find((each) => existsSync(each))
      return found === undefined ? undefined : readFileSync(found)
    },
  )
  return api
}

function pageOf<Item>(items: readonly Item[], query: URLSearchParams): Item[] {
  const [page, perPage] = [Number(query.get('page')), Number(query.get('per_page'))]
  return items.slice((page - 1) * perPage, page * perPage)
}

function without(name: string, thing: object): object {
  return Object.fromEntries(Object.entries(thing).filter(([key]) => key !== name))
}
