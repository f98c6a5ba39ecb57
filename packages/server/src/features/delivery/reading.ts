import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { type LocaleReach, localeReach } from '../content/locale-reach.ts'
import { readContentType } from '../content/read-content-type.ts'
import { draftsReadable, readable, readableIn, type Reading } from '../content/readable.ts'
import { publishedSource, type Source, workingSource } from '../content/source.ts'
import { type Place, type PlaceQuery, readPlace } from './place.ts'

/** Who reads, and where. */
export interface Visit {
  readonly db: Reader
  readonly caller: Caller
  readonly space: SpaceFacts
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
  const { db, caller, space } = context
  const place = await readPlace(context, query)
  const type = await readContentType(db, space.id, segment)
  const visit = { db, caller, space, place, locale: query.locale ?? space.defaultLocale }
  if (type === null || !mayReadSome(visit, type)) return null
  const found = reachOf(visit, type)
  if (found !== null) return { ...found, visit }
  throw refuse(problems.invalidQuery, undefined, {
    errors: [{ parameter: 'locale', detail: 'There is no such locale.' }],
  })
}

/** Whether entries of a type could be read in some locale, were they there. */
export function mayReadSome({ caller, space, place }: Omit<Visit, 'locale'>, { slug }: ContentType): boolean {
  return readable(caller, readingOf(space, slug, place), place.locales).is !== 'none'
}

/** What a visit sees of a type; null when its locale is none in which an entry of the type may be read. */
export function reachOf({ db, caller, space, place, locale }: Visit, type: ContentType): TypeInReach | null {
  const reading = readingOf(space, type.slug, place)
  const reach = localeReach(place.locales, locale, (code) => readableIn(caller, reading, code))
  if (reach === null) return null
  const { view, draftView } = place
  if (draftView === null) {
    const withCreator = kinds[caller.principal.kind].delivers !== 'published'
    return { type, reach, source: publishedSource(db, { spaceId: space.id, view, typeId: type.id, withCreator }) }
  }
  const source = workingSource(db, {
    spaceId: space.id,
    draftView,
    typeId: type.id,
    drafts: draftsReadable(
      caller,
      reading,
      reach.steps.map(({ code }) => code),
    ),
    liveView: sql`${view}`,
    states: workingStates(caller),
  })
  return { type, reach, source }
}

function readingOf(space: SpaceFacts, type: string, { draftView }: Place): Reading {
  return { space, type, ...(draftView === null && { status: 'published' as const }) }
}

/** What is archived is never delivered, and what is protected only to kinds whose ceiling names it: to a preview it is like a draft. */
function workingStates({ principal }: Caller): readonly string[] {
  const named = kinds[principal.kind].ceiling?.some(({ conditions }) => conditions?.status?.includes('protected'))
  return named ? ['published', 'draft', 'protected'] : ['published', 'draft']
}
