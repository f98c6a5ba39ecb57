import {
  createDatasource as create,
  createDatasourceEntry as createEntry,
  deleteDatasource as remove,
  deleteDatasourceEntry as removeEntry,
  listDatasourceEntries as listEntries,
  listDatasources as list,
  updateDatasource as update,
  updateDatasourceEntry as updateEntry,
} from '@latchkey/contract/datasources/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody, refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { numberIn, oneIn, rootOf, textIn } from './root.ts'

type Datasource = ResultOf<typeof list>['items'][number]
type Entry = ResultOf<typeof listEntries>['items'][number]

/** `GET datasources`. */
export function* listDatasources(request: VendorRequest): Plan {
  const paging = pagingOf(request.query, { most: 1000 })
  const items = yield* datasourcesOf(request)
  const shown = items.slice(offsetOf(paging), offsetOf(paging) + paging.perPage).map(datasourceOf)
  return { status: 200, headers: pagingHeaders(paging, items.length), body: { datasources: shown } }
}

/** `GET datasources/{number}`. */
export function* showDatasource(request: VendorRequest): Plan {
  return { status: 200, body: { datasource: datasourceOf(oneIn(request, yield* datasourcesOf(request))) } }
}

/** `POST datasources`. It is delivered, as all are there. */
export function* createDatasource(request: VendorRequest): Plan {
  const sent = rootOf(request, 'datasource')
  const name = textIn(sent, 'name')
  const slug = textIn(sent, 'slug')
  if (slug === undefined) throw refuseBody('/slug', "can't be blank")
  const made = yield* call(create, {
    params: { space: request.space.id },
    body: { slug, ...(name !== undefined && { name }), ...dimensionsOf(sent), delivered: true },
  })
  return { status: 201, body: { datasource: datasourceOf(made) } }
}

/** `PUT datasources/{number}`. */
export function* updateDatasource(request: VendorRequest): Plan {
  const sent = rootOf(request, 'datasource')
  const { id } = oneIn(request, yield* datasourcesOf(request))
  const [name, slug] = [textIn(sent, 'name'), textIn(sent, 'slug')]
  const changed = yield* call(update, {
    params: { space: request.space.id, datasource: id },
    body: { ...(slug !== undefined && { slug }), ...(name !== undefined && { name }), ...dimensionsOf(sent) },
  })
  return { status: 200, body: { datasource: datasourceOf(changed) } }
}

/** `DELETE datasources/{number}`. */
export function* deleteDatasource(request: VendorRequest): Plan {
  const { id } = oneIn(request, yield* datasourcesOf(request))
  yield* call(remove, { params: { space: request.space.id, datasource: id } })
  return { status: 204, body: null }
}

/** `GET datasource_entries?datasource_id=…`, by number or, as `datasource_slug`, by slug. */
export function* listDatasourceEntries(request: VendorRequest): Plan {
  const { query } = request
  const paging = pagingOf(query, { most: 1000 })
  const name = textOf(query, 'datasource_id') ?? textOf(query, 'datasource_slug')
  if (name === undefined) throw refuseQuery('datasource_id', 'Name a datasource.')
  const datasource = yield* findDatasource(request, name)
  const dimension = textOf(query, 'dimension')
  const items = yield* entriesOf(request, datasource)
  const shown = items.slice(offsetOf(paging), offsetOf(paging) + paging.perPage)
  return {
    status: 200,
    headers: pagingHeaders(paging, items.length),
    body: { datasource_entries: shown.map((entry) => entryOf(entry, datasource, dimension)) },
  }
}

/** `POST datasource_entries`. */
export function* createDatasourceEntry(request: VendorRequest): Plan {
  const sent = rootOf(request, 'datasource_entry')
  const [key, value] = [textIn(sent, 'name'), textIn(sent, 'value')]
  if (key === undefined) throw refuseBody('/name', "can't be blank")
  const datasource = yield* findDatasource(request, nameIn(sent['datasource_id']))
  const made = yield* call(createEntry, {
    params: { space: request.space.id, datasource: datasource.id },
    body: { key, ...(value !== undefined && { value }) },
  })
  return { status: 201, body: { datasource_entry: entryOf(made, datasource, undefined) } }
}

/** `GET datasource_entries/{number}`. */
export function* showDatasourceEntry(request: VendorRequest): Plan {
  const { entry, datasource } = yield* findEntry(request)
  return { status: 200, body: { datasource_entry: entryOf(entry, datasource, undefined) } }
}

/** `PUT datasource_entries/{number}`: with a dimension it is the value there that changes. */
export function* updateDatasourceEntry(request: VendorRequest): Plan {
  const sent = rootOf(request, 'datasource_entry')
  const { entry, datasource } = yield* findEntry(request)
  const [key, value, there] = [textIn(sent, 'name'), textIn(sent, 'value'), textIn(sent, 'dimension_value')]
  const dimension = datasource.dimensions[Number(memberOf(request.body, 'dimension_id') ?? 0) - 1]
  if (there !== undefined && dimension === undefined) throw refuseBody('/dimension_id', 'Name a dimension.')
  yield* call(updateEntry, {
    params: { space: request.space.id, datasource: datasource.id, key: entry.id },
    body: {
      ...(key !== undefined && { key }),
      ...(value !== undefined && { value }),
      ...(there !== undefined && dimension !== undefined && { values: { [dimension]: there } }),
    },
  })
  return { status: 204, body: null }
}

/** `DELETE datasource_entries/{number}`. */
export function* deleteDatasourceEntry(request: VendorRequest): Plan {
  const { entry, datasource } = yield* findEntry(request)
  const params = { space: request.space.id, datasource: datasource.id, key: entry.id }
  yield* call(removeEntry, { params })
  return { status: 204, body: null }
}

/** A number or a text, by which something is named; for all else the empty text, which names nothing. */
function nameIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function* datasourcesOf({ space }: VendorRequest): Plan<readonly Datasource[]> {
  const { items } = yield* call(list, { params: { space: space.id } })
  return items
}

function* findDatasource(request: VendorRequest, name: string): Plan<Datasource> {
  const items = yield* datasourcesOf(request)
  const found = items.find(({ serial, slug }) => String(serial) === name || slug === name)
  if (found === undefined) throw refuseMissing()
  return found
}

function entriesOf({ space }: VendorRequest, { id }: Datasource): Plan<readonly Entry[]> {
  return readAll((page) => call(listEntries, { params: { space: space.id, datasource: id }, query: page }))
}

/** An entry by its number alone: the path does not say of which datasource. */
function* findEntry(request: VendorRequest): Plan<{ entry: Entry; datasource: Datasource }> {
  const serial = numberIn(request)
  for (const datasource of yield* datasourcesOf(request)) {
    const entry = (yield* entriesOf(request, datasource)).find((each) => each.serial === serial)
    if (entry !== undefined) return { entry, datasource }
  }
  throw refuseMissing()
}

/** `dimensions_attributes`: the values by which entries name a dimension. */
function dimensionsOf({ dimensions_attributes: sent }: Readonly<Record<string, unknown>>): { dimensions?: string[] } {
  if (!Array.isArray(sent)) return {}
  return { dimensions: sent.map((each) => nameIn(memberOf(each, 'entry_value'))) }
}

function datasourceOf({ serial, name, slug, dimensions, created_at, updated_at }: Datasource): object {
  const shown = dimensions.map((each, index) => ({
    id: index + 1,
    name: each,
    entry_value: each,
    datasource_id: serial,
  }))
  return { id: serial, name, slug, dimensions: shown, created_at, updated_at }
}

function entryOf({ serial, key, value, values }: Entry, datasource: Datasource, dimension: string | undefined): object {
  const said = dimension === undefined ? undefined : values[dimension]
  return { id: serial, name: key, value, dimension_value: said ?? null, datasource_id: datasource.serial }
}
