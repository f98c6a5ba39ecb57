import type { Field } from '@latchkey/contract/content-types/schemas'
import type { DatasourceFile, TypeFile } from '../../schema/space-shape.ts'
import { isFilterable, isNothing } from '../carrier.ts'
import { type Cargo, type CargoEntry, type CargoLocale, type Lose, type Loss, losing } from '../cargo.ts'
import { entrySlug, isLocaleCode, slugOf, tagsOf, uniquely } from '../names.ts'
import { isTranslatable, languagesIn, type Part, partsOf, speaks, tellUnknown, valuesOf } from './blocks.ts'
import { carrierOf } from './fields.ts'
import { collectFiles } from './files.ts'
import type { Component, Datasource, Json, StoryblokSource, Story } from './source.ts'
import type { World } from './world.ts'

/** A Storyblok space in the form of ours; `locale` is the default one of the space that it goes to. */
export function storyblokCargo(source: StoryblokSource, locale: string): Cargo {
  const losses: Loss[] = []
  for (const path of source.unknown) losing(losses, 'space', path)(null, 'nothing of it is known')
  for (const path of source.storyFolders)
    losing(losses, 'space', path)(null, 'a folder of stories: their slugs keep its path', 'changed')
  const locales = localesOf(source, locale, losses)
  const files = collectFiles(source, losses)
  const roots = rootsOf(source)
  const unique = uniquely('-')
  const types = new Map(roots.map(({ name }) => [name, unique(slugOf(name))]))
  const world: World = {
    components: new Map(source.components.map((component) => [component.name, component])),
    datasources: new Map(source.datasources.map((datasource) => [datasource.slug, datasource])),
    types,
    stories: new Set(source.stories.map(({ uuid }) => uuid)),
    file: files.keyOf,
  }
  const carried = new Map(
    roots.map((component) => [
      component.name,
      typeOf(component, types.get(component.name) ?? '', world, locales, losses),
    ]),
  )
  const entries = entriesOf(source.stories, carried, { locale, locales }, losses)
  return {
    locales,
    datasources: source.datasources.map((datasource) => datasourceOf(datasource, losses)),
    types: [...carried.values()].map(({ file }) => file),
    // The last of them: entries tell of files that the list of assets does not have.
    files: files.all(),
    entries,
    losses,
  }
}

interface CarriedType {
  readonly file: TypeFile
  readonly parts: readonly Part[]
  readonly schema: Component['schema']
  /** The field that holds the name of a story. */
  readonly nameField: string
}

/** Components that stories have; one that a story has and the export does not list is made of nothing. */
function rootsOf({ components, stories }: StoryblokSource): Component[] {
  const used = new Set(stories.map(({ content }) => String(content['component'])))
  const known = components.filter(({ name, is_root: root }) => root || used.has(name))
  const names = new Set(known.map(({ name }) => name))
  const missing = [...used].filter((name) => !names.has(name))
  return [...known, ...missing.map((name) => ({ name, schema: {}, is_root: true, is_nestable: false }))]
}

function typeOf(
  component: Component,
  slug: string,
  world: World,
  locales: readonly CargoLocale[],
  losses: Loss[],
): CarriedType {
  const lose = losing(losses, 'content type', slug)
  if (slug !== component.name) lose(null, `the component ${component.name} is called ${slug}`, 'changed')
  const parts = partsOf(component, { world, depth: 0, lose, carry: carrierOf })
  const nameField = parts.some(({ id }) => id === 'name') ? 'story_name' : 'name'
  const fields = parts.map(({ key, id, carrier }): Field => ({
    id,
    ...named(component.schema[key]),
    ...carrier.field,
    ...(locales.length > 0 && speaksSomewhere(component.schema[key], world) && { localized: true }),
    ...(isFilterable(carrier.field) && { filterable: true }),
  }))
  const name: Field = { id: nameField, type: 'text', filterable: true }
  const title = (component.display_name ?? component.name).slice(0, 100)
  return {
    file: { slug, name: title, singleton: false, fields: [name, ...fields] },
    parts,
    schema: component.schema,
    nameField,
  }
}

function named(schema: Json | undefined): { readonly name?: string } {
  const label = schema?.['display_name']
  return typeof label === 'string' && label !== '' ? { name: label.slice(0, 100) } : {}
}

/** Whether a field can have values by language: it says so, or something that may stand inside it does. */
function speaksSomewhere(schema: Json | undefined, world: World, seen: ReadonlySet<string> = new Set()): boolean {
  if (schema === undefined) return false
  if (isTranslatable(schema)) return true
  if (schema['type'] !== 'bloks') return false
  return [...world.components.values()].some(
    ({ name, is_nestable: nestable, schema: inside }) =>
      nestable &&
      !seen.has(name) &&
      Object.values(inside).some((field) => speaksSomewhere(field, world, new Set([...seen, name]))),
  )
}

/** Languages of the space, and those that nothing but its stories speak: exports do not always list them. */
function localesOf({ languages, stories }: StoryblokSource, locale: string, losses: Loss[]): CargoLocale[] {
  const listed = new Map(languages.map(({ code, name }) => [code.replaceAll('_', '-'), name]))
  const spoken = stories.flatMap(({ content }) => languagesIn(content)).map((code) => code.replaceAll('_', '-'))
  const all = new Map([...spoken.map((code) => [code, code] as const), ...listed])
  return [...all]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([code, name]): CargoLocale[] => {
      const lose = losing(losses, 'locale', code)
      if (code === locale) lose(null, 'it is the default locale of the space, which the default language goes to')
      else if (isLocaleCode(code)) return [{ code, name: name.slice(0, 100), fallback: locale }]
      else lose(null, 'its code is none that a locale can have')
      return []
    })
}

function datasourceOf({ name, slug, dimensions, entries }: Datasource, losses: Loss[]): DatasourceFile {
  const lose = losing(losses, 'datasource', slug)
  const names = dimensions
    .map(({ entry_value: code }) => code)
    .filter((code) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(code))
  if (names.length < dimensions.length)
    lose('dimensions', 'a dimension whose code has other signs than letters and digits')
  const kept = new Map(entries.map((entry) => [entry.name, entry]))
  if (kept.size < entries.length) lose('entries', 'of several entries of one name the last is kept')
  return {
    slug: slugOf(slug),
    name: (name || slug).slice(0, 100),
    dimensions: names,
    // Every token of the vendor that reads content reads datasources.
    delivered: true,
    entries: [...kept.values()].map(({ name: key, value, values }) => ({
      key,
      value,
      values: Object.fromEntries(Object.entries(values).filter(([dimension]) => names.includes(dimension))),
    })),
  }
}

function entriesOf(
  stories: readonly Story[],
  types: ReadonlyMap<string, CarriedType>,
  { locale, locales }: { readonly locale: string; readonly locales: readonly CargoLocale[] },
  losses: Loss[],
): CargoEntry[] {
  const taken = new Map<string, (slug: string) => string>()
  return stories.flatMap((story): CargoEntry[] => {
    const type = types.get(String(story.content['component']))
    if (type === undefined) return []
    const unique = taken.get(type.file.slug) ?? uniquely('-')
    taken.set(type.file.slug, unique)
    const slug = unique(entrySlug(story.full_slug) || `story-${story.uuid.slice(0, 8)}`)
    const lose = losing(losses, 'entry', `${type.file.slug}/${slug}`)
    if (slug !== story.full_slug) lose('slug', 'its path is written otherwise', 'changed')
    for (const [key, reason] of leftBehind) if (isSaid(story[key])) lose(key, reason)
    const fields: Record<string, unknown> = { [type.nameField]: story.name }
    for (const part of type.parts) {
      const isLocalized = type.file.fields.some(({ id, localized }) => id === part.id && localized)
      const value = valueOf(part, story.content, lose, isLocalized ? { locale, locales } : null)
      if (value !== undefined) fields[part.id] = value
    }
    tellUnknown(type.parts, story.content, lose, null)
    return [
      {
        key: story.uuid,
        type: type.file.slug,
        slug,
        fields,
        tags: tagsOf(Array.isArray(story['tag_list']) ? story['tag_list'] : []),
        publications: publicationsOf(story, lose),
      },
    ]
  })
}

/** A value of a field; of a localized one its values by locale. */
function valueOf(
  part: Part,
  content: Json,
  lose: Lose,
  localized: { readonly locale: string; readonly locales: readonly CargoLocale[] } | null,
): unknown {
  const read = (language: string | null) => valuesOf([part], content, { language, lose, field: part.id })[part.id]
  const base = read(null)
  if (localized === null) {
    if (
      languagesIn({ [part.key]: content[part.key] }).length > 0 ||
      Object.keys(content).some((key) => key.startsWith(`${part.key}__i18n__`))
    )
      lose(part.id, 'it is translated, and its field is not to be')
    return base
  }
  const values: Record<string, unknown> = base === undefined ? {} : { [localized.locale]: base }
  for (const { code } of localized.locales) {
    if (!speaks(content, part.key, code)) continue
    const value = read(code)
    if (value !== undefined) values[code] = value
  }
  return Object.keys(values).length === 0 ? undefined : values
}

/** What of a story has no place here, and why it mattered. */
const leftBehind: readonly (readonly [key: string, reason: string])[] = [
  ['path', 'the path that it shows itself under in the editor'],
  ['sort_by_date', 'a date to sort by'],
  ['meta_data', 'data of apps'],
  ['translated_slugs', 'slugs by language'],
  ['publish_at', 'a scheduled publication'],
  ['expire_at', 'a scheduled end'],
  ['release_ids', 'its versions in releases'],
]

function isSaid(value: unknown): boolean {
  return !isNothing(value) && (typeof value !== 'object' || Object.keys(value ?? {}).length > 0)
}

/** Live when what the export holds is what is live: it has no other version. */
function publicationsOf(story: Story, lose: Lose): CargoEntry['publications'] {
  const isLive = story['published'] ?? !isNothing(story['published_at'])
  if (isLive !== true) return []
  if (story['unpublished_changes'] !== true) return [{ environments: ['production'] }]
  lose('published', 'it has changes that are not published, and the export holds these alone: it comes as a draft')
  return []
}
