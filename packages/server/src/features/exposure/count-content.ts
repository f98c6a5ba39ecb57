import { listDelivered } from '@latchkey/contract/delivery/operations'
import { listEntries } from '@latchkey/contract/entries/operations'
import type { Exposure } from '@latchkey/contract/exposure/operations'
import type { Static } from '@latchkey/contract/schema'
import type { ContentType } from '../content/content-type.ts'
import { countRows } from '../content/list-rows.ts'
import { localeReach } from '../content/locale-reach.ts'
import { readContentTypes } from '../content/read-content-type.ts'
import { readable, readableIn } from '../content/readable.ts'
import { readingOf, sourceOf } from '../delivery/reading.ts'
import { both, type Counted, mayCall, reachesFurther, type Viewing } from './viewing.ts'

type CountedType = Static<typeof Exposure>['content_types'][number]

/** The types of which a key may read entries, and how many of each, as its lists would have them. */
export async function countContent(viewing: Viewing): Promise<Counted<CountedType[]>> {
  const { db, space, branch, key } = viewing
  if (!mayCall(key, listDelivered)) return { value: [], partial: false }
  const partial = isPartial(viewing)
  const value: CountedType[] = []
  if (!mayCall(viewing.asker, listEntries)) return { value, partial }
  for (const type of await readContentTypes(db, space.id, branch.id)) {
    const counted = await countType(viewing, type)
    if (counted !== null) value.push(counted)
  }
  return { value, partial }
}

/** Asked of all types together, so that it does not depend on which ones there are. */
function isPartial({ space, place, key, asker }: Viewing): boolean {
  const reading = readingOf(space, undefined, place)
  const isFurther = ({ code }: { readonly code: string }) => {
    const ofKey = readableIn(key, reading, code)
    return mayCall(asker, listEntries) ? reachesFurther(ofKey, readableIn(asker, reading, code)) : ofKey.is !== 'none'
  }
  return place.locales.some(isFurther)
}

/** Null for a type of which the key or the asker may read nothing. */
async function countType(viewing: Viewing, type: ContentType): Promise<CountedType | null> {
  const { space, place, key } = viewing
  if (readable(key, readingOf(space, type.slug, place), place.locales).is === 'none') return null
  const entries = await countIn(viewing, type, '*')
  if (entries === null) return null
  const locales: CountedType['locales'] = []
  for (const { code } of place.locales) {
    const inLocale = await countIn(viewing, type, code)
    if (inLocale !== null) locales.push({ code, entries: inLocale })
  }
  const { id, slug, name, singleton } = type
  return { id, slug, name, singleton, entries, locales, fields: [...type.fields.keys()] }
}

/** The entries that a list in a locale shows, on all its pages; null for a locale that is as unknown as any. */
async function countIn(viewing: Viewing, type: ContentType, locale: string): Promise<number | null> {
  const { db, space, branch, place, key, asker } = viewing
  const reading = readingOf(space, type.slug, place)
  const reach = localeReach(place.locales, locale, (code) =>
    both(readableIn(key, reading, code), readableIn(asker, reading, code)),
  )
  if (reach === null) return null
  const source = sourceOf({ db, caller: key, space, branch, place, locale }, type, reach)
  return countRows(source, reach, { condition: { is: 'and', of: [] }, order: [] })
}
