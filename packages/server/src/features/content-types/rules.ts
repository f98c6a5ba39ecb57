import { fieldKinds, type FieldLimit } from '@latchkey/contract/content-types/field-kinds'
import type { Field, FieldType } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { RE2JS } from 're2js'
import { blockKey, checkOf } from '../content/value-check.ts'

/** Every mistake in the fields of a type, each with the place in the body that is wrong. */
export function faultsOfFields(fields: readonly Field[], pointer = '/fields'): ProblemIssue[] {
  return [
    ...faultsOfNames(fields, pointer),
    ...fields.flatMap((field, index) => faultsOf(field, `${pointer}/${index}`)),
  ]
}

function faultsOfNames(fields: readonly { id: string }[], pointer: string): ProblemIssue[] {
  const seen = new Set<string>()
  return fields.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ pointer: `${pointer}/${index}/id`, detail: `Another field has the id ${id} already.` }]
  })
}

function faultsOf(field: Field, pointer: string): ProblemIssue[] {
  const { type, unique, filterable } = field
  const at = (key: string, detail: string): ProblemIssue => ({ pointer: `${pointer}/${key}`, detail })
  const indexed = fieldKinds[plainType(field)].filterable
  return [
    ...(unique && !fieldKinds[type].unique ? [at('unique', `A ${type} field cannot be unique.`)] : []),
    ...(filterable && !indexed ? [at('filterable', `A ${describe(field)} has no index.`)] : []),
    ...faultsInside(field, pointer),
  ]
}

/** What a list holds; of every other field its type. */
function plainType({ type, items }: Field): FieldType {
  return type === 'list' ? (items ?? 'text') : type
}

function describe({ type, items }: Field): string {
  return type === 'list' && items !== undefined ? `list of the kind ${items}` : `${type} field`
}

/** A default has to be what the field could hold. */
function faultsOfDefault(field: Field, pointer: string): ProblemIssue[] {
  if (field.default === undefined) return []
  const at = `${pointer}/default`
  if (field.unique) return [{ pointer: at, detail: 'Two entries would have it: a unique field has no default.' }]
  const issues: ProblemIssue[] = []
  if (checkOf(field)(field.default, at, issues) !== undefined) return []
  return issues
}

/** The keys that only one kind of field has, and those that it must have. */
function faultsOfParts(field: Field, pointer: string): ProblemIssue[] {
  const { type, items, fields, blocks, types, choices } = field
  const plain = plainType(field)
  const faults: ProblemIssue[] = []
  const say = (key: string, detail: string) => faults.push({ pointer: `${pointer}/${key}`, detail })
  if (items === undefined && type === 'list') say('items', 'A list needs to say what it holds.')
  if (items !== undefined && type !== 'list') say('items', 'Only a list has items.')
  if (fields === undefined && plain === 'object') say('fields', 'An object needs fields.')
  if (fields !== undefined && plain !== 'object') say('fields', 'Only an object has fields.')
  if (blocks === undefined && type === 'blocks') say('blocks', 'A blocks field needs to say which blocks it may hold.')
  if (blocks !== undefined && type !== 'blocks') say('blocks', 'Only a blocks field has blocks.')
  if (types !== undefined && plain !== 'reference') say('types', 'Only a reference points to types.')
  if (choices !== undefined && plain !== 'select') say('choices', 'Only a select has choices.')
  faults.push(...faultsOfNested(fields ?? [], `${pointer}/fields`))
  for (const [index, { name, fields: inside }] of (blocks ?? []).entries()) {
    if (blocks?.findIndex((block) => block.name === name) !== index) {
      say(`blocks/${index}/name`, `Another block has the name ${name} already.`)
    }
    faults.push(...faultsOfNested(inside, `${pointer}/blocks/${index}/fields`))
    const reserved = inside.findIndex(({ id }) => id === blockKey)
    if (reserved !== -1) say(`blocks/${index}/fields/${reserved}/id`, 'A block says its name under this key.')
  }
  return faults
}

/** Fields inside an object or a block: without what only a whole field can be. */
function faultsOfNested(fields: readonly Field[], pointer: string): ProblemIssue[] {
  const outer = fields.flatMap((field, index) =>
    (['unique', 'localized', 'filterable'] as const)
      .filter((key) => field[key])
      .map((key) => ({
        pointer: `${pointer}/${index}/${key}`,
        detail: `Only a field of the type itself can be ${key}.`,
      })),
  )
  return [
    ...faultsOfNames(fields, pointer),
    ...outer,
    ...fields.flatMap((field, index) => faultsInside(field, `${pointer}/${index}`)),
  ]
}

function faultsInside(field: Field, pointer: string): ProblemIssue[] {
  const faults = [...faultsOfParts(field, pointer), ...faultsOfLimits(field, pointer)]
  // A check is made of what is sound only.
  return faults.length > 0 ? faults : faultsOfDefault(field, pointer)
}

function faultsOfLimits(field: Field, pointer: string): ProblemIssue[] {
  const { type, items, choices, validation = {} } = field
  const itemType = type === 'list' ? items : undefined
  const fitting = [...fieldKinds[type].limits, ...(itemType ? fieldKinds[itemType].limits : [])]
  const faults: ProblemIssue[] = Object.keys(validation)
    .filter((key) => !fitting.some((limit) => limit === key))
    .map((key) => ({ pointer: `${pointer}/validation/${key}`, detail: `A ${type} field has no such limit.` }))
  const say = (key: FieldLimit, detail: string) => faults.push({ pointer: `${pointer}/validation/${key}`, detail })
  const { min_length, max_length, minimum, maximum, min_items, max_items, pattern, allowed } = validation
  const above = 'It is above its other end.'
  if (isAbove(min_length, max_length)) say('min_length', above)
  if (isAbove(minimum, maximum)) say('minimum', above)
  if (isAbove(min_items, max_items)) say('min_items', above)
  const wrong = pattern === undefined ? null : faultOfPattern(pattern)
  if (wrong !== null) say('pattern', wrong)
  const plain = plainType(field)
  if (plain === 'select' && allowed === undefined && choices === undefined)
    say('allowed', 'A select needs the values that it allows, or the datasource that it chooses from.')
  if (allowed !== undefined && choices !== undefined) say('allowed', 'The choices come from a datasource already.')
  const kind = plain === 'number' ? 'number' : 'string'
  if (allowed?.some((each) => typeof each !== kind)) say('allowed', `Every value has to be a ${kind}.`)
  return faults
}

function isAbove(low: number | undefined, high: number | undefined): boolean {
  return low !== undefined && high !== undefined && low > high
}

/** Why a pattern cannot be matched in linear time; null when it can. */
function faultOfPattern(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace('error parsing regexp: ', '') : 'it cannot be read'
    return `It is no regular expression of RE2 (no look-around, no back-references): ${reason}.`
  }
}

/** Slugs that references of the fields name, each once. */
export function referencedTypes(fields: readonly Field[]): string[] {
  return [...new Set(allFields(fields).flatMap(({ types = [] }) => types))]
}

/** Slugs of the datasources that the fields choose from, each once. */
export function namedDatasources(fields: readonly Field[]): string[] {
  return [...new Set(allFields(fields).flatMap(({ choices }) => (choices === undefined ? [] : [choices.datasource])))]
}

/** Fields at every depth. */
function allFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [
    field,
    ...allFields(field.fields ?? []),
    ...allFields(field.blocks?.flatMap((block) => block.fields) ?? []),
  ])
}
