import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveSource } from './source-api.ts'

/** A stack of the vendor as its management API shows it, from an exported branch. */
export async function serveContentstackApi(folder: string, { key, token }: { key: string; token: string }) {
  const read = (path: string): any => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const globalFields = new Map<string, any>(
    read('global_fields/globalfields.json').map((each: any) => [each.uid, each]),
  )
  // As `include_global_field_schema` asks for.
  const inlined = (schema: any[]): any[] =>
    schema.map((field) =>
      field.data_type === 'global_field' ? { ...field, schema: globalFields.get(field.reference_to).schema } : field,
    )
  const types = ['author', 'page']
    .map((uid) => read(`content_types/${uid}.json`))
    .map((type) => ({ ...type, schema: inlined(type.schema) }))
  const entriesOf = (type: string, locale: string): any[] => {
    const path = `entries/${type}/${locale}`
    if (!existsSync(join(folder, path))) return []
    const files = readdirSync(join(folder, path)).filter((name) => name !== 'index.json')
    return files.flatMap((name) => Object.values(read(`${path}/${name}`)))
  }
  const lists: Record<string, (query: URLSearchParams) => unknown[]> = {
    content_types: () => types,
    locales: () => ['master-locale', 'locales'].flatMap((name) => Object.values(read(`locales/${name}.json`))),
    environments: () => Object.values(read('environments/environments.json')),
    assets: () => [
      ...read('assets/folders.json'),
      ...Object.values<any>(read('assets/a-assets.json')).map((asset) => ({
        ...asset,
        url: `${api.url}/files/${asset.uid}/${asset.filename}`,
      })),
    ],
    ...Object.fromEntries(
      types.map(({ uid }) => [
        `content_types/${uid}/entries`,
        (query: URLSearchParams) => entriesOf(uid, query.get('locale') ?? ''),
      ]),
    ),
  }
  const api = await serveSource(
    (url, headers) => {
      if (headers['api_key'] !== key || headers.authorization !== token)
        return { status: 401, body: { error_message: 'The token is not valid.', error_code: 105 } }
      const path = url.pathname.replace('/v3/', '')
      const [skip, limit] = ['skip', 'limit'].map((name) => Number(url.searchParams.get(name)))
      const list = lists[path]?.(url.searchParams).slice(skip, skip! + limit!)
      return list && { body: { [path.split('/').at(-1)!]: list } }
    },
    (path) => readFileSync(join(folder, 'assets/files', path)),
  )
  return api
}
