import { listActivity } from '@latchkey/contract/activity/operations'
import { readPage } from '../../lib/page.ts'
import { implement } from '../../pipeline/implementation.ts'
import { readTrail } from './queries.ts'
import { render } from './render.ts'

export const activityImplementations = [
  implement(listActivity, {
    load: async ({ space }) => ({ target: { area: 'activity', space } }),
    handle: async ({ db, caller, space, input, services }) => {
      const { rows, next } = await readPage(services.ring, input.query, {
        scope: `${listActivity.id} ${space.id} ${caller.principal.name}`,
        rows: (after, limit) => readTrail(db, space.id, after === null ? null : Number(after[0]), limit),
        positionOf: ({ seq }) => [seq],
        total: async () => 0,
      })
      return { items: rows.map(render), next }
    },
  }),
]
