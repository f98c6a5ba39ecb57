import type { Field } from '@latchkey/contract/content-types/schemas'
import type { TypeFile } from '../../schema/space-shape.ts'
import { isObject } from '../../import/row.ts'
import { isFilterable, isNothing, listOf } from '../carrier.ts'
import { categoryOf, type Folder } from '../category.ts'
import {
  type Cargo,
  type CargoEntry,
  type CargoFile,
  type CargoLocale,
  type Lose,
  type Loss,
  losing,
} from '../cargo.ts'
import { entrySlug, fileName, isLocaleCode, slugOf, tagsOf, uniquely } from '../names.ts'
import { type Part, partsOf, valuesOf } from './fields.ts'
import { type ContentstackSource, type Json, type StackLocale, type StackType, textOf, thingsIn } from './source.ts'
import type { World } from './world.ts'

/** A stack in the form of a space; `locale` is the default one of the space that it goes to. */
export function contentstackCargo(source: ContentstackSource, locale: string): Cargo {
  const losses: Loss[] = []
  for (const name of source.unknown)
    losing(losses, 'space', name)(null, 'a part of the export that a space does not take')
  const { codes, locales } = localesOf(source.locales, locale, losses)
  const unique = uniquely('-')
  const folders = foldersAmong(source.assets)
  const files = source.assets.filter((asset) => !isFolder(asset) && textOf(asset['uid']) !== '')
  const world: World = {
    globalFields: source.globalFields,
    types: new Map(source.contentTypes.map(({ uid }) => [uid, unique(slugOf(uid))])),
    entries: new Set(source.entries.flatMap(({ entries }) => entries.map(({ uid }) => textOf(uid)))),
    files: new Set(files.map(({ uid }) => textOf(uid))),
  }
  const types = source.contentTypes.map((type) => typeOf(type, world, locales.length > 0, losses))
  return {
    locales,
    datasources: [],
    types: types.map(({ file }) => file),
    files: files.map((asset) => fileOf(asset, folders, source, losses)),
    entries: types.flatMap((type) => entriesOf(type, source, codes, losses)),
    losses,
  }
}

interface CarriedType {
  readonly uid: string
  readonly file: TypeFile
  readonly parts: readonly Part[]
}

function typeOf(
  { uid, title, schema, singleton }: StackType,
  world: World,
  hasLocales: boolean,
  losses: Loss[],
): CarriedType {
  const slug = world.types.get(uid) ?? ''
  const lose = losing(losses, 'content type', slug)
  if (slug !== uid) lose(null, `the type ${uid} is called ${slug}`, 'changed')
  const parts = partsOf(schema, { world, depth: 0, lose })
  const fields = parts.map(({ uid: own, id, schema: said, carrier }): Field => ({
    id,
    ...(textOf(said['display_name']) !== '' && { name: textOf(said['display_name']).slice(0, 100) }),
    ...carrier.field,
    ...(hasLocales && said['non_localizable'] !== true && { localized: true }),
    ...((own === 'title' || isFilterable(carrier.field)) && { filterable: true }),
  }))
  return { uid, file: { slug, name: title.slice(0, 100), singleton, fields }, parts }
}

/** Ours for each code of theirs: the language of the stack goes to the default locale. */
function localesOf(all: readonly StackLocale[], locale: string, losses: Loss[]) {
  const codes = new Map<string, string>()
  for (const { code, master } of all) {
    const lose = losing(losses, 'locale', code)
    if (master) {
      codes.set(code, locale)
      if (code !== locale) lose(null, `the language of the stack is the default locale ${locale}`, 'changed')
    } else if (code === locale)
      lose(null, 'it is the default locale of the space, which the language of the stack goes to')
    else if (isLocaleCode(code)) codes.set(code, code)
    else lose(null, 'its code is none that a locale can have')
  }
  const locales = all.flatMap(({ code, name, fallback, master }): CargoLocale[] => {
    const ours = codes.get(code)
    if (master || ours === undefined) return []
    return [{ code: ours, name: name.slice(0, 100), fallback: codes.get(fallback ?? '') ?? locale }]
  })
  return { codes, locales: fallbacksFirst(locales) }
}

/** Each behind what it falls back to, so that this is there when it is named; what runs in a circle stays where it is. */
function fallbacksFirst(locales: readonly CargoLocale[]): CargoLocale[] {
  const placed: CargoLocale[] = []
  const place = (locale: CargoLocale, above: readonly string[]) => {
    if (placed.includes(locale) || above.includes(locale.code)) return
    const next = locales.find(({ code }) => code === locale.fallback)
    if (next !== undefined) place(next, [...above, locale.code])
    placed.push(locale)
  }
  for (const locale of locales) place(locale, [])
  return placed
}

function isFolder(asset: Json): boolean {
  return asset['is_dir'] === true || asset['content_type'] === 'application/vnd.contenstack.folder'
}

function fileOf(
  asset: Json,
  folders: ReadonlyMap<string, Folder>,
  source: ContentstackSource,
  losses: Loss[],
): CargoFile {
  const name = fileName(textOf(asset['filename']) || textOf(asset['title']))
  const lose = losing(losses, 'file', name)
  const title = textOf(asset['title']).trim().slice(0, 200)
  const description = textOf(asset['description']).trim().slice(0, 2000)
  return {
    key: textOf(asset['uid']),
    name,
    word:
      textOf(asset['uid'])
        .replaceAll(/[^A-Za-z0-9]+/g, '')
        .slice(-20) || 'more',
    category: categoryOf(textOf(asset['parent_uid']) || null, folders),
    private: false,
    metadata: { ...(title !== '' && title !== name && { title }), ...(description !== '' && { description }) },
    tags: tagsOf(listOf(asset['tags'])),
    environments: [...new Set(publishedIn(asset, source, lose).map(({ environment }) => environment))],
    bytes: () => source.bytes(asset),
  }
}

/** Folders by uid. */
function foldersAmong(assets: readonly Json[]): ReadonlyMap<string, Folder> {
  const folders = assets.filter(isFolder)
  return new Map(
    folders.map(({ uid, name, parent_uid: parent }) => [
      textOf(uid),
      { name: textOf(name), parent: textOf(parent) || null },
    ]),
  )
}

interface Live {
  readonly environment: string
  readonly locale: string
}

/** Where this very version is live. Another one that is live is told of: an export holds one version alone. */
function publishedIn(thing: Json, { environments }: ContentstackSource, lose: Lose): Live[] {
  const details = Array.isArray(thing['publish_details'])
    ? thingsIn(thing['publish_details'])
    : thingsIn([thing['publish_details']])
  return details.flatMap(({ environment: uid, locale, version }): Live[] => {
    const environment = environments.get(textOf(uid)) ?? textOf(uid)
    if (environment === '') return []
    if (isNothing(version) || version === thing['_version'])
      return [{ environment: slugOf(environment), locale: textOf(locale) }]
    lose(
      'publish_details',
      `another version is live in ${environment}, and the export holds the newest alone: it comes as a draft there`,
    )
    return []
  })
}

function entriesOf(
  type: CarriedType,
  source: ContentstackSource,
  codes: ReadonlyMap<string, string>,
  losses: Loss[],
): CargoEntry[] {
  const master = source.locales.find((each) => each.master)?.code ?? source.locales[0]?.code ?? ''
  const versions = new Map<string, Map<string, Json>>()
  for (const { type: of, locale, entries } of source.entries) {
    if (of !== type.uid) continue
    for (const entry of entries) {
      // What a locale only falls back to is no version of its own.
      if (textOf(entry['locale']) !== '' && entry['locale'] !== locale) continue
      const uid = textOf(entry['uid'])
      versions.set(uid, (versions.get(uid) ?? new Map<string, Json>()).set(locale, entry))
    }
  }
  const unique = uniquely('-')
  return [...versions]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([uid, byLocale]): CargoEntry => {
      const first = byLocale.get(master) ?? [...byLocale.values()][0] ?? {}
      const slug = unique(
        entrySlug(textOf(first['url'])) || entrySlug(slugOf(textOf(first['title']))) || entrySlug(uid),
      )
      const lose = losing(losses, 'entry', `${type.file.slug}/${slug}`)
      const fields: Record<string, unknown> = {}
      const live: Live[] = []
      // The language of the stack first: the default locale leads everywhere.
      const isMaster = ([locale]: readonly [string, Json]) => Number(locale === master)
      for (const [locale, entry] of [...byLocale].toSorted((one, other) => isMaster(other) - isMaster(one))) {
        const code = codes.get(locale)
        if (code === undefined) {
          lose(null, `what it says in ${locale}`)
          continue
        }
        read(type, entry, { code, isFirst: entry === first, lose, fields })
        live.push(...publishedIn(entry, source, lose).map(({ environment }) => ({ environment, locale: code })))
      }
      const environments = Map.groupBy(live, ({ environment }) => environment)
      const publications = Array.from(environments, ([environment, of]) => ({
        environments: [environment],
        locales: [...new Set(of.map(({ locale }) => locale))],
      }))
      return { key: uid, type: type.file.slug, slug, fields, tags: tagsOf(listOf(first['tags'])), publications }
    })
}

/** Puts what an entry says in one locale among its fields. */
function read(
  { file, parts }: CarriedType,
  entry: Json,
  { code, isFirst, lose, fields }: { code: string; isFirst: boolean; lose: Lose; fields: Record<string, unknown> },
): void {
  for (const part of parts) {
    const isLocalized = file.fields.some(({ id, localized }) => id === part.id && localized)
    if (!isLocalized && !isFirst) continue
    const value = valuesOf([part], entry, { language: null, lose, field: part.id })[part.id]
    if (value === undefined) continue
    const before = fields[part.id]
    fields[part.id] = isLocalized ? { ...(isObject(before) && before), [code]: value } : value
  }
  const known = new Set([...parts.map(({ uid }) => uid), ...technical])
  for (const [key, value] of Object.entries(entry)) {
    if (!known.has(key) && !key.startsWith('_') && !isNothing(value) && !isEmptyObject(value))
      lose(key, 'its type has no such field')
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** What every entry has besides its fields. */
const technical = [
  'uid',
  'locale',
  'tags',
  'ACL',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'deleted_by',
  'publish_details',
  'stackHeaders',
  'content_type_uid',
  'urlPath',
]
