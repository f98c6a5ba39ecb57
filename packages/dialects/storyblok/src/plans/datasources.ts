import { listDeliveredDatasources, showDeliveredDatasource } from '@latchkey/contract/datasources/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { cacheVersion, redirectToVersion } from './cache-version.ts'

type Datasource = ResultOf<typeof listDeliveredDatasources>['items'][number]
type Entry = ResultOf<typeof showDeliveredDatasource>['items'][number]

/** `GET cdn/datasources`. */
export function* listDatasources(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const paging = pagingOf(request.query, { most: 1000 })
  const { items } = yield* call(listDeliveredDatasources, { params: { space: request.space.id } })
  const shown = items.slice(offsetOf(paging), offsetOf(paging) + paging.perPage)
  return {
    status: 200,
    headers: pagingHeaders(paging, items.length),
    body: { datasources: shown.map(datasourceOf), cv: cacheVersion(request) },
  }
}

/** `GET cdn/datasources/{number or slug}`. */
export function* showDatasource(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const datasource = datasourceOf(yield* find(request, request.params['datasource'] ?? ''))
  return { status: 200, body: { datasource, cv: cacheVersion(request) } }
}

/** `GET cdn/datasource_entries?datasource=…`: its keys and values, in their order. */
export function* listDatasourceEntries(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { query, space } = request
  const name = textOf(query, 'datasource')
  if (name === undefined) throw refuseQuery('datasource', 'Name a datasource.')
  const { slug } = yield* find(request, name)
  const paging = pagingOf(query, { most: 1000 })
  const dimension = textOf(query, 'dimension')
  const list = {
    limit: paging.perPage,
    count: true,
    ...(dimension !== undefined && { dimension }),
  }
  let after: string | null | undefined
  let entries: readonly Entry[] = []
  let total = 0
  // Ours are read page by page, each from where the last one ended.
  for (let page = 0; page < paging.page && after !== null; page += 1) {
    const found: ResultOf<typeof showDeliveredDatasource> = yield* call(showDeliveredDatasource, {
      params: { space: space.id, datasource: slug },
      query: { ...list, ...(after !== undefined && { after }) },
    })
    total = found.total ?? found.items.length
    after = found.next
    entries = page === paging.page - 1 ? found.items : []
  }
  return {
    status: 200,
    headers: pagingHeaders(paging, total),
    body: { datasource_entries: entries.map(entryOf), cv: cacheVersion(request) },
  }
}

function* find({ space }: VendorRequest, name: string): Plan<Datasource> {
  const { items } = yield* call(listDeliveredDatasources, { params: { space: space.id } })
  const found = items.find(({ slug, serial }) => slug === name || String(serial) === name)
  if (found === undefined) throw refuseMissing()
  return found
}

/** Dimensions have no number of their own: their place stands in. */
function datasourceOf({ serial, name, slug, dimensions }: Datasource): object {
  const shown = dimensions.map((each, index) => ({ id: index + 1, name: each, entry_value: each }))
  return { id: serial, name, slug, dimensions: shown }
}

function entryOf({ serial, key, value, dimension_value = null }: Entry): object {
  return { id: serial, name: key, value, dimension_value }
}
