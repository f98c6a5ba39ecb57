import type { Field, FieldType } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { RE2JS } from 're2js'
import { isEmpty, isRecord, storedDate, storedDocument, storedText, type Value } from './value.ts'

/** Checks a value other than null and answers it as it is stored; undefined after a mistake, each of which it adds to `issues`. */
export type ValueCheck = (value: unknown, pointer: string, issues: ProblemIssue[]) => Value | undefined

type Validation = NonNullable<Field['validation']>

/** What a field's values have to be, compiled once for a version of its type. */
export function checkOf(field: Field): ValueCheck {
  const { validation = {} } = field
  switch (field.type) {
    case 'list':
      return listOf(checkOf({ ...field, type: field.items ?? 'text' }), validation)
    case 'object':
      return objectOf(field.fields ?? [])
    case 'blocks':
      return listOf(blockOf(field.blocks ?? []), validation)
    default:
      return plain(field.type, validation)
  }
}

function plain(type: Exclude<FieldType, 'list' | 'object' | 'blocks'>, validation: Validation): ValueCheck {
  switch (type) {
    case 'text':
    case 'markdown':
    case 'select':
      return textIn(validation)
    case 'number':
      return numberIn(validation)
    case 'boolean':
      return (value, pointer, issues) =>
        typeof value === 'boolean' ? value : wrong(issues, pointer, 'It must be true or false.')
    case 'date':
      return (value, pointer, issues) =>
        (typeof value === 'string' ? storedDate(value) : null) ??
        wrong(issues, pointer, 'It must be a date such as 2026-11-23, or a time such as 2026-11-23T09:30:00Z.')
    case 'asset':
    case 'reference':
      return (value, pointer, issues) =>
        typeof value === 'string' && idLike.test(value) ? value : wrong(issues, pointer, 'It must be an id.')
    case 'rich-text':
      return (value, pointer, issues) =>
        (isRecord(value) && typeof value['type'] === 'string' ? storedDocument(value) : undefined) ??
        wrong(issues, pointer, 'It must be a document: an object with a `type`.')
    case 'json':
      return (value, pointer, issues) =>
        storedDocument(value) ?? wrong(issues, pointer, 'It holds a number or a character that cannot be stored.')
  }
}

const idLike = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const notText = 'It holds a character that is no Unicode text.'

function textIn({ min_length: min = 0, max_length: max = Infinity, pattern, allowed }: Validation): ValueCheck {
  const expression = pattern === undefined ? null : RE2JS.compile(pattern)
  const words = allowed && new Set(allowed)
  return (value, pointer, issues) => {
    if (typeof value !== 'string') return wrong(issues, pointer, 'It must be text.')
    const text = storedText(value)
    if (text === null) return wrong(issues, pointer, notText)
    const before = issues.length
    if (isShorter(text, min)) wrong(issues, pointer, `It must have at least ${min} characters.`)
    if (isLonger(text, max)) wrong(issues, pointer, `It must have at most ${max} characters.`)
    if (words && !words.has(text)) wrong(issues, pointer, `It must be one of ${listed(words)}.`)
    if (expression && !expression.test(text)) wrong(issues, pointer, `It must match ${pattern}.`)
    return issues.length === before ? text : undefined
  }
}

// A character is a code point, which takes one or two code units.
const isShorter = (text: string, min: number) => text.length < min || (text.length < 2 * min && lengthOf(text) < min)
const isLonger = (text: string, max: number) => text.length > max && lengthOf(text) > max
const lengthOf = (text: string) => Array.from(text).length

function numberIn({ minimum = -Infinity, maximum = Infinity, integer, allowed }: Validation): ValueCheck {
  const numbers = allowed && new Set(allowed)
  return (value, pointer, issues) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(issues, pointer, 'It must be a number.')
    const before = issues.length
    if (value < minimum) wrong(issues, pointer, `It must be at least ${minimum}.`)
    if (value > maximum) wrong(issues, pointer, `It must be at most ${maximum}.`)
    if (integer && !Number.isInteger(value)) wrong(issues, pointer, 'It must be a whole number.')
    if (numbers && !numbers.has(value)) wrong(issues, pointer, `It must be one of ${listed(numbers)}.`)
    return issues.length === before ? value : undefined
  }
}

function listOf(item: ValueCheck, { min_items: min = 0, max_items: max = Infinity }: Validation): ValueCheck {
  return (value, pointer, issues) => {
    if (!Array.isArray(value)) return wrong(issues, pointer, 'It must be a list.')
    const before = issues.length
    if (value.length < min) wrong(issues, pointer, `It must have at least ${min} items.`)
    if (value.length > max) wrong(issues, pointer, `It must have at most ${max} items.`)
    const items = value.flatMap((each, index) => item(each, `${pointer}/${index}`, issues) ?? [])
    return issues.length === before ? items : undefined
  }
}

function objectOf(fields: readonly Field[], besides: readonly string[] = []): ValueCheck {
  const checks = new Map(
    fields.map((field) => [field.id, { required: field.required === true, check: checkOf(field) }]),
  )
  return (value, pointer, issues) => {
    if (!isRecord(value)) return wrong(issues, pointer, 'It must be an object.')
    const before = issues.length
    for (const key of Object.keys(value)) {
      if (!checks.has(key) && !besides.includes(key)) wrong(issues, `${pointer}/${escaped(key)}`, unknownField)
    }
    const members: Record<string, Value> = {}
    for (const [id, { required, check }] of checks) {
      const given = Object.hasOwn(value, id) ? value[id] : null
      const member = given === null ? null : check(given, `${pointer}/${id}`, issues)
      if (required && member !== undefined && isEmpty(member)) wrong(issues, `${pointer}/${id}`, isRequired)
      if (member !== undefined && member !== null) members[id] = member
    }
    return issues.length === before ? members : undefined
  }
}

/** A block is an object that says which one it is: `{ "block": "hero", "title": "…" }`. */
function blockOf(blocks: NonNullable<Field['blocks']>): ValueCheck {
  const byName = new Map(blocks.map(({ name, fields }) => [name, objectOf(fields, [blockKey])]))
  return (value, pointer, issues) => {
    if (!isRecord(value)) return wrong(issues, pointer, 'It must be an object.')
    const { [blockKey]: name } = value
    const check = typeof name === 'string' ? byName.get(name) : undefined
    if (typeof name !== 'string' || check === undefined) {
      return wrong(issues, `${pointer}/${blockKey}`, `It must be one of ${listed(byName.keys())}.`)
    }
    const members = check(value, pointer, issues)
    return isRecord(members) ? { [blockKey]: name, ...members } : undefined
  }
}

/** The key that says which block an item of a `blocks` field is. */
export const blockKey = 'block'

export const unknownField = 'The type has no such field.'
export const isRequired = 'This is required.'

/** A key as a segment of a JSON pointer (RFC 6901 section 3). */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

const listedMax = 20

function listed(words: Iterable<string | number>): string {
  const all = [...words]
  return all.slice(0, listedMax).join(', ') + (all.length > listedMax ? ', …' : '')
}

/** Typed as what every check answers, so that one can end with it. */
function wrong(issues: ProblemIssue[], pointer: string, detail: string): Value | undefined {
  issues.push({ pointer, detail })
  return undefined
}
