import { UsageError } from '../../exit-codes.ts'
import { downloadFile } from '../fetch-source.ts'
import { fileOf, listFolder, readJson } from '../read-json.ts'
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

/** Modules of an export that hold what a space of ours takes, and those that only describe the others. */
const carried = new Set(['content_types', 'entries', 'assets', 'locales', 'environments', 'global_fields'])
const describing = new Set(['stack', 'export-info.json', 'settings.json', 'mapper', 'logs', 'composable_studio'])

/**
 * Reads the folder that the vendor’s export command writes, or a branch in it: `content_types/`, `entries/{type}/{locale}`,
 * `assets/`, `locales/`, `environments/`, `global_fields/`. Both ways in which it has split entries and assets are read.
 */
export async function readContentstackFolder(folder: string, signal: AbortSignal): Promise<ContentstackSource> {
  const every = await listFolder(folder)
  const root = rootOf(every)
  if (root === null) throw new UsageError(`${folder} is no export of Contentstack: it holds no content_types.`)
  const paths = every.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length))
  const read = (path: string) => readJson(folder, `${root}${path}`)
  const inModule = (module: string) => paths.filter((path) => path.startsWith(`${module}/`) && path.endsWith('.json'))
  const things = async (module: string, skip: RegExp = /^$/): Promise<Json[]> => {
    const found: Json[] = []
    for (const path of inModule(module)) if (!skip.test(path)) found.push(...thingsIn(await read(path)))
    return found
  }
  const masters: Json[] = []
  for (const path of inModule('locales').filter((each) => each.endsWith('/master-locale.json')))
    masters.push(...thingsIn(await read(path)))
  const entries: LocalizedEntries[] = []
  for (const path of inModule('entries')) {
    const [, type, locale] = /^entries\/([^/]+)\/([^/]+?)(?:\.json|\/[^/]+\.json)$/.exec(path) ?? []
    if (type === undefined || locale === undefined || path.endsWith('/index.json')) continue
    entries.push({ type, locale, entries: thingsIn(await read(path)) })
  }
  const types: Json[] = []
  for (const path of inModule('content_types')) {
    const value = await read(path)
    types.push(...(path.endsWith('/schema.json') ? thingsIn(value) : [asRecord(value)]))
  }
  const locales = [...masters, ...(await things('locales', /master-locale\.json$/))]
  const modules = new Set(paths.map((path) => path.split('/')[0] ?? ''))
  return {
    locales: asLocales(uniqueBy(locales, 'code'), textOf(masters[0]?.['code']) || null),
    environments: asEnvironments(await things('environments')),
    contentTypes: uniqueBy(types, 'uid')
      .map(asType)
      .filter((type) => type !== null),
    globalFields: new Map(
      (await things('global_fields')).map((field) => [textOf(field['uid']), thingsIn(field['schema'])]),
    ),
    assets: uniqueBy((await things('assets', /assets\/assets\.json$/)).concat(await indexed(paths, read)), 'uid'),
    entries,
    unknown: [...modules].filter((module) => !carried.has(module) && !describing.has(module)),
    bytes: async (asset) => {
      const own = `assets/files/${textOf(asset['uid'])}/`
      const path = paths.find((each) => each.startsWith(own))
      return path === undefined ? downloadFile(textOf(asset['url']), signal) : fileOf(folder, `${root}${path}`)
    },
  }
}

/** `assets/assets.json` is the files themselves in older exports, and the list of their parts in newer ones. */
async function indexed(paths: readonly string[], read: (path: string) => Promise<unknown>): Promise<Json[]> {
  if (!paths.includes('assets/assets.json')) return []
  return thingsIn(await read('assets/assets.json'))
}

function asRecord(value: unknown): Json {
  const [only = {}] = thingsIn([value])
  return only
}

/** Where the modules lie: in the folder itself, or in a branch of it. */
function rootOf(paths: readonly string[]): string | null {
  const roots = paths.flatMap((path) => /^(|.*\/)content_types\/[^/]+\.json$/.exec(path)?.[1] ?? [])
  return roots.toSorted((one, other) => one.length - other.length)[0] ?? null
}

/** Things by their name, each once: the first that is met. */
function uniqueBy(things: readonly Json[], name: string): Json[] {
  const met = new Map<string, Json>()
  for (const thing of things) {
    const key = textOf(thing[name])
    if (key !== '' && !met.has(key)) met.set(key, thing)
  }
  return [...met.values()]
}
