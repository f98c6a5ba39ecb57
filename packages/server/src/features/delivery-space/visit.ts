import type { FilterTerm } from '@latchkey/contract/schema'
import { sql } from 'kysely'
import { kinds } from '@latchkey/tokens/kinds'
import type { Context } from '../../pipeline/implementation.ts'
import type { ContentType } from '../content/content-type.ts'
import { type LocaleReach, localeReach } from '../content/locale-reach.ts'
import { readContentTypes } from '../content/read-content-type.ts'
import { asksForTags, draftsReadable, readableIn, type Reading } from '../content/readable.ts'
import { releaseSource } from '../content/release-source.ts'
import { publishedSource, type Source, workingSource } from '../content/source.ts'
import { readPlace } from '../delivery/place.ts'
import { mayReadSome, type ReadingQuery, refuseLocale, type Visit, workingStates } from '../delivery/reading.ts'

/** What a visit sees of the entries of all types together. */
export interface Everything {
  readonly visit: Visit
  /** Of which the caller may read something. */
  readonly types: readonly ContentType[]
  readonly source: Source
  readonly reach: LocaleReach
}

/** What a request sees of all types; null where it may read nothing at all. Of a single type that the filter names, that. */
export async function readEverything(
  context: Context,
  query: ReadingQuery,
  filter: readonly FilterTerm[] = [],
): Promise<Everything | null> {
  const { db, caller, space, branch } = context
  const { locale = space.defaultLocale } = query
  const place = await readPlace(context, query)
  const visit = { db, caller, space, branch, place, locale }
  const readable = (await readContentTypes(db, space.id, branch.id)).filter((type) => mayReadSome(visit, type))
  if (readable.length === 0) return null
  const named = typesNamed(filter)
  const types = named === null ? readable : readable.filter(({ slug }) => named.has(slug))
  const [only] = types.length === 1 ? types : []
  const reading: Reading = {
    space,
    ...(only && { type: only.slug }),
    ...(place.draftView === null && { status: 'published' as const }),
  }
  const reach = localeReach(place.locales, locale, (code) => readableIn(caller, reading, code))
  if (reach === null) throw refuseLocale()
  return { visit, types, source: sourceOf(visit, reading, only ?? null, reach), reach }
}

function sourceOf(visit: Visit, reading: Reading, type: ContentType | null, reach: LocaleReach): Source {
  const { db, caller, space, branch, place } = visit
  const { view, draftView, release } = place
  const common = {
    spaceId: space.id,
    branchId: branch.id,
    typeId: type?.id ?? null,
    withTags: asksForTags(caller),
  }
  if (draftView === null) {
    const withCreator = kinds[caller.principal.kind].delivers !== 'published'
    const published = { ...common, view, withCreator, numbered: true }
    return release === null ? publishedSource(db, published) : releaseSource(db, published, release)
  }
  const codes = reach.steps.map(({ code }) => code)
  const drafts = draftsReadable(caller, reading, codes)
  return workingSource(db, { ...common, draftView, drafts, liveView: sql`${view}`, states: workingStates(caller) })
}

/** The types that the terms of a filter leave, which all have to hold; null where they leave every one. */
function typesNamed(filter: readonly FilterTerm[]): ReadonlySet<string> | null {
  const sets = filter
    .filter(
      ({ path: [name, operator = 'eq', ...rest] }) => name === 'type' && isPositive(operator) && rest.length === 0,
    )
    .map(({ path: [, operator], value }) => new Set(operator === 'in' ? value.split(',') : [value]))
  const [first, ...others] = sets
  return first === undefined ? null : new Set([...first].filter((name) => others.every((set) => set.has(name))))
}

function isPositive(operator: string): boolean {
  return operator === 'eq' || operator === 'in'
}
