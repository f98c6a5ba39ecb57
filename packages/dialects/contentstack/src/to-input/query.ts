import type { Field } from '@latchkey/contract/content-types/schemas'
import type { FilterTerm } from '@latchkey/contract/schema'
import { type Alternatives, multiplied, productSize } from '@latchkey/dialect-kit/alternatives'
import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import { idOf } from '../uids.ts'

/** Alternatives of several sorts are multiplied out; more than so many are no question for a list. */
const alternativesMax = 200

/** What clients ask for with `query={"price":{"$gt":5},"$or":[…]}`, as JSON. */
export function parseQueryText(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined || text === '') return {}
  const query = parsed(text)
  if (!isRecord(query)) throw refuse('Write an object as JSON.')
  return query
}

/** The alternatives that a query of entries leaves; `fields` are those of the type that it is asked of. */
export function alternativesIn(query: Readonly<Record<string, unknown>>, fields: readonly Field[]): Alternatives {
  return alternativesAbout(query, (key) => subjectOf(key, fields))
}

/** The same of whatever has names: `about` says what a key of the query means. */
export function alternativesAbout(
  query: Readonly<Record<string, unknown>>,
  about: (key: string) => Subject,
): Alternatives {
  return all(
    Object.entries(query).map(([key, value]) => {
      if (key === '$and') return all(listOf(key, value).map((each) => alternativesAbout(each, about)))
      if (key === '$or') return any(listOf(key, value).map((each) => alternativesAbout(each, about)))
      if (key.startsWith('$')) throw refuse(`${key} is not supported.`)
      return asked(about(key), value)
    }),
  )
}

/** What is asked of a thing. */
export interface Subject {
  /** How we call it. */
  readonly name: string
  /** Its values are the vendor's names of things. */
  readonly holdsUids: boolean
}

const columns: ReadonlyMap<string, string> = new Map([
  ['publish_details.time', 'published_at'],
  ['created_at', 'created_at'],
  ['updated_at', 'updated_at'],
  ['tags', 'tags'],
])

/** `author.uid` asks for what a reference holds, as the vendor writes it. */
export function subjectOf(key: string, fields: readonly Field[]): Subject {
  if (key === 'uid') return { name: 'id', holdsUids: true }
  const column = columns.get(key)
  if (column !== undefined) return { name: column, holdsUids: false }
  const name = key.endsWith('.uid') ? key.slice(0, -'.uid'.length) : key
  const field = fields.find(({ id }) => id === name)
  const isLink = field !== undefined && ['reference', 'asset'].includes(kindOf(field))
  if (name !== key && !isLink) throw refuse(`There is no reference ${name}.`)
  return { name, holdsUids: isLink }
}

function asked(subject: Subject, value: unknown): Alternatives {
  if (!isRecord(value)) return one(value === null ? term(subject, 'exists', 'false') : equal(subject, 'eq', value))
  const { $options, ...operations } = value
  if ($options !== undefined && $options !== '') throw refuse('$options are not supported: letters are told apart.')
  return all(Object.entries(operations).map(([operator, operand]) => askedBy(subject, operator, operand)))
}

const comparisons: ReadonlyMap<string, string> = new Map([
  ['$lt', 'lt'],
  ['$lte', 'lte'],
  ['$gt', 'gt'],
  ['$gte', 'gte'],
])

// https://www.contentstack.com/docs/developers/apis/content-delivery-api, read 2026-11
function askedBy(subject: Subject, operator: string, operand: unknown): Alternatives {
  const comparison = comparisons.get(operator)
  if (comparison !== undefined) return one(term(subject, comparison, textOf(operand)))
  switch (operator) {
    case '$eq':
      return asked(subject, isRecord(operand) ? textOf(operand) : operand)
    case '$ne':
      return one(operand === null ? term(subject, 'exists', 'true') : equal(subject, 'ne', operand))
    case '$in':
      return oneOf(subject, valuesOf(operator, operand))
    case '$nin':
      return [valuesOf(operator, operand).map((value) => equal(subject, 'ne', value))]
    case '$exists':
      if (typeof operand !== 'boolean') throw refuse('$exists is true or false.')
      return one(term(subject, 'exists', String(operand)))
    case '$regex':
      return one(matching(subject, textOf(operand)))
    default:
      throw refuse(`${operator} is not supported.`)
  }
}

/** Our lists are written with commas: values that hold some are alternatives by themselves. */
function oneOf(subject: Subject, values: readonly unknown[]): Alternatives {
  const terms = values.map((value) => equal(subject, 'eq', value))
  const [first] = terms
  // Nothing is one of none.
  if (first === undefined) return one({ path: ['id', 'in'], value: '' })
  if (terms.some(({ value }) => value.includes(','))) return terms.map((each) => [each])
  return one({ path: [subject.name, 'in'], value: terms.map(({ value }) => value).join(',') })
}

function equal(subject: Subject, operator: 'eq' | 'ne', value: unknown): FilterTerm {
  const text = textOf(value)
  // A name of nothing that is here is like the name of something that is not there.
  return term(subject, operator, subject.holdsUids ? (idOf(text) ?? text) : text)
}

/** Expressions that say how a text begins, or what it holds; others would have to be run over every entry. */
function matching(subject: Subject, expression: string): FilterTerm {
  const [, start = '', body = '', end = ''] = /^(\^|\.\*)?(.*?)(\$|\.\*)?$/s.exec(expression) ?? []
  const literal = literalOf(body)
  if (literal === null || literal === '' || (end === '$' && start !== '^'))
    throw refuse('$regex takes ^text, text and ^text$, without other signs.')
  if (end === '$') return term(subject, 'eq', literal)
  return term(subject, start === '^' ? 'starts-with' : 'contains', literal)
}

function literalOf(expression: string): string | null {
  const bare = expression.replaceAll(/\\([^A-Za-z0-9])/g, '')
  return /[\\^$.|?*+()[\]{}]/.test(bare) ? null : expression.replaceAll(/\\([^A-Za-z0-9])/g, '$1')
}

function term({ name }: Subject, operator: string, value: string): FilterTerm {
  return { path: [name, operator], value }
}

function one(asking: FilterTerm): Alternatives {
  return [[asking]]
}

function all(parts: readonly Alternatives[]): Alternatives {
  if (productSize(parts) > alternativesMax) throw refuse('There are too many alternatives.')
  return multiplied(parts)
}

function any(parts: readonly Alternatives[]): Alternatives {
  // Whoever asks for nothing or something asks for nothing.
  return parts.some((part) => part.length === 0) ? [] : parts.flat()
}

function listOf(key: string, value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord))
    throw refuse(`${key} is a list of objects.`)
  return value
}

function valuesOf(operator: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand)) throw refuse(`${operator} is a list.`)
  return operand
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw refuse('Compare with a text, a number, true or false.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('It is not JSON.')
  }
}

function refuse(detail: string) {
  return refuseQuery('query', detail)
}
