import { showDashboard } from '@latchkey/contract/dashboard/operations'
import type { Filter } from '@latchkey/policy/filter'
import type { Context } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { readable } from '../content/readable.ts'
import { readLocales } from '../locales/queries.ts'
import { newestFirst, readTokens } from '../tokens/list-queries.ts'
import { countByState, readCalls } from './queries.ts'
import { byType, dayMs, healthOf } from './rules.ts'

/** Tokens that are looked at; a space with more is told of its newest. */
const tokensMax = 1000

export const dashboardImplementations = [
  implement(showDashboard, {
    load: async ({ space }) => ({ target: { area: 'dashboard', space } }),
    handle: async (context) => {
      const { db, space, caller, branch } = context
      const locales = await readLocales(db, space.id)
      const place = { spaceId: space.id, branchId: branch.id }
      const content = byType(await countByState(db, place, readable(caller, { space }, locales)))
      return {
        content,
        ...(await tokenNumbers(context, context.filter({ area: 'tokens', space }, { action: 'tokens.read' }))),
      }
    },
  }),
]

/** Of the tokens that the caller may read, and of no others. */
async function tokenNumbers({ db, space, now }: Pick<Context, 'db' | 'space' | 'now'>, filter: Filter) {
  if (filter.is === 'none') return { tokens: null, calls: null }
  const query = { ...newestFirst, filter, now }
  const tokens = await readTokens(db, { spaceId: space.id }, query, { after: null, limit: tokensMax })
  const calls = await readCalls(
    db,
    tokens.map(({ id }) => id),
    now - 30 * dayMs,
  )
  return {
    tokens: healthOf(tokens, now),
    calls: calls.map(({ day, ...rest }) => ({ day: new Date(day).toISOString(), ...rest })),
  }
}
