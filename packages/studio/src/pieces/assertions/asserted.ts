import { queryOptions } from '@tanstack/react-query'
import type { Assertion, NewAssertion } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { all } from '../../api/queries.ts'
import { grantOf, type GrantRow } from '../grants/grant-row.ts'

/** What assertions are pinned to. */
export interface Asserted {
  readonly is: 'token' | 'role'
  readonly id: string
  readonly space: string
}

export const assertionsQuery = ({ is, id, space }: Asserted) =>
  queryOptions({
    queryKey: ['spaces', space, `${is}s`, id, 'assertions'],
    queryFn: () =>
      is === 'token'
        ? all('token-assertions.list', { params: { space, token: id } })
        : all('role-assertions.list', { params: { space, role: id } }),
  })

export function pin({ is, id, space }: Asserted, body: NewAssertion): Promise<Assertion> {
  const request = { body, idempotencyKey: crypto.randomUUID() }
  return is === 'token'
    ? api.tokenAssertions.create({ space, token: id }, request)
    : api.roleAssertions.create({ space, role: id }, request)
}

export function unpin({ is, id, space }: Asserted, assertion: string): Promise<null> {
  return is === 'token'
    ? api.tokenAssertions.delete({ space, token: id, assertion })
    : api.roleAssertions.delete({ space, role: id, assertion })
}

/** The claim that a row says: `never` what its deny would stop, `always` what its allow would permit. */
export function claimOf(row: GrantRow): Assertion['claim'] {
  const { effect, ...words } = grantOf(row)
  return { effect: effect === 'deny' ? 'never' : 'always', ...words }
}
