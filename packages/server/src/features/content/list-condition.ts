import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { FilterTerm } from '@latchkey/contract/schema'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentField } from './content-type.ts'
import { tagsField } from './tags.ts'
import { tagsKey } from './tags-key.ts'
import { storedDate } from './value.ts'

/** What a value of a row is asked; numbers, dates and booleans as the field index holds them. */
export type ValueTest =
  | { readonly is: 'exists' }
  | { readonly is: 'one-of'; readonly values: readonly (number | string)[] }
  | { readonly is: Comparison; readonly value: number | string }
  /** `mentions` is `contains` whatever the case of ASCII letters; its text has lower-case ones. */
  | { readonly is: 'contains' | 'starts-with' | 'mentions'; readonly text: string }

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

/** Columns that things have which are listed, each with what its values are: entries besides their fields, and files. */
const listColumns = {
  id: 'text',
  slug: 'text',
  status: 'text',
  published_at: 'date',
  updated_at: 'date',
  created_at: 'date',
  file_name: 'text',
  category: 'text',
  private: 'boolean',
  media_type: 'text',
  bytes: 'number',
  width: 'number',
  height: 'number',
  title: 'text',
  alt: 'text',
} as const

export type ListColumn = keyof typeof listColumns

/** What rows have to show to be listed. A row without a value passes no test, and so passes its opposite. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'field'; readonly field: ContentField; readonly test: ValueTest }
  | { readonly is: 'column'; readonly column: ListColumn; readonly test: ValueTest }

/** What a list can be filtered and sorted by. */
export interface Listable {
  /** Absent for a list of several types. */
  readonly fields?: ReadonlyMap<string, ContentField>
  readonly columns: readonly ListColumn[]
  /** The columns that `search` looks into besides indexed texts; absent: the slug. */
  readonly searched?: readonly ListColumn[]
}

type Subject =
  | { readonly is: 'field'; readonly field: ContentField }
  | { readonly is: 'column'; readonly column: ListColumn }

const operators = ['eq', 'ne', 'in', 'nin', 'lt', 'lte', 'gt', 'gte', 'contains', 'starts-with', 'exists'] as const
type Operator = (typeof operators)[number]

/** Alternatives inside alternatives, at most so deep. */
const depthMax = 4

/** Reads the `filter[…]` parameters. Names that do not exist, that may not be read, or that lead nowhere are refused alike. */
export function parseFilter(listable: Listable, terms: readonly FilterTerm[]): Condition {
  const issues: ProblemIssue[] = []
  const condition = conjunction(
    listable,
    terms.map((term) => ({ ...term, name: `filter[${term.path.join('][')}]` })),
    issues,
    0,
  )
  if (issues.length > 0) throw refuse(problems.invalidQuery, undefined, { errors: issues })
  return condition
}

/** A term, what is left of its path, and the whole name for messages. */
type Term = FilterTerm & { readonly name: string }

function conjunction(listable: Listable, terms: readonly Term[], issues: ProblemIssue[], depth: number): Condition {
  const plain = terms.filter(({ path }) => path[0] !== 'or')
  const alternatives = Map.groupBy(
    terms.filter(({ path }) => path[0] === 'or'),
    ({ path }) => path[1],
  )
  const parts = plain.map((term) => parseTerm(listable, term, issues))
  if (alternatives.size > 0) {
    if (depth === depthMax) issues.push({ parameter: terms[0]?.name ?? 'filter', detail: 'Nested too deep.' })
    else parts.push({ is: 'or', of: [...alternatives.values()].map((group) => inner(listable, group, issues, depth)) })
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { is: 'and', of: parts }
}

function inner(listable: Listable, group: readonly Term[], issues: ProblemIssue[], depth: number): Condition {
  for (const { path, name } of group) {
    if (path.length < 3 || !/^\d{1,3}$/.test(path[1] ?? '')) {
      issues.push({ parameter: name, detail: 'Write `filter[or][0][field][operator]`.' })
      return { is: 'and', of: [] }
    }
  }
  const rests = group.map((term) => ({ ...term, path: term.path.slice(2) }))
  return conjunction(listable, rests, issues, depth + 1)
}

function parseTerm(listable: Listable, { path, value, name }: Term, issues: ProblemIssue[]): Condition {
  const [id = '', operator = 'eq', ...rest] = path
  const subject = findSubject(listable, id)
  if (subject === null || !isOperator(operator) || rest.length > 0) {
    issues.push({ parameter: name, detail: subject === null ? unknownField : 'Unknown operator.' })
    return { is: 'and', of: [] }
  }
  const condition = conditionOf(subject, operator, value)
  if (condition !== null) return condition
  issues.push({ parameter: name, detail: 'The value does not fit the field and the operator.' })
  return { is: 'and', of: [] }
}

const unknownField = 'There is no such field.'

const wordsMax = 10

/** Reads `search`: every word must occur in a searched column or in some indexed text. */
export function parseSearch({ fields, searched: names = ['slug'] }: Listable, text: string): Condition {
  const words = text.normalize('NFC').split(/\s+/u).filter(Boolean).map(lowerAscii)
  if (words.length > wordsMax) {
    throw refuse(problems.invalidQuery, undefined, {
      errors: [{ parameter: 'search', detail: `At most ${wordsMax} words.` }],
    })
  }
  const searched = [...(fields?.values() ?? [])].filter(
    ({ filterable, indexing, itemType }) =>
      filterable && indexing === null && ['text', 'markdown', 'select'].includes(itemType),
  )
  const occurs = (word: string): Condition => {
    const test = { is: 'mentions', text: word } as const
    return {
      is: 'or',
      of: [
        ...names.map((column) => ({ is: 'column', column, test }) as const),
        ...searched.map((field) => ({ is: 'field', field, test }) as const),
      ],
    }
  }
  return { is: 'and', of: words.map(occurs) }
}

/** The only folding that both databases do alike. */
function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** A filterable field or a column; null for an unknown name. */
function findSubject({ fields, columns }: Listable, id: string): Subject | null {
  if (id === tagsKey) return { is: 'field', field: tagsField }
  const field = fields?.get(id)
  if (field !== undefined) {
    if (field.filterable && field.indexing !== null) {
      throw refuse(problems.fieldNotFilterable, `The field ${id} is being indexed; try again in a while.`)
    }
    if (field.filterable && field.indexColumn !== null) return { is: 'field', field }
    throw refuse(problems.fieldNotFilterable, `The field ${id} is not marked as filterable.`)
  }
  const column = columns.find((each) => each === id)
  return column === undefined ? null : { is: 'column', column }
}

/** A field that a list is sorted by, or null for an unknown name. */
export function findSortable(listable: Listable, id: string): Subject | null {
  const subject = findSubject(listable, id)
  return subject?.is === 'field' && subject.field.type === 'list' ? null : subject
}

function conditionOf(subject: Subject, operator: Operator, text: string): Condition | null {
  const about = (test: ValueTest): Condition => ({ ...subject, test })
  switch (operator) {
    case 'exists':
      if (text !== 'true' && text !== 'false') return null
      return text === 'true' ? about({ is: 'exists' }) : { is: 'not', of: about({ is: 'exists' }) }
    case 'eq':
    case 'ne':
    case 'in':
    case 'nin': {
      const several = operator === 'in' || operator === 'nin'
      const values = (several ? text.split(',') : [text]).map((each) => parseValue(subject, each))
      if (!isComplete(values)) return null
      const condition = about({ is: 'one-of', values: [...new Set(values)] })
      return operator === 'eq' || operator === 'in' ? condition : { is: 'not', of: condition }
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const value = kindOf(subject) === 'boolean' ? null : parseValue(subject, text)
      return value === null ? null : about({ is: operator, value })
    }
    case 'contains':
    case 'starts-with':
      return kindOf(subject) === 'text' ? about({ is: operator, text }) : null
  }
}

/** What a subject's values are read as. */
function kindOf(subject: Subject): 'text' | 'number' | 'date' | 'boolean' {
  if (subject.is === 'column') return listColumns[subject.column]
  const { itemType } = subject.field
  return itemType === 'number' || itemType === 'date' || itemType === 'boolean' ? itemType : 'text'
}

function parseValue(subject: Subject, text: string): number | string | null {
  switch (kindOf(subject)) {
    case 'text':
      return text
    case 'number':
      return /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
        ? Number(text)
        : null
    case 'date': {
      const date = storedDate(text)
      return date === null ? null : Date.parse(date)
    }
    case 'boolean':
      return text === 'true' ? 1 : text === 'false' ? 0 : null
  }
}

function isComplete<Value>(values: readonly (Value | null)[]): values is readonly Value[] {
  return values.every((value) => value !== null)
}

function isOperator(word: string): word is Operator {
  return operators.some((operator) => operator === word)
}
