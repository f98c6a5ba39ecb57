import { listActivity, listInstallationActivity } from '@latchkey/contract/activity/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { readCursor, writeCursor } from '../../lib/page.ts'
import { installationChain } from '../../pipeline/audit.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { readTrail, type TrailFilter } from './queries.ts'
import { render } from './render.ts'

type Query = InputOf<typeof listInstallationActivity>['query']

const limitDefault = 50

export const activityImplementations = [
  implement(listActivity, {
    load: async ({ space }) => ({ target: { area: 'activity', space } }),
    handle: (context) => readPageOf(context, context.space.id, context.input.query),
  }),

  implement(listInstallationActivity, {
    load: async () => ({ target: { area: 'activity', space: null } }),
    handle: (context) => readPageOf(context, installationChain, context.input.query),
  }),
]

async function readPageOf(
  { db, caller, services }: Pick<Context, 'db' | 'caller' | 'services'>,
  chain: string,
  query: Query,
) {
  const scope = `${listActivity.id} ${chain} ${caller.principal.name}`
  const before = query.after === undefined ? null : Number(readCursor(services.ring, scope, query.after)[0])
  const { rows, next } = await readTrail(db, chain, filterOf(query), { before, limit: query.limit ?? limitDefault })
  return { items: rows.map(render), next: next === null ? null : writeCursor(services.ring, scope, [next]) }
}

function filterOf({ from, to, limit: _limit, after: _after, ...same }: Query): TrailFilter {
  return {
    ...same,
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  }
}
