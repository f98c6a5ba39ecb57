import type { FilterTerm } from '@latchkey/contract/schema'
import { type Alternatives, filterTerms, multiplied, productSize } from '@latchkey/dialect-kit/alternatives'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf, valueOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { isoDate, parseFilterQuery } from './filter-query.ts'
import { orderOf } from './sort-by.ts'

const dates = ['published_at', 'updated_at'] as const
const comparisons = ['gt', 'gte', 'lt', 'lte'] as const

/** The parameters that say which stories a list is of. */
export const selectionParameters = [
  'starts_with',
  'search_term',
  'sort_by',
  'by_slugs',
  'excluding_slugs',
  'by_uuids',
  'by_uuids_ordered',
  'by_ids',
  'excluding_ids',
  'with_tag',
  'is_startpage',
  'content_type',
  'filter_query[]',
  ...dates.flatMap((date) => comparisons.map((comparison) => `${date}_${comparison}`)),
] as const

/** What a list of ours is asked for. */
export interface Selection {
  readonly filter: readonly FilterTerm[]
  readonly search?: string
  readonly order?: string
}

/** Alternatives of several sorts are multiplied out; more than so many are no question for a list. */
const alternativesMax = 200

/** Which stories a request is about. */
export function selectionOf(query: VendorQuery): Selection {
  const value = (name: string) => textOf(query, name)
  const terms: FilterTerm[] = []
  const add = (field: string, operator: string, text: string | undefined) => {
    if (text !== undefined) terms.push({ path: [field, operator], value: text })
  }
  const { terms: filtered, alternatives } = parseFilterQuery(query)
  terms.push(...filtered)
  add('slug', 'starts-with', value('starts_with'))
  add('slug', 'nin', exactSlugs('excluding_slugs', value('excluding_slugs')))
  add('id', 'in', value('by_uuids') ?? value('by_uuids_ordered'))
  add('serial', 'in', serials('by_ids', value('by_ids')))
  add('serial', 'nin', serials('excluding_ids', value('excluding_ids')))
  add('tags', 'in', value('with_tag'))
  add('type', 'eq', value('content_type'))
  // There are no start pages: every story is asked for as what it is.
  if (['1', 'true'].includes(value('is_startpage') ?? '')) add('id', 'in', '')
  for (const date of dates) {
    for (const comparison of comparisons) add(date, comparison, dateOf(`${date}_${comparison}`, query))
  }
  const choices = [alternatives, slugAlternatives(value('by_slugs'))]
  if (productSize(choices) > alternativesMax) throw refuseQuery('filter_query', 'There are too many alternatives.')
  const filter = [...terms, ...filterTerms(multiplied(choices))]
  const search = value('search_term')
  const order = orderOf(value('sort_by'))
  return { filter, ...(search !== undefined && { search }), ...(order !== undefined && { order }) }
}

/** `blog/*,home`: those that begin so, and those that are called so. */
function slugAlternatives(text: string | undefined): Alternatives {
  const patterns = text?.split(',') ?? []
  const exact = patterns.filter((pattern) => !pattern.includes('*'))
  const open = patterns.filter((pattern) => pattern.includes('*'))
  return [
    ...(exact.length > 0 ? [[{ path: ['slug', 'in'], value: exact.join(',') }]] : []),
    ...open.map((pattern) => {
      if (pattern.indexOf('*') < pattern.length - 1) throw refuseQuery('by_slugs', '`*` may only stand at the end.')
      return [{ path: ['slug', 'starts-with'], value: pattern.slice(0, -1) }]
    }),
  ]
}

function exactSlugs(name: string, text: string | undefined): string | undefined {
  if (text?.includes('*')) throw refuseQuery(name, '`*` is not supported here.')
  return text
}

function serials(name: string, text: string | undefined): string | undefined {
  if (text?.split(',').some((each) => serialOf(each) === null)) throw refuseQuery(name, 'Write numbers.')
  return text
}

function dateOf(name: string, query: VendorQuery): string | undefined {
  const text = valueOf(query, name)
  if (text === undefined) return undefined
  const iso = isoDate(text)
  if (iso === null) throw refuseQuery(name, 'Write a time such as 2026-11-23 09:30.')
  return iso
}
