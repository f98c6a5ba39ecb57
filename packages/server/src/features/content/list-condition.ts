import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { FilterTerm } from '@latchkey/contract/schema'
import { patternLengthMax, wildcardsMax } from '@latchkey/policy/match'
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

/** What is asked of a column: besides all that, whether it fits a pattern in which `*` is any run of characters. */
export type ColumnTest = ValueTest | { readonly is: 'matches'; readonly pattern: string }

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

/** Columns that things have which are listed, each with what its values are: entries besides their fields, files, and tokens. */
const listColumns = {
  id: 'text',
  serial: 'number',
  type: 'text',
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
  name: 'text',
  description: 'text',
  kind: 'text',
  state: 'text',
  created_by: 'text',
  expires_at: 'date',
  last_used_at: 'date',
} as const

export type ListColumn = keyof typeof listColumns

/** What rows have to show to be listed. A row without a value passes no test, and so passes its opposite. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'field'; readonly field: ContentField; readonly test: ValueTest }
  | { readonly is: 'column'; readonly column: ListColumn; readonly test: ColumnTest }

/** What a list can be filtered and sorted by. */
export interface Listable {
  /** The fields of each type that is listed; absent where a list knows none. */
  readonly fields?: readonly ReadonlyMap<string, ContentField>[]
  readonly columns: readonly ListColumn[]
  /** The columns that `search` looks into besides indexed texts; absent: the slug. */
  readonly searched?: readonly ListColumn[]
  /** Set where nothing bears tags. */
  readonly untagged?: true
}

export type Subject =
  | { readonly is: 'field'; readonly field: ContentField }
  | { readonly is: 'column'; readonly column: ListColumn }

const operators = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'contains',
  'starts-with',
  'matches',
  'exists',
] as const
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
  const subjects = findSubjects(listable, id)
  if (subjects.length === 0 || !isOperator(operator) || rest.length > 0) {
    issues.push({ parameter: name, detail: subjects.length === 0 ? unknownField : 'Unknown operator.' })
    return { is: 'and', of: [] }
  }
  const condition = conditionOf(subjects, operator, value)
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
  const searched = (fields ?? [])
    .flatMap((each) => [...each.values()])
    .filter(
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

/** A column, or the filterable fields that are called so, one for each type that has one; none for an unknown name. */
function findSubjects({ fields = [], columns, untagged }: Listable, id: string): readonly Subject[] {
  if (id === tagsKey && !untagged) return [{ is: 'field', field: tagsField }]
  const named = fields.flatMap((each) => each.get(id) ?? [])
  if (named.length > 0) return named.map((field) => ({ is: 'field', field: requireFilterable(field) }))
  const column = columns.find((each) => each === id)
  return column === undefined ? [] : [{ is: 'column', column }]
}

function requireFilterable(field: ContentField): ContentField {
  if (field.filterable && field.indexing !== null)
    throw refuse(problems.fieldNotFilterable, `The field ${field.id} is being indexed; try again in a while.`)
  if (field.filterable && field.indexColumn !== null) return field
  throw refuse(problems.fieldNotFilterable, `The field ${field.id} is not marked as filterable.`)
}

/** What a list is sorted by: a column or fields of one kind, one for each type that has it; none for an unknown name. */
export function findSortable(listable: Listable, id: string): readonly Subject[] {
  const subjects = findSubjects(listable, id)
  const kinds = new Set(subjects.map(kindOf))
  const isList = subjects.some((subject) => subject.is === 'field' && subject.field.type === 'list')
  return isList || kinds.size > 1 ? [] : subjects
}

/** The condition on rows of which each has one of the subjects; null where the value fits none of them. */
function conditionOf(subjects: readonly Subject[], operator: Operator, text: string): Condition | null {
  if (operator === 'exists' && text !== 'true' && text !== 'false') return null
  const tests = subjects.flatMap((subject): Condition[] => {
    if (operator === 'matches') return matching(subject, text)
    const test = testOf(subject, operator, text)
    return test === null ? [] : [{ ...subject, test }]
  })
  const [only, ...others] = tests
  if (only === undefined) return null
  const some: Condition = others.length === 0 ? only : { is: 'or', of: tests }
  const isOpposite = operator === 'ne' || operator === 'nin' || (operator === 'exists' && text === 'false')
  return isOpposite ? { is: 'not', of: some } : some
}

/** Of columns alone: values of fields are found by their index, which no such pattern can walk. */
function matching(subject: Subject, pattern: string): Condition[] {
  const isPattern = pattern.length <= patternLengthMax && pattern.split('*').length <= wildcardsMax + 1
  if (subject.is === 'field' || kindOf(subject) !== 'text' || !isPattern) return []
  return [{ ...subject, test: { is: 'matches', pattern } }]
}

/** What is asked of a value; of the operators that say no, what their opposite asks. */
function testOf(subject: Subject, operator: Exclude<Operator, 'matches'>, text: string): ValueTest | null {
  switch (operator) {
    case 'exists':
      return { is: 'exists' }
    case 'eq':
    case 'ne':
    case 'in':
    case 'nin': {
      const several = operator === 'in' || operator === 'nin'
      const values = (several ? text.split(',') : [text]).map((each) => parseValue(subject, each))
      return isComplete(values) ? { is: 'one-of', values: [...new Set(values)] } : null
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const value = kindOf(subject) === 'boolean' ? null : parseValue(subject, text)
      return value === null ? null : { is: operator, value }
    }
    case 'contains':
    case 'starts-with':
      return kindOf(subject) === 'text' ? { is: operator, text } : null
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
