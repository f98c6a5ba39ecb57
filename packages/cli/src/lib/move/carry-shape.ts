import type { Field } from '@latchkey/contract/content-types/schemas'
import type { DatasourceFile, TypeFile } from '../schema/space-shape.ts'
import type { CargoLocale } from './cargo.ts'
import { attempt, type Journey, sentenceOf } from './journey.ts'

/** The most entries of a datasource that one request writes. */
const entriesPerRequest = 1000

/** Adds locales that the space lacks. */
export async function carryLocales(journey: Journey, locales: readonly CargoLocale[]): Promise<void> {
  const { client, params } = journey
  const { items } = await client.locales.list(params)
  const there = new Set(items.map(({ code }) => code))
  for (const { code, name, fallback } of locales) {
    if (there.has(code)) continue
    const known = fallback !== null && there.has(fallback)
    if (fallback !== null && !known)
      journey.losing('locale', code)('fallback', `there is no locale ${fallback} to fall back to`)
    const body = { code, name, ...(known && { fallback }) }
    const made = await attempt(journey, () => client.locales.create(params, { body }))
    if (made.ok) there.add(code)
    else journey.losing('locale', code)(null, sentenceOf(made.problem))
  }
}

/** Makes datasources, and gives those that are there what they lack. */
export async function carryDatasources(journey: Journey, datasources: readonly DatasourceFile[]): Promise<void> {
  const { client, params } = journey
  const { items } = await client.datasources.list(params)
  const there = new Set(items.map(({ slug }) => slug))
  for (const { entries, ...body } of datasources) {
    const lose = journey.losing('datasource', body.slug)
    if (!there.has(body.slug)) {
      const made = await attempt(journey, () => client.datasources.create(params, { body }))
      if (!made.ok) {
        lose(null, sentenceOf(made.problem))
        continue
      }
    }
    for (let start = 0; start < entries.length; start += entriesPerRequest) {
      const part = { entries: entries.slice(start, start + entriesPerRequest) }
      const at = { ...params, datasource: body.slug }
      const written = await attempt(journey, () => client.datasourceEntries.import(at, { body: part }))
      if (!written.ok) lose('entries', sentenceOf(written.problem))
    }
  }
}

/**
 * Makes the types that the space lacks, without the rules that unfinished content could break. A type that is there already
 * stays as it is. Answers the slugs that were made, now or by an earlier run.
 */
export async function carryTypes(journey: Journey, types: readonly TypeFile[]): Promise<ReadonlySet<string>> {
  const { client, params, query, journal } = journey
  const { items } = await client.contentTypes.list(params, { query })
  const there = new Set(items.map(({ slug }) => slug))
  const made = new Set<string>()
  for (const { slug, name, singleton, fields } of types) {
    if (journal.get('type', slug) !== undefined) made.add(slug)
    if (there.has(slug)) {
      if (!made.has(slug))
        journey.losing('content type', slug)(null, 'the space has this type: it stays as it is', 'changed')
      continue
    }
    const body = { slug, name, singleton, fields: fields.map(loose) }
    await journal.put('type', [[slug, '']])
    const answer = await attempt(journey, () => client.contentTypes.create(params, { query, body }))
    if (answer.ok) made.add(slug)
    else journey.losing('content type', slug)(null, sentenceOf(answer.problem))
  }
  return made
}

/** A field without the rules that drafts and old values break; what it holds is the same. */
export function loose(declared: Field): Field {
  const { required: _required, unique: _unique, types: _types, validation, fields, blocks, ...field } = declared
  const allowed = (field.items ?? field.type) === 'select' ? validation?.allowed : undefined
  return {
    ...field,
    ...(allowed !== undefined && { validation: { allowed } }),
    ...(fields !== undefined && { fields: fields.map(loose) }),
    ...(blocks !== undefined && {
      blocks: blocks.map(({ name, fields: inside }) => ({ name, fields: inside.map(loose) })),
    }),
  }
}

/** Gives the types that were made their rules, and tells which entries do not keep them. */
export async function carryRules(
  journey: Journey,
  types: readonly TypeFile[],
  made: ReadonlySet<string>,
): Promise<void> {
  const { client, params, query } = journey
  for (const { slug, fields } of types) {
    if (!made.has(slug) || JSON.stringify(fields) === JSON.stringify(fields.map(loose))) continue
    const lose = journey.losing('content type', slug)
    const at = { ...params, type: slug }
    const check = await attempt(journey, () => client.contentTypes.check(at, { query, body: { fields } }))
    const obstacles = check.ok ? check.value.obstacles : []
    for (const { field, detail, confirmable } of obstacles)
      lose(field, `${detail}${confirmable ? ' The next save has to mend them.' : ' The rule is left out.'}`, 'changed')
    const impossible = new Set(obstacles.filter(({ confirmable }) => !confirmable).map(({ field }) => field))
    const possible = fields.map((field) => (impossible.has(field.id) ? loose(field) : field))
    const body = { fields: possible }
    const answer = await attempt(journey, () =>
      client.contentTypes.update(at, { query: { ...query, confirm: true }, body }),
    )
    if (!answer.ok) lose(null, `its rules are left out: ${sentenceOf(answer.problem)}`, 'changed')
  }
}
