import { batches, bytesOf, type Sized } from '../import/batches.ts'
import { untilAnswered } from '../import/patience.ts'
import { limits, type Prepared } from '../import/prepare-rows.ts'
import { reasonsOf, writeBatch } from '../import/write-batch.ts'
import type { CargoEntry } from './cargo.ts'
import { attempt, type Journey, knownEnvironments, sentenceOf } from './journey.ts'
import { hasLink, type Ids, resolve } from './link.ts'

/** Writes what entries hold besides links, so that every one has an id. */
export async function carryEntries(journey: Journey, entries: readonly CargoEntry[]): Promise<void> {
  const waiting = entries.filter(({ key }) => journey.journal.get('entry', key) === undefined)
  for (let skipped = waiting.length; skipped < entries.length; skipped += 1) journey.done('imported before')
  const again = await writeAll(journey, waiting.map(plainPart))
  // What is refused for the sake of some fields is carried without them.
  const refusedAgain = await writeAll(journey, again)
  for (const { entry } of refusedAgain) journey.losing('entry', nameOf(entry))(null, 'it is refused again without them')
}

interface Part {
  readonly entry: CargoEntry
  readonly fields: Readonly<Record<string, unknown>>
}

function plainPart(entry: CargoEntry): Part {
  return { entry, fields: Object.fromEntries(Object.entries(entry.fields).filter(([, value]) => !hasLink(value))) }
}

function nameOf({ type, slug }: CargoEntry): string {
  return `${type}/${slug}`
}

/** Writes parts of entries; answers those that are refused for some of their fields, without these. */
async function writeAll(journey: Journey, parts: readonly Part[]): Promise<Part[]> {
  const { client, params, query, journal, patience } = journey
  const again: Part[] = []
  const write = (items: readonly Prepared[]) =>
    untilAnswered(
      () =>
        client.entries.bulk(params, {
          query: { ...query, locale: '*' },
          body: { items: items.map(({ item }) => item) },
          signal: patience.signal,
        }),
      patience,
    )
  for await (const batch of batches(sized(journey, parts), limits)) {
    const ids: [string, string][] = []
    for await (const { of, answer } of writeBatch(batch, write, patience)) {
      const part = parts[of.row]
      if (part === undefined) throw new Error('The server answered for an entry that was not sent.')
      journey.done(nameOf(part.entry))
      if ('id' in answer && typeof answer.id === 'string') ids.push([part.entry.key, answer.id])
      else {
        const less = withoutRefused(journey, part, answer.problem)
        if (less !== null) again.push(less)
      }
    }
    await journal.put('entry', ids)
  }
  return again
}

async function* sized(journey: Journey, parts: readonly Part[]): AsyncGenerator<Sized<Prepared>> {
  for (const [row, { entry, fields }] of parts.entries()) {
    const item = { type: entry.type, slug: entry.slug, fields }
    const bytes = bytesOf(item)
    if (bytes <= limits.bytesMax) yield { item: { row, line: row, item }, bytes }
    else journey.losing('entry', nameOf(entry))(null, `it has ${bytes} bytes; a request takes up to 1 MiB`)
  }
}

/** The part without the fields that a refusal names, each of which is told of; null when it names none. */
function withoutRefused(journey: Journey, { entry, fields }: Part, problem: unknown): Part | null {
  const lose = journey.losing('entry', nameOf(entry))
  const refused = refusedFields(problem)
  if (refused.size === 0) {
    lose(null, reasonsOf(problem).join(' · '))
    return null
  }
  for (const [field, reason] of refused) lose(field, reason)
  return { entry, fields: Object.fromEntries(Object.entries(fields).filter(([id]) => !refused.has(id))) }
}

/** Reasons by the field that is refused; empty when something else is wrong as well. */
function refusedFields(problem: unknown): ReadonlyMap<string, string> {
  const refused = new Map<string, string>()
  for (const reason of reasonsOf(problem)) {
    const [, field, detail] = /^\/fields\/([a-z0-9_]+)\S* (.*)$/s.exec(reason) ?? []
    if (field === undefined || detail === undefined) return new Map()
    refused.set(field, detail)
  }
  return refused
}

/** Gives entries their links and tags, and publishes them where they are live. */
export async function settleEntries(journey: Journey, entries: readonly CargoEntry[], ids: Ids): Promise<void> {
  for (const entry of entries) {
    const id = ids.entry(entry.key)
    if (id !== null && journey.journal.get('settled', entry.key) === undefined) {
      await completeEntry(journey, entry, id, ids)
      await publishEntry(journey, entry, id)
      await journey.journal.put('settled', [[entry.key, '']])
    }
    journey.done(nameOf(entry))
  }
}

async function completeEntry(journey: Journey, entry: CargoEntry, id: string, ids: Ids): Promise<void> {
  const { client, params, query } = journey
  const lose = journey.losing('entry', nameOf(entry))
  const linked = Object.entries(entry.fields).filter(([, value]) => hasLink(value))
  let fields: Record<string, unknown> = {}
  for (const [field, value] of linked) {
    const resolved = resolve(value, ids, () => lose(field, 'it leads to something that is not carried'))
    if (resolved !== undefined) fields[field] = resolved
  }
  const tags = entry.tags.length > 0 ? { tags: [...entry.tags] } : {}
  for (let tries = 0; tries < 2 && Object.keys({ ...fields, ...tags }).length > 0; tries += 1) {
    const body = { fields, ...tags }
    const saved = await attempt(journey, () =>
      client.entries.update({ ...params, entry: id }, { query: { ...query, locale: '*' }, body }),
    )
    if (saved.ok) return
    const refused = refusedFields(saved.problem.document)
    if (refused.size === 0) {
      lose(null, `its links and tags: ${sentenceOf(saved.problem)}`)
      return
    }
    for (const [field, reason] of refused) lose(field, reason)
    fields = Object.fromEntries(Object.entries(fields).filter(([field]) => !refused.has(field)))
  }
}

async function publishEntry(journey: Journey, entry: CargoEntry, id: string): Promise<void> {
  const { client, params, query } = journey
  const lose = journey.losing('entry', nameOf(entry))
  for (const { environments: named, locales } of entry.publications) {
    const environments = knownEnvironments(named, journey, lose)
    if (environments.length === 0) continue
    const body = { environments, ...(locales !== undefined && { locales: [...locales] }) }
    const live = await attempt(journey, () => client.entries.publish({ ...params, entry: id }, { query, body }))
    if (!live.ok) lose(null, `it is not published: ${sentenceOf(live.problem)}`)
  }
}
