import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Asset, Entry, PublishRequest } from './answers.ts'
import { api } from './client.ts'
import { all } from './queries.ts'

/** How much of a long list is asked for at once. */
export const pageSize = 50

/** Which part of a list is asked for. */
export interface Part {
  readonly offset: number
  readonly limit: number
  /** With the number of all. */
  readonly count: boolean
}

/** What a part of a list is asked for. */
interface PageQuery extends Partial<Part> {
  readonly search?: string
  readonly order?: string
  readonly tag?: string
}

interface EntryPageQuery extends PageQuery {
  readonly type?: string
  readonly locale?: string
  readonly status?: Entry['status']
}

interface AssetPageQuery extends PageQuery {
  readonly status?: Asset['status']
  readonly category?: string
}

/** A part of the entries. */
export const entriesPart = (space: string, { tag, ...query }: EntryPageQuery) => ({
  queryKey: ['spaces', space, 'entries', 'list', { tag, ...query }],
  queryFn: () =>
    api.entries.list({ space }, { query: { ...query, ...(tag !== undefined && { filter: { tags: tag } }) } }),
})

/** Entries to choose from. */
export const entriesQuery = (space: string, query: EntryPageQuery) =>
  queryOptions({ ...entriesPart(space, query), placeholderData: keepPreviousData })

/** An entry with the values of all locales that the person may read. */
export const entryQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry],
    queryFn: () => api.entries.show({ space, entry }, { query: { locale: '*' } }),
  })

export const revisionsQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'revisions'],
    queryFn: async () => [...(await api.revisions.list({ space, entry }, { query: { limit: 100 } })).items],
  })

/** What differs between a version and the working copy. */
export const comparisonQuery = (space: string, entry: string, version: number) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'revisions', version],
    queryFn: () => api.revisions.compare({ space, entry, version: String(version) }),
  })

export const schedulesOfQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'schedules'],
    queryFn: async () => [...(await api.schedules.listOfEntry({ space, entry }, { query: { limit: 20 } })).items],
  })

export const publishRequestsOfQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'publish-requests'],
    queryFn: async () => [...(await api.publishRequests.list({ space }, { query: { entry, limit: 20 } })).items],
  })

/** What will happen by itself in a space, and what has. */
export const schedulesQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', 'schedules'],
    queryFn: () => all('schedules.list', { params: { space }, query: { limit: 200 } }),
  })

/** What was asked for in a space and is in a state, the newest first. */
export const publishRequestsQuery = (space: string, state: PublishRequest['state']) =>
  infiniteQueryOptions({
    queryKey: ['spaces', space, 'entries', 'publish-requests', state],
    queryFn: ({ pageParam }) =>
      api.publishRequests.list(
        { space },
        { query: { state, limit: 50, ...(pageParam !== null && { after: pageParam }) } },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  })

/** How many wait for an answer, of those that the person may see. */
export const waitingQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', 'publish-requests', 'waiting'],
    queryFn: async () =>
      (await api.publishRequests.list({ space }, { query: { state: 'open', limit: 1, count: true } })).total ?? 0,
    retry: false,
  })

export const commentsQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'comments'],
    queryFn: () => all('comments.list', { params: { space, entry }, query: { limit: 200 } }),
  })

/** Who can do what to an entry, and why. */
export const accessQuery = (space: string, entry: string) =>
  infiniteQueryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'access'],
    queryFn: ({ pageParam }) =>
      api.entryAccess.list(
        { space, entry },
        { query: { limit: 100, ...(pageParam !== null && { after: pageParam }) } },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** The entries of a datasource in their order, as many at once as the server tells. */
export const datasourceEntriesQuery = (space: string, datasource: string, search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['spaces', space, 'datasources', datasource, 'entries', 'list', search ?? null],
    queryFn: ({ pageParam }) =>
      api.datasourceEntries.list(
        { space, datasource },
        {
          query: {
            limit: 1000,
            ...(search !== undefined && { search }),
            ...(pageParam !== null && { after: pageParam }),
          },
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** The keys of a datasource with what people read in their place. */
export const choicesQuery = (space: string, datasource: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'datasources', datasource, 'entries'],
    queryFn: () => all('datasource-entries.list', { params: { space, datasource }, query: { limit: 1000 } }),
  })

export const trashQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'trash'],
    queryFn: () => all('trash.list', { params: { space }, query: { limit: 200 } }),
  })

/** A part of the files. */
export const assetsPart = (space: string, { category, tag, ...query }: AssetPageQuery) => ({
  queryKey: ['spaces', space, 'assets', 'list', { category, tag, ...query }],
  queryFn: () => {
    const filter = { ...(category !== undefined && { category }), ...(tag !== undefined && { tags: tag }) }
    return api.assets.list({ space }, { query: { ...query, filter } })
  },
})

/** Files to choose from. */
export const assetsQuery = (space: string, query: AssetPageQuery) =>
  queryOptions({ ...assetsPart(space, query), placeholderData: keepPreviousData })

export const assetQuery = (space: string, asset: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'assets', asset],
    queryFn: () => api.assets.show({ space, asset }),
  })

export const datasourcesQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'datasources'],
    queryFn: async () => [...(await api.datasources.list({ space })).items],
  })

/** The tags of entries with their numbers; of one type alone where it is named. */
export const tagsQuery = (space: string, type?: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', 'tags', type ?? null],
    queryFn: async () => [...(await api.tags.list({ space }, { query: type === undefined ? {} : { type } })).items],
    retry: false,
  })

export const assetTagsQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'assets', 'tags'],
    queryFn: async () => [...(await api.assetTags.list({ space })).items],
    retry: false,
  })

export const assetCategoriesQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'assets', 'categories'],
    queryFn: async () => [...(await api.assetCategories.list({ space })).items],
  })

/** The entries of a type whose filterable field holds a file, or a list with it. */
export const showingQuery = (space: string, type: string, field: string, asset: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', 'showing', asset, type, field],
    queryFn: () => api.entries.list({ space }, { query: { type, filter: { [field]: asset }, limit: 10, count: true } }),
  })

export const trashedAssetsQuery = (space: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'assets', 'trash'],
    queryFn: () => all('asset-trash.list', { params: { space }, query: { limit: 200 } }),
    retry: false,
  })
