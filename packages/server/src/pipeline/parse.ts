import type { Input, Operation } from '@latchkey/contract/operation'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { FilterTerm } from '@latchkey/contract/schema'
import type { TSchema } from 'typebox'
import Compile, { type Validator } from 'typebox/compile'
import { type JsonFault, jsonDepthMax, parseJson } from './json.ts'
import { refuse } from './refusal.ts'

/** What arrives from the wire, still unjudged. */
export interface RawRequest {
  /** Percent-decoded once, by the router. */
  readonly params: Readonly<Record<string, string>>
  /** The text after `?`, not decoded; empty without one. */
  readonly queryText: string
  readonly contentType: string | undefined
  /** Null when no body was sent. */
  readonly body: Uint8Array | null
}

interface Validators {
  readonly params: Validator
  readonly query: Validator
  readonly body: Validator | null
}

// Compiled at first use: a server that starts serves its first request before it has compiled all of them.
const compiled = new WeakMap<Operation, Validators>()

function validatorsOf(operation: Operation): Validators {
  let validators = compiled.get(operation)
  if (!validators) {
    validators = {
      params: Compile(operation.schemas.params),
      query: Compile(operation.schemas.query),
      body: operation.body && Compile(operation.body),
    }
    compiled.set(operation, validators)
  }
  return validators
}

/** Turns a raw request into the operation's input, or refuses it with every mistake named. Nothing is coerced or dropped. */
export function parseRequest(operation: Operation, raw: RawRequest): Input {
  return { ...parseAddress(operation, raw), body: parseBody(operation, validatorsOf(operation).body, raw) }
}

/** The same for what stands in the URL alone. */
export function parseAddress(operation: Operation, raw: Pick<RawRequest, 'params' | 'queryText'>): Omit<Input, 'body'> {
  const validators = validatorsOf(operation)
  // A path that cannot name anything is a path of nothing.
  if (!validators.params.Check(raw.params)) throw refuse(problems.notFound)
  return { params: raw.params, query: parseQuery(operation, validators.query, raw.queryText) }
}

/**
 * Values as the operation's input, held to the same schemas: what stands in them comes from a dialect, and is no less
 * somebody's input. Keys whose value is undefined are as good as absent.
 */
export function checkInput(operation: Operation, given: Input<object, object>): Input {
  const validators = validatorsOf(operation)
  const params = present(given.params)
  const query = present(given.query)
  if (!validators.params.Check(params)) throw refuse(problems.notFound)
  if (!validators.query.Check(query))
    throw refuse(problems.invalidQuery, undefined, { errors: asParameters(issuesOf(validators.query, query)) })
  const body = validators.body === null ? null : given.body
  if (validators.body !== null && !validators.body.Check(body))
    throw refuse(problems.invalidBody, undefined, { errors: issuesOf(validators.body, body) })
  return { params, query, body }
}

function present(values: object): Record<string, unknown> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.assign({ __proto__: null }, Object.fromEntries(entries))
}

function asParameters(issues: readonly ProblemIssue[]): ProblemIssue[] {
  return issues.map(({ pointer, detail }) => ({ parameter: pointer?.slice(1) ?? '', detail }))
}

/** The fields of a form as the operation's body: text, yes or no, and JSON where the schema has an object. */
export function parseFields(operation: Operation, fields: readonly (readonly [string, string])[]): unknown {
  const { body: validator } = validatorsOf(operation)
  const { body: schema } = operation
  if (validator === null || schema === null || !('properties' in schema))
    throw new Error(`${operation.id} has no fields: give its body the schema of an object.`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the properties of an object's schema are schemas.
  const declared = schema.properties as Readonly<Record<string, TSchema>>
  const isOpen = !('additionalProperties' in schema)
  const body: Record<string, unknown> = { __proto__: null }
  const issues: ProblemIssue[] = []
  for (const [name, text] of fields) {
    if (!Object.hasOwn(declared, name) && isOpen) continue
    else if (!Object.hasOwn(declared, name)) issues.push({ pointer: `/${name}`, detail: 'Unknown key.' })
    else if (name in body) issues.push({ pointer: `/${name}`, detail: 'Given more than once.' })
    else body[name] = readField(declared[name], text)
  }
  if (issues.length === 0 && !validator.Check(body)) issues.push(...issuesOf(validator, body))
  if (issues.length > 0) throw refuse(problems.invalidBody, undefined, { errors: issues })
  return body
}

function readField(schema: TSchema | undefined, text: string): unknown {
  if (schema === undefined || !('properties' in schema || 'items' in schema)) return readValue(schema, text)
  const outcome = parseJson(text)
  if (!outcome.ok) throw refuse(problems.malformedJson, faultSentences[outcome.fault])
  return outcome.value
}

function parseQuery(operation: Operation, validator: Validator, text: string): Record<string, unknown> {
  const issues: ProblemIssue[] = []
  const query: Record<string, unknown> = { __proto__: null }
  const declared: Readonly<Record<string, TSchema>> = operation.schemas.query.properties
  const filter: FilterTerm[] = []
  for (const [name, value] of new URLSearchParams(text)) {
    if (name.startsWith('filter[') && 'filter' in declared) {
      const path = filterPath(name)
      if (path) filter.push({ path, value: value.normalize('NFC') })
      else issues.push({ parameter: name, detail: 'Write `filter[field][operator]`.' })
    } else if (!Object.hasOwn(declared, name) || name === 'filter') {
      issues.push({ parameter: name, detail: 'Unknown parameter.' })
    } else if (name in query) {
      issues.push({ parameter: name, detail: 'Given more than once.' })
    } else {
      query[name] = readValue(declared[name], value)
    }
  }
  if (filter.length > 0) query['filter'] = filter
  if (issues.length === 0 && !validator.Check(query)) {
    issues.push(...asParameters(issuesOf(validator, query)))
  }
  if (issues.length > 0) throw refuse(problems.invalidQuery, undefined, { errors: issues })
  return query
}

/** Query values are text; those of a number or a yes-or-no parameter are read as such, and left as text when they are not. */
function readValue(schema: TSchema | undefined, value: string): unknown {
  const type = schema && 'type' in schema ? schema.type : undefined
  if (type === 'integer' && /^-?(0|[1-9]\d{0,14})$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function filterPath(name: string): string[] | null {
  if (!/^filter(\[[^[\]]+\])+$/.test(name)) return null
  return name.slice('filter['.length, -1).split('][')
}

const urlencoded = 'application/x-www-form-urlencoded'
const mergePatch = 'application/merge-patch+json'

function parseBody(operation: Operation, validator: Validator | null, raw: RawRequest): unknown {
  if (validator === null) {
    if (raw.body !== null && raw.body.length > 0) throw refuse(problems.invalidBody, 'This operation takes no body.')
    return null
  }
  // A body of which every part is optional may be left out.
  if ((raw.body === null || raw.body.length === 0) && validator.Check({})) return {}
  const mediaType = raw.contentType?.split(';', 1)[0]?.trim().toLowerCase()
  if (operation.bodyType === 'form') {
    if (mediaType !== urlencoded) throw refuse(problems.unsupportedMediaType)
    return parseFields(operation, [...new URLSearchParams(decodeText(raw.body))])
  }
  const accepted = mediaType === 'application/json' || (mediaType === mergePatch && operation.method === 'PATCH')
  if (raw.body !== null && raw.body.length > 0 && !accepted) throw refuse(problems.unsupportedMediaType)
  const value = parseJsonBody(raw.body)
  if (!validator.Check(value)) throw refuse(problems.invalidBody, undefined, { errors: issuesOf(validator, value) })
  return value
}

/** The JSON in a body, held to the same limits whoever it is for. */
export function parseJsonBody(bytes: Uint8Array | null): unknown {
  const outcome = parseJson(decodeText(bytes))
  if (!outcome.ok) throw refuse(problems.malformedJson, faultSentences[outcome.fault])
  return outcome.value
}

const faultSentences: Readonly<Record<JsonFault, string>> = {
  malformed: 'The body is not JSON.',
  'duplicate-key': 'A key is repeated in one object.',
  'forbidden-key': 'The keys `__proto__`, `constructor` and `prototype` are not accepted.',
  'too-deep': `The body is nested deeper than ${jsonDepthMax}.`,
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

function decodeText(bytes: Uint8Array | null): string {
  try {
    return bytes === null ? '' : utf8.decode(bytes)
  } catch {
    throw refuse(problems.malformedJson, 'The body is not UTF-8.')
  }
}

/** Every issue of a value, each once, at the place that is wrong. */
function issuesOf(validator: Validator, value: unknown): ProblemIssue[] {
  const issues = new Map<string, ProblemIssue>()
  for (const error of validator.Errors(value)) {
    // The parent repeats what the key itself reports.
    if (error.keyword === 'additionalProperties') continue
    if (error.keyword === 'required') {
      for (const name of missingNames(error.params)) {
        const pointer = `${error.instancePath}/${name}`
        issues.set(`${pointer} required`, { pointer, detail: 'This is required.' })
      }
      continue
    }
    const detail = error.keyword === 'boolean' ? 'Unknown key.' : sentence(error.message)
    const pointer = error.instancePath
    if (![...issues.values()].some((issue) => issue.pointer === pointer)) issues.set(pointer, { pointer, detail })
  }
  return [...issues.values()]
}

function missingNames(params: unknown): readonly string[] {
  if (typeof params !== 'object' || params === null || !('requiredProperties' in params)) return []
  const names: unknown = params.requiredProperties
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

function sentence(message: string): string {
  return `It ${message}.`
}
