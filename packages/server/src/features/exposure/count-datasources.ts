import { datasources } from '@latchkey/contract/actions'
import { listDatasources, listDeliveredDatasources } from '@latchkey/contract/datasources/operations'
import type { Exposure } from '@latchkey/contract/exposure/operations'
import type { Static } from '@latchkey/contract/schema'
import { filterForAll } from '@latchkey/policy/layers'
import type { Filter } from '@latchkey/policy/filter'
import type { Caller } from '../../pipeline/principal.ts'
import { targetOf } from '../datasources/handlers.ts'
import { countDatasourceEntries, readDatasources } from '../datasources/queries.ts'
import { bothMay, type Counted, mayCall, reachesFurther, type Viewing } from './viewing.ts'

type CountedDatasource = Static<typeof Exposure>['datasources'][number]

/** The delivered datasources that a key may read. */
export async function countDatasources(viewing: Viewing): Promise<Counted<CountedDatasource[]>> {
  const { db, space, key, asker } = viewing
  if (!mayCall(key, listDeliveredDatasources)) return { value: [], partial: false }
  const readableTo = ({ layers, principal }: Caller): Filter =>
    filterForAll(layers, datasources.read.name, {
      collection: { area: 'datasources', space },
      principal: principal.name,
    })
  const ofKey = readableTo(key)
  if (!mayCall(asker, listDatasources)) return { value: [], partial: ofKey.is !== 'none' }
  const value: CountedDatasource[] = []
  for (const row of await readDatasources(db, space.id)) {
    if (row.delivered !== 1 || !bothMay(viewing, datasources.read.name, targetOf(space, row))) continue
    value.push({ id: row.id, slug: row.slug, entries: await countDatasourceEntries(db, row, undefined) })
  }
  return { value, partial: reachesFurther(ofKey, readableTo(asker)) }
}
