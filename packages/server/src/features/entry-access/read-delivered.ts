import { showDelivered } from '@latchkey/contract/delivery/operations'
import type { DecidedBy } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { extend } from '../../pipeline/perform.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import { readRow } from '../content/list-rows.ts'
import { targetOfRow } from '../content/source.ts'
import { environmentsOf, type EntryState } from '../entries/state.ts'
import { type Place, type PlaceQuery, readPlace } from '../delivery/place.ts'
import { mayReadSome, reachOf } from '../delivery/reading.ts'
import { attempt } from './attempt.ts'
import type { Found } from './parts.ts'

/** The environments and locales in which the delivery API shows an entry to a key, found as it finds entries. */
export async function readDelivered(
  context: Context,
  key: Caller,
  state: EntryState,
  locales: readonly string[],
): Promise<readonly (Found & { readonly by: DecidedBy })[]> {
  const { db, space, branch } = context
  const own = state.live.find(({ environmentId }) => environmentId === key.principal.environmentId)
  const environments = key.principal.environmentId === null ? environmentsOf(state) : own ? [own.environment] : []
  const found: (Found & { readonly by: DecidedBy })[] = []
  // A token for several releases reads as of each that it names.
  const queries = environments.flatMap(
    (environment) => key.principal.releases?.map((release) => ({ environment, release })) ?? [{ environment }],
  )
  for (const query of queries) {
    const { environment } = query
    const place = await placeOf(extend(context, { caller: key }), query)
    if (place === null) continue
    for (const locale of locales) {
      if (found.some((each) => each.locale === locale && each.name === environment)) continue
      const visit = { db, caller: key, space, branch, place, locale }
      const reach = mayReadSome(visit, state.type) ? reachOf(visit, state.type) : null
      const row = reach && (await readRow(reach.source, reach.reach, { column: 'id', is: state.row.id }))
      if (row === null) continue
      const target = targetOfRow(space, state.type.slug, row)
      const by = attempt(key, showDelivered, [{ action: 'content.read', target, locales: [locale] }])
      if (by !== null) found.push({ locale, name: environment, by })
    }
  }
  return found
}

/** Null where the key would be refused, as of a release that is gone. */
async function placeOf(context: Context, query: PlaceQuery): Promise<Place | null> {
  try {
    return await readPlace(context, query)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
