import { showDelivered } from '@latchkey/contract/delivery/operations'
import type { DecidedBy } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { extend } from '../../pipeline/perform.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { readRow } from '../content/list-rows.ts'
import { environmentsOf, type EntryState } from '../entries/state.ts'
import { readPlace } from '../delivery/place.ts'
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
  for (const environment of environments) {
    const place = await readPlace(extend(context, { caller: key }), { environment })
    for (const locale of locales) {
      const visit = { db, caller: key, space, branch, place, locale }
      const reach = mayReadSome(visit, state.type) ? reachOf(visit, state.type) : null
      const row = reach && (await readRow(reach.source, reach.reach, { column: 'id', is: state.row.id }))
      if (row === null) continue
      const { id, name, creator, status } = row
      const target = { area: 'content', space, type: state.type.slug, id, name, creator, status }
      const by = attempt(key, showDelivered, [{ action: 'content.read', target, locales: [locale] }])
      if (by !== null) found.push({ locale, name: environment, by })
    }
  }
  return found
}
