import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { BranchFacts, Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { type LocaleReach, localeReach } from '../content/locale-reach.ts'
import { readContentType } from '../content/read-content-type.ts'
import { asksForTags, draftsReadable, readable, readableIn, type Reading } from '../content/readable.ts'
import { releaseSource } from '../content/release-source.ts'
import { publishedSource, type Source, workingSource } from '../content/source.ts'
import { type Place, type PlaceQuery, readPlace } from './place.ts'

/** Who reads, and where. */
export interface Visit {
  readonly db: Reader
  readonly caller: Caller
  readonly space: SpaceFacts
  readonly branch: BranchFacts
  readonly place: Place
  /** A code, or `*`. */
  readonly locale: string
}

/** What a visit sees of one type. */
export interface TypeInReach {
  readonly type: ContentType
  readonly source: Source
  readonly reach: LocaleReach
}

export interface ReadingQuery extends PlaceQuery {
  readonly locale?: string
}

/** The place and the type of a request. Null when there is no such type, or the caller may read none of its entries. */
export async function readType(
  context: Context,
  segment: string,
  query: ReadingQuery,
): Promise<(TypeInReach & { readonly visit: Visit }) | null> {
  const { db, caller, space, branch } = context
  const { locale = space.defaultLocale, environment, state } = query
  const readings = query.release === undefined ? keptReadings(context) : null
  const key = JSON.stringify([branch.id, segment, locale, environment, state])
  const known = readings?.get(key)
  if (known !== undefined) {
    const visit = { db, caller, space, branch, place: known.place, locale }
    return { ...known, source: sourceOf(visit, known.type, known.reach), visit }
  }
  const place = await readPlace(context, query)
  const type = await readContentType(db, space.id, branch.id, segment)
  const visit = { db, caller, space, branch, place, locale }
  if (type === null || !mayReadSome(visit, type)) return null
  const found = reachOf(visit, type)
  if (found !== null) {
    readings?.set(key, { place, type, reach: found.reach })
    return { ...found, visit }
  }
  throw refuseLocale()
}

/** The refusal of a locale that is not there, or in which nothing may be read. */
export function refuseLocale(): Refusal {
  const detail = 'There is no such locale.'
  return refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'locale', detail }] })
}

/** What was found out about a type; all of it stays as it is while caller and content version do. */
interface KeptReading {
  readonly place: Place
  readonly type: ContentType
  readonly reach: LocaleReach
}

const kept = new WeakMap<Caller, { readonly contentVersion: number; readonly readings: Map<string, KeptReading> }>()

/** Types, locales and environments raise the version that was read before the snapshot: what is found is at least as new. Null where none was read. */
function keptReadings({ caller, contentVersion }: Context): Map<string, KeptReading> | null {
  if (contentVersion === 0) return null
  const known = kept.get(caller)
  if (known?.contentVersion === contentVersion) return known.readings
  const readings = new Map<string, KeptReading>()
  kept.set(caller, { contentVersion, readings })
  return readings
}

/** Whether entries of a type could be read in some locale, were they there. */
export function mayReadSome(
  { caller, space, place }: Omit<Visit, 'locale'>,
  { slug }: Pick<ContentType, 'slug'>,
): boolean {
  return readable(caller, readingOf(space, slug, place), place.locales).is !== 'none'
}

/** What a visit sees of a type; null when its locale is none in which an entry of the type may be read. */
export function reachOf(visit: Visit, type: ContentType): TypeInReach | null {
  const { caller, space, place, locale } = visit
  const reading = readingOf(space, type.slug, place)
  const reach = localeReach(place.locales, locale, (code) => readableIn(caller, reading, code))
  return reach && { type, reach, source: sourceOf(visit, type, reach) }
}

/** Where the entries of a type are that a visit sees, and in which copy. */
export function sourceOf({ db, caller, space, branch, place }: Visit, type: ContentType, reach: LocaleReach): Source {
  const { view, draftView, release } = place
  if (draftView === null) {
    const withCreator = kinds[caller.principal.kind].delivers !== 'published'
    const withTags = asksForTags(caller)
    const published = { spaceId: space.id, branchId: branch.id, view, typeId: type.id, withCreator, withTags }
    return release === null ? publishedSource(db, published) : releaseSource(db, published, release)
  }
  const codes = reach.steps.map(({ code }) => code)
  return workingSource(db, {
    spaceId: space.id,
    branchId: branch.id,
    draftView,
    typeId: type.id,
    drafts: draftsReadable(caller, readingOf(space, type.slug, place), codes),
    liveView: sql`${view}`,
    withTags: asksForTags(caller),
    states: workingStates(caller),
  })
}

/** What is about to be read; of all types where none is named. */
export function readingOf(space: SpaceFacts, type: string | undefined, { draftView }: Place): Reading {
  return { space, ...(type !== undefined && { type }), ...(draftView === null && { status: 'published' as const }) }
}

/** What is archived is never delivered, and what is protected only to kinds whose ceiling names it: to a preview it is like a draft. */
export function workingStates({ principal }: Caller): readonly string[] {
  const named = kinds[principal.kind].ceiling?.some(({ conditions }) => conditions?.status?.includes('protected'))
  return named ? ['published', 'draft', 'protected'] : ['published', 'draft']
}
