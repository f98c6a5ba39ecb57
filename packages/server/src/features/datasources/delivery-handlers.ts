import { datasources } from '@latchkey/contract/actions'
import { listDeliveredDatasources, showDeliveredDatasource } from '@latchkey/contract/datasources/operations'
import { problems } from '@latchkey/contract/problems'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { rowByRow } from '../row-by-row.ts'
import { readEntryPage } from './entry-handlers.ts'
import { loadDatasource, targetOf } from './handlers.ts'
import { readDatasources } from './queries.ts'
import { dimensionsOf, valuesOf } from './render.ts'

export const deliveredDatasourceImplementations = [
  implement(listDeliveredDatasources, {
    load: async ({ space }) => ({ target: { area: 'datasources', space } }),
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const rows = (await readDatasources(db, space.id)).filter(
        (row) => row.delivered === 1 && allows({ action: datasources.read.name, target: targetOf(space, row) }),
      )
      const items = rows.map((row) => ({
        id: row.id,
        serial: row.serial,
        slug: row.slug,
        name: row.name,
        dimensions: [...dimensionsOf(row)],
      }))
      return { items, next: null }
    },
  }),

  implement(showDeliveredDatasource, {
    load: async (context) => {
      const facts = await loadDatasource(context)
      return facts?.datasource.delivered === 1 ? facts : null
    },
    handle: async ({ db, facts: { datasource }, input: { query }, services }) => {
      const { dimension } = query
      if (dimension !== undefined && !dimensionsOf(datasource).includes(dimension)) {
        const errors = [{ parameter: 'dimension', detail: 'There is no such dimension.' }]
        throw refuse(problems.invalidQuery, undefined, { errors })
      }
      const { rows, ...page } = await readEntryPage(services, datasource, db, query)
      const items = rows.map((row) => ({
        serial: row.serial,
        key: row.key,
        value: row.value,
        ...(dimension !== undefined && { dimension_value: valuesOf(row)[dimension] ?? null }),
      }))
      return { items, ...page }
    },
  }),
]
