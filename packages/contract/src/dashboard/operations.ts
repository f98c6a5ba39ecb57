import { Type } from 'typebox'
import { dashboard } from '../actions.ts'
import { overviewKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { branchQuery, nullable, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

const Count = Type.Integer({ minimum: 0 })

/** A space in numbers; of what the caller may read, and of nothing else. */
export const Dashboard = strict({
  /** Entries of the branch, a row for each type of which the caller may read some. */
  content: Type.Array(
    strict({ type: Type.String(), draft: Count, published: Count, protected: Count, archived: Count, total: Count }),
  ),
  /** The space's tokens; null for who may read none. */
  tokens: nullable(
    strict({
      active: Count,
      inactive: Count,
      /** Active ones that expire within 30 days. */
      expiring: Count,
      /** Active ones that were made 30 days ago or longer and not used since. */
      unused: Count,
      /** Active ones that never expire. */
      without_expiry: Count,
      /** Active ones of kinds that are made to sit in public pages. */
      public: Count,
    }),
  ),
  /** Calls with these tokens by day (UTC), the last 30 days; days without calls are left out. */
  calls: nullable(Type.Array(strict({ day: Timestamp, calls: Count, refused: Count }))),
})

export const showDashboard = operation({
  id: 'dashboard.show',
  summary: 'A space in numbers: content by type and state, the health of its tokens, calls by day',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/dashboard',
  params: { space: Segment },
  query: { ...branchQuery },
  body: null,
  result: Dashboard,
  action: dashboard.read,
  access: 'read',
  callers: overviewKinds,
  target: ({ params }) => inSpace('dashboard', params.space),
  problems: [],
})
