import type { Field } from '@latchkey/contract/content-types/schemas'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import type { Shapes } from '../../from-result/shapes.ts'
import { alternativesIn } from '../../to-input/query.ts'
import { localeOf, readingOf } from '../../to-input/reading.ts'
import { uidOf } from '../../uids.ts'

type Query = Readonly<Record<string, unknown>>

/** More entries than so many cannot stand in a question. */
const answersMax = 1000

/**
 * Replaces questions about what a reference leads to, `{"author":{"$in_query":{"name":"Ann"}}}`, by the names of the entries
 * that answer them, as far as the token may read these.
 */
export function* answeringQueries(
  request: VendorRequest,
  query: Query,
  fields: readonly Field[],
  shapes: Shapes,
): Plan<Query> {
  const answered: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(query)) {
    answered[key] = yield* answering(request, key, value, fields, shapes)
  }
  return answered
}

function* answering(
  request: VendorRequest,
  key: string,
  value: unknown,
  fields: readonly Field[],
  shapes: Shapes,
): Plan<unknown> {
  if (Array.isArray(value) && (key === '$and' || key === '$or')) {
    const parts: unknown[] = []
    for (const each of value) parts.push(isRecord(each) ? yield* answeringQueries(request, each, fields, shapes) : each)
    return parts
  }
  if (!isRecord(value)) return value
  const { $in_query: within, $nin_query: without, ...rest } = value
  if (within === undefined && without === undefined) return value
  const field = fields.find(({ id }) => id === key)
  if (field === undefined || kindOf(field) !== 'reference') throw refuseQuery('query', `There is no reference ${key}.`)
  return {
    ...rest,
    ...(within !== undefined && { $in: yield* answers(request, within, field, shapes) }),
    ...(without !== undefined && { $nin: yield* answers(request, without, field, shapes) }),
  }
}

/** The names of the entries that a question leaves, of the types that the reference may lead to. */
function* answers(request: VendorRequest, query: unknown, field: Field, shapes: Shapes): Plan<readonly string[]> {
  if (!isRecord(query)) throw refuseQuery('query', 'A question about a reference is an object.')
  const types = (field.types ?? [...shapes.keys()]).filter((slug) => shapes.has(slug))
  const names: string[] = []
  for (const type of types) {
    const fields = shapes.get(type) ?? []
    const asked = yield* answeringQueries(request, query, fields, shapes)
    const filter = [{ path: ['type', 'eq'], value: type }, ...filterTerms(alternativesIn(asked, fields))]
    const list = { ...readingOf(request), ...localeOf(request), filter, limit: answersMax }
    const { items } = yield* call(listDeliveredItems, { params: { space: request.space.id }, query: list })
    if (items.length === answersMax) throw refuseQuery('query', 'Too many entries answer what is asked of a reference.')
    names.push(...items.map(({ id }) => uidOf(id)))
  }
  return names
}
