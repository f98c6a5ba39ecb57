import type { InputOf } from '@latchkey/contract/operation'
import type { listEntries } from '@latchkey/contract/entries/operations'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { bracketsOf, textOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { kindOf, type Shape, titleFieldOf } from '../from-result/shape.ts'

type OwnQuery = InputOf<typeof listEntries>['query']
type FilterTerm = NonNullable<OwnQuery['filter']>[number]

/** How a list of entries is chosen and sorted, in our words. */
export interface EntrySelection {
  readonly filter: readonly FilterTerm[]
  readonly search?: string
  /** As it was asked for; `order` says the same in our words. */
  readonly sort: string
  readonly direction: 'asc' | 'desc'
  readonly order: string
}

/** The vendor's words for comparisons that ours has, too; without one the value is equal. */
const comparisons = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'contains'] as const

export const selectionParameters = ['q', 'sort', 'order', 'filter[]'] as const

export function selectionOf(query: VendorQuery, shape: Shape | null): EntrySelection {
  const search = textOf(query, 'q')
  return { filter: filterOf(query, shape), ...(search !== undefined && { search }), ...orderOf(query, shape) }
}

function orderOf(query: VendorQuery, shape: Shape | null): Pick<EntrySelection, 'sort' | 'direction' | 'order'> {
  const text = textOf(query, 'sort') ?? '-created_at'
  const asked = textOf(query, 'order')?.toLowerCase()
  if (asked !== undefined && asked !== 'asc' && asked !== 'desc') throw refuseQuery('order', 'Write asc or desc.')
  const sort = text.replace(/^-/, '')
  const direction = asked ?? (text.startsWith('-') ? 'desc' : 'asc')
  return { sort, direction, order: `${direction === 'desc' ? '-' : ''}${ownName(sort, shape)}` }
}

/** `filter[price][gt]=5`; what a list writes as several values, such as `filter[tag][in][]=a`, is one of them. */
function filterOf(query: VendorQuery, shape: Shape | null): readonly FilterTerm[] {
  const terms = new Map<string, { readonly path: readonly string[]; readonly values: string[] }>()
  for (const [name, value] of query) {
    if (!name.startsWith('filter')) continue
    const [field, comparison = 'eq', ...rest] = bracketsOf(name) ?? []
    const known = comparisons.find((each) => each === comparison)
    const isList = rest.length === 0 || (rest.length === 1 && known === 'in' && /^\d*$/.test(rest[0] ?? ''))
    if (field === undefined || known === undefined || !isList)
      throw refuseQuery(name, `Write filter[field] or filter[field][${comparisons.join(', ')}].`)
    const own = ownName(field, shape)
    const key = `${own} ${known}`
    const term = terms.get(key) ?? { path: [own, known], values: [] }
    term.values.push(valueOf(value, own, shape))
    terms.set(key, term)
  }
  return [...terms.values()].map(({ path, values }) => ({ path, value: values.join(',') }))
}

/** An entry's title is one of its fields here. */
function ownName(name: string, shape: Shape | null): string {
  return name === 'title' ? titleFieldOf(shape) : name
}

/** Yes and no are written `1` and `0`, too. */
function valueOf(value: string, name: string, shape: Shape | null): string {
  const field = shape?.fields.find(({ id }) => id === name)
  if (field === undefined || kindOf(field).kind !== 'boolean') return value
  return value === '1' ? 'true' : value === '0' ? 'false' : value
}
