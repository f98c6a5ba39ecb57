import type { ItemOf, ListId, Request } from '@latchkey/client/operations'
import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'

/** How many things a list of the studio holds at most; who has more searches by id. */
const listedMax = 1000

/** All pages of a list, up to what a page of the studio can show. */
async function all<Id extends ListId>(
  id: Id,
  ...request: object extends Request<Id> ? [Request<Id>?] : [Request<Id>]
): Promise<ItemOf<Id>[]> {
  const items: ItemOf<Id>[] = []
  for await (const item of api.items(id, ...request)) {
    items.push(item)
    if (items.length === listedMax) break
  }
  return items
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: () => api.session.show(), retry: false })

export const spacesQuery = queryOptions({
  queryKey: ['spaces'],
  queryFn: () => all('spaces.list', { query: { limit: 200 } }),
})

export const tokensQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens'],
    queryFn: () => all('tokens.list', { params: { space }, query: { limit: 200 } }),
  })

export const tokenQuery = (space: string, token: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens', token],
    queryFn: () => api.tokens.show({ space, token }),
  })

export const ownTokensQuery = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: () => all('account-tokens.list', { query: { limit: 200 } }),
})

export const ownTokenQuery = (token: string) =>
  queryOptions({ queryKey: ['account', 'tokens', token], queryFn: () => api.accountTokens.show({ token }) })

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => all('account-sessions.list', { query: { limit: 200 } }),
})

export const factorsQuery = queryOptions({ queryKey: ['account', 'factors'], queryFn: () => api.accountFactors.show() })

export const rolesQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'roles'],
    queryFn: async () => [...(await api.roles.list({ space })).items],
  })

export const environmentsQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'environments'],
    queryFn: () => all('environments.list', { params: { space } }),
  })

export const branchesQuery = (space: string) =>
  queryOptions({ queryKey: ['spaces', space, 'branches'], queryFn: () => all('branches.list', { params: { space } }) })

export const aliasesQuery = (space: string) =>
  queryOptions({ queryKey: ['spaces', space, 'aliases'], queryFn: () => all('aliases.list', { params: { space } }) })

export const releasesQuery = (space: string) =>
  queryOptions({ queryKey: ['spaces', space, 'releases'], queryFn: () => all('releases.list', { params: { space } }) })

export const localesQuery = (space: string) =>
  queryOptions({ queryKey: ['spaces', space, 'locales'], queryFn: () => all('locales.list', { params: { space } }) })

export const typesQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'content-types'],
    queryFn: () => all('content-types.list', { params: { space } }),
  })

/** What can be granted and called. It changes with the server's version alone. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => api.service.catalogue(),
  staleTime: Infinity,
})

/** Whom the caller may see is another question than what: one who may see nobody reads no names. */
export const membersQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'members'],
    queryFn: async () => [...(await api.members.list({ space })).items],
    retry: false,
  })
