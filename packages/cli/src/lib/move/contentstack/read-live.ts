import { isObject } from '../../import/row.ts'
import { askSource, downloadFile } from '../fetch-source.ts'
import {
  asEnvironments,
  asLocales,
  asType,
  type ContentstackSource,
  type Json,
  type LocalizedEntries,
  textOf,
  thingsIn,
} from './source.ts'

/** Where a stack is read from. */
export interface ContentstackPlace {
  /** Address of the management API without its version: `https://api.contentstack.io`. */
  readonly url: string
  /** Its API key: the name of the stack. */
  readonly stack: string
  /** A management token that may read. */
  readonly token: string
  readonly branch: string | null
  readonly signal: AbortSignal
}

const perPage = 100

/** Reads a stack by the management API, as the vendor’s own clients do. */
export async function readContentstackLive(place: ContentstackPlace): Promise<ContentstackSource> {
  const types = await all(place, '/content_types', 'content_types', { include_global_field_schema: 'true' })
  const locales = asLocales(await all(place, '/locales', 'locales'), null)
  const entries: LocalizedEntries[] = []
  for (const { uid } of types) {
    const type = textOf(uid)
    for (const { code } of locales) {
      const path = `/content_types/${encodeURIComponent(type)}/entries`
      const query = { locale: code, include_publish_details: 'true' }
      entries.push({ type, locale: code, entries: await all(place, path, 'entries', query) })
    }
  }
  return {
    locales,
    environments: asEnvironments(await all(place, '/environments', 'environments')),
    contentTypes: types.map(asType).filter((type) => type !== null),
    globalFields: new Map(),
    assets: await all(place, '/assets', 'assets', { include_folders: 'true', include_publish_details: 'true' }),
    entries,
    unknown: [],
    bytes: (asset) => downloadFile(textOf(asset['url']), place.signal),
  }
}

/** Every thing of a list, page after page, to the first that is not full. */
async function all(
  { url, stack, token, branch, signal }: ContentstackPlace,
  path: string,
  name: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Json[]> {
  const found: Json[] = []
  for (;;) {
    const address = new URL(`${url}/v3${path}`)
    const paging = { skip: String(found.length), limit: String(perPage) }
    for (const [key, value] of Object.entries({ ...query, ...paging })) address.searchParams.set(key, value)
    const headers = { api_key: stack, authorization: token, ...(branch !== null && { branch }) }
    const { body } = await askSource(address, headers, signal)
    const items = isObject(body) ? thingsIn(body[name]) : []
    found.push(...items)
    if (items.length < perPage) return found
  }
}
