import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Asset, Entry } from './answers.ts'
import { api } from './client.ts'
import { all } from './queries.ts'

/** How much of a long list is shown at once. */
export const pageSize = 50

/** What a page of a list is asked for. */
interface PageQuery {
  readonly search?: string
  readonly order?: string
  /** The `next` of the page before. */
  readonly after?: string
  readonly limit?: number
  readonly count?: boolean
}

interface EntryPageQuery extends PageQuery {
  readonly type?: string
  readonly locale?: string
  readonly status?: Entry['status']
}

interface AssetPageQuery extends PageQuery {
  readonly status?: Asset['status']
  readonly category?: string
  readonly tag?: string
}

/** One page of entries. */
export const entriesQuery = (space: string, query: EntryPageQuery) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', 'list', query],
    queryFn: () => api.entries.list({ space }, { query: { limit: pageSize, count: true, ...query } }),
    placeholderData: keepPreviousData,
  })

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

export const schedulesQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'schedules'],
    queryFn: async () => [...(await api.schedules.listOfEntry({ space, entry }, { query: { limit: 20 } })).items],
  })

export const publishRequestsQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'publish-requests'],
    queryFn: async () => [...(await api.publishRequests.list({ space }, { query: { entry, limit: 20 } })).items],
  })

export const commentsQuery = (space: string, entry: string) =>
  queryOptions({
    queryKey: ['spaces', space, 'entries', entry, 'comments'],
    queryFn: () => all('comments.list', { params: { space, entry }, query: { limit: 200 } }),
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

/** One page of files. */
export const assetsQuery = (space: string, { category, tag, ...query }: AssetPageQuery) =>
  queryOptions({
    queryKey: ['spaces', space, 'assets', 'list', { category, tag, ...query }],
    queryFn: () => {
      const filter = { ...(category !== undefined && { category }), ...(tag !== undefined && { tags: tag }) }
      return api.assets.list({ space }, { query: { limit: pageSize, count: true, filter, ...query } })
    },
    placeholderData: keepPreviousData,
  })

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
