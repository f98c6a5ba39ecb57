import type { FilterTerm } from '@latchkey/contract/schema'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { valueOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** What a list of contents asks for. */
export interface ContentList {
  readonly limit: number
  readonly skip: number
  readonly after?: string
  readonly order?: string
  readonly locale?: string
  readonly filter: readonly FilterTerm[]
}

const operators = new Set(['eq', 'ne', 'in', 'nin', 'lt', 'lte', 'gt', 'gte', 'contains', 'exists'])
const limitDefault = 100
const limitMax = 1000

/** `sys.…` as filters and orders call it. */
const system: Readonly<Record<string, string>> = {
  'sys.id': 'id',
  'sys.contentType.sys.id': 'type',
  'sys.createdAt': 'created_at',
  'sys.updatedAt': 'updated_at',
  'sys.publishedAt': 'published_at',
}

/** Parameters that are no filter. */
const plain = ['limit', 'skip', 'after', 'locale', 'order']

/** Reads the query of a list; what is not known is refused by its name. */
export function contentListOf(query: VendorQuery): ContentList {
  const [limit, skip, after, locale, order] = plain.map((name) => valueOf(query, name))
  return {
    limit: limit === undefined ? limitDefault : numberIn('limit', limit, limitMax),
    skip: skip === undefined ? 0 : numberIn('skip', skip, 1_000_000),
    ...(after !== undefined && { after }),
    ...(locale !== undefined && { locale }),
    ...(order !== undefined && { order: orderOf(order) }),
    filter: query.filter(([name]) => !plain.includes(name)).map(([name, value]) => termOf(name, value)),
  }
}

function numberIn(name: string, value: string, max: number): number {
  const number = /^\d{1,7}$/.test(value) ? Number(value) : Number.NaN
  if (!(number <= max) || (name === 'limit' && number === 0))
    throw refuseQuery(name, `It must be a number up to ${max}.`)
  return number
}

function orderOf(value: string): string {
  return value
    .split(',')
    .map((each) => (each.startsWith('-') ? `-${pathOf('order', each.slice(1))}` : pathOf('order', each)))
    .join(',')
}

/** `sys.id[in]=a,b` and `fields.price.en-US[gte]=10`, or without brackets: `eq`. */
function termOf(name: string, value: string): FilterTerm {
  const [, path, operator = 'eq'] = /^([^[\]]+)(?:\[([a-z]+)\])?$/.exec(name) ?? []
  if (path === undefined || !operators.has(operator)) throw refuseQuery(name, 'Unknown parameter.')
  return { path: [pathOf(name, path), operator], value }
}

/** The field of a path: its locale is that of the request, and a `Refer` is the id that it holds. */
function pathOf(name: string, path: string): string {
  const known = Object.hasOwn(system, path) ? system[path] : undefined
  if (known !== undefined) return known
  const [, field] = /^fields\.([a-z][a-z0-9_]*)(?:\.[a-z]{2,3}(?:-[A-Za-z0-9]+)*)?(?:\.sys\.id)?$/.exec(path) ?? []
  if (field === undefined) throw refuseQuery(name, 'Unknown parameter.')
  return field
}
