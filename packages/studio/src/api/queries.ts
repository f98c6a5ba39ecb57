import type { ItemOf, ListId, Request } from '@latchkey/client/operations'
import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'
import { isProblem } from './problems.ts'

/** How many things a list of the studio holds at most; who has more searches by id. */
export const listedMax = 1000

/** All pages of a list, up to what a page of the studio can show. */
export async function all<Id extends ListId>(
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

/** Of how many days lists of tokens tell the calls. */
export const usageDays = 7

export const tokensQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens'],
    queryFn: () => all('tokens.list', { params: { space }, query: { limit: 200, usage_days: usageDays } }),
  })

/** The tokens of a space in whose name, description or id the words occur, up to a limit. */
export const tokensFoundQuery = (space: string, search: string, limit: number) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens', 'found', search],
    queryFn: async () => [...(await api.tokens.list({ space }, { query: { search, limit } })).items],
  })

export const tokenQuery = (space: string, token: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens', token],
    queryFn: () => api.tokens.show({ space, token }),
  })

export const ownTokensQuery = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: () => all('account-tokens.list', { query: { limit: 200, usage_days: usageDays } }),
})

export const ownTokenQuery = (token: string) =>
  queryOptions({ queryKey: ['account', 'tokens', token], queryFn: () => api.accountTokens.show({ token }) })

export const usageQuery = (space: string, token: string, days: number) =>
  queryOptions({
    queryKey: ['spaces', space, 'tokens', token, 'usage', days],
    queryFn: () => api.tokens.usage({ space, token }, { query: { days } }),
  })

export const ownUsageQuery = (token: string, days: number) =>
  queryOptions({
    queryKey: ['account', 'tokens', token, 'usage', days],
    queryFn: () => api.accountTokens.usage({ token }, { query: { days } }),
  })

export const installationTokensQuery = queryOptions({
  queryKey: ['installation', 'tokens'],
  queryFn: () => all('installation-tokens.list', { query: { limit: 200, usage_days: usageDays } }),
})

export const installationTokenQuery = (token: string) =>
  queryOptions({ queryKey: ['installation', 'tokens', token], queryFn: () => api.installationTokens.show({ token }) })

export const installationUsageQuery = (token: string, days: number) =>
  queryOptions({
    queryKey: ['installation', 'tokens', token, 'usage', days],
    queryFn: () => api.installationTokens.usage({ token }, { query: { days } }),
  })

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

/** The groups of content types, those of one parent in their order; none for who may not read them. */
export const typeGroupsQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'type-groups'],
    queryFn: async () => [...(await api.typeGroups.list({ space })).items],
    retry: false,
  })

/** What can be granted and called. It changes with the server's version alone. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => api.service.catalogue(),
  staleTime: Infinity,
})

/** The APIs of other platforms that the server speaks, and programs for their clients. They change with its version alone. */
export const dialectsQuery = queryOptions({
  queryKey: ['dialects'],
  queryFn: async () => [...(await api.dialects.list()).items],
  staleTime: Infinity,
})

/** Whom the caller may see is another question than what: one who may see nobody reads no names. */
export const membersQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'members'],
    queryFn: async () => [...(await api.members.list({ space })).items],
    retry: false,
  })

/** Every account, for who administers the installation. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => all('users.list', { query: { limit: 200 } }),
})

/** Which version runs, and whether there is a newer one. */
export const updatesQuery = queryOptions({ queryKey: ['updates'], queryFn: () => api.updates.show() })

export const invitationsQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'invitations'],
    queryFn: async () => [...(await api.invitations.list({ space })).items],
  })

export const ownInvitationsQuery = queryOptions({
  queryKey: ['account', 'invitations'],
  queryFn: async () => [...(await api.accountInvitations.list()).items],
})

export const webhooksQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'webhooks'],
    queryFn: async () => [...(await api.webhooks.list({ space })).items],
  })

export const releaseItemsQuery = (space: string, release: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'releases', release, 'items'],
    queryFn: () => all('release-items.list', { params: { space, release }, query: { limit: 200 } }),
  })

export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: () => all('backups.list', { query: { limit: 200 } }),
})

export const dashboardQuery = (space: string) =>
  queryOptions({ queryKey: ['spaces', space, 'dashboard'], queryFn: () => api.dashboard.show({ space }) })

export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: () => all('organizations.list', { query: { limit: 200 } }),
})

export const organizationMembersQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'members'],
    queryFn: () => all('organization-members.list', { params: { organization }, query: { limit: 200 } }),
  })

export const organizationInvitationsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'invitations'],
    queryFn: async () => [...(await api.organizationInvitations.list({ organization })).items],
  })

export const organizationSpacesQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'spaces'],
    queryFn: () => all('organization-spaces.list', { params: { organization }, query: { limit: 200 } }),
  })

export const tokenPolicyQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'token-policy'],
    queryFn: () => api.tokenPolicy.show({ organization }),
  })

export const reachingTokensQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'reaching'],
    queryFn: async () => [...(await api.tokenApprovals.list({ organization })).items],
  })

/** How an organization signs in; null where that was never said. */
export const connectionQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'sso'],
    queryFn: async () => {
      try {
        return await api.sso.show({ organization })
      } catch (error) {
        if (isProblem(error, 'not-found')) return null
        throw error
      }
    },
  })

export const domainsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', organization, 'domains'],
    queryFn: async () => [...(await api.organizationDomains.list({ organization })).items],
  })
