import type { Field } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { compileField, type ContentField } from '../content/content-type.ts'
import { isIndexed } from '../content/field-index.ts'
import { type Body, shared } from '../content/field-values.ts'
import { checkOf, type ValueCheck } from '../content/value-check.ts'
import { isEmpty, type Value } from '../content/value.ts'

/**
 * How existing values stand in the way of new fields, field by field.
 *
 * Values have to fit what a field is; they need not fit its limits (length, range, pattern, allowed values), which bind
 * later writes alone.
 */
export interface FieldChange {
  readonly id: string
  /** The field is gone, or its values would stand in other bodies: none may be left. */
  readonly empties: boolean
  /** What values have to pass; null when the field is what it was. */
  readonly shape: ValueCheck | null
  /** Newly required: no entry may lack a value. */
  readonly requires: boolean
  /** Newly unique: no two entries may have the same value in a locale. */
  readonly distinguishes: boolean
  readonly localized: boolean
}

/** The changes that existing values have to allow; fields that are new or only renamed are not among them. */
export function changesOf(before: readonly Field[], after: readonly Field[]): FieldChange[] {
  const next = new Map(after.map((field) => [field.id, field]))
  const known = new Set(before.map(({ id }) => id))
  const kept = before.map((field) => changeOf(field, next.get(field.id)))
  const added = after.filter(({ id, required }) => !known.has(id) && required).map(addedField)
  return [...kept, ...added].filter(
    ({ empties, shape, requires, distinguishes }) => empties || shape !== null || requires || distinguishes,
  )
}

function changeOf(before: Field, after: Field | undefined): FieldChange {
  const { id } = before
  if (after === undefined || (before.localized ?? false) !== (after.localized ?? false)) {
    return {
      id,
      empties: true,
      shape: null,
      requires: false,
      distinguishes: false,
      localized: before.localized ?? false,
    }
  }
  const reshaped = JSON.stringify(shapeOf(before)) !== JSON.stringify(shapeOf(after))
  return {
    id,
    empties: false,
    shape: reshaped ? checkOf(shapeOf(after)) : null,
    requires: after.required === true && before.required !== true,
    distinguishes: after.unique === true && before.unique !== true,
    localized: after.localized ?? false,
  }
}

function addedField({ id, localized = false }: Field): FieldChange {
  return { id, empties: false, shape: null, requires: true, distinguishes: false, localized }
}

/** What a field is, without its limits: kind, items and nested fields. */
export function shapeOf({ id, type, items, fields, blocks }: Field): Field {
  return {
    id,
    type: unlimited(type),
    ...(items && { items: unlimited(items) }),
    ...(fields && { fields: fields.map(shapeOf) }),
    ...(blocks && { blocks: blocks.map((block) => ({ name: block.name, fields: block.fields.map(shapeOf) })) }),
  }
}

/** A select is text of which only some is allowed. */
function unlimited<Type extends Field['type']>(type: Type): Type | 'text' {
  return type === 'select' ? 'text' : type
}

/** The fields whose index rows have to be made again, as they are afterwards. */
export function reindexed(serial: number, before: readonly Field[], after: readonly Field[]): ContentField[] {
  const earlier = new Map(before.map((field) => [field.id, compileField(serial, field)]))
  return after
    .map((field) => compileField(serial, field))
    .filter((field) => {
      const old = earlier.get(field.id)
      return old !== undefined && (isIndexed(old) !== isIndexed(field) || old.itemType !== field.itemType)
    })
}

/** One body of an entry; `draft` is false for a live snapshot. */
export interface SavedBody {
  readonly entryId: string
  readonly locale: string
  readonly draft: boolean
  readonly body: Body
}

/** Counts, over all bodies of a type, the entries that stand in the way of its changes. */
export class Obstacles {
  readonly #changes: readonly FieldChange[]
  readonly #defaultLocale: string
  readonly #entries = new Map<string, Set<string>>()
  readonly #values = new Map<string, string>()

  constructor(changes: readonly FieldChange[], defaultLocale: string) {
    this.#changes = changes
    this.#defaultLocale = defaultLocale
  }

  /** Takes all bodies of an entry, working copy and snapshots. */
  add(entryId: string, bodies: readonly SavedBody[]): void {
    for (const change of this.#changes) {
      if (change.requires && !this.#hasValue(change, bodies)) this.#blame(change, 'lacks', entryId)
      for (const { body, locale, draft } of bodies) {
        const value = body[change.id]
        if (value === undefined || change.localized === (locale === shared)) continue
        if (change.empties) this.#blame(change, 'holds', entryId)
        if (change.shape && !fits(change.shape, value)) this.#blame(change, 'misfits', entryId)
        if (change.distinguishes && draft) this.#compare(change, entryId, locale, value)
      }
    }
  }

  /** One sentence for each field that cannot be changed so. */
  get issues(): ProblemIssue[] {
    return [...this.#entries].map(([key, entries]) => {
      const [reason = '', id = ''] = key.split(' ')
      return { pointer: '/fields', detail: `${id}: ${sentences[reason]?.(count(entries.size)) ?? reason}` }
    })
  }

  #hasValue({ id, localized }: FieldChange, bodies: readonly SavedBody[]): boolean {
    const home = localized ? this.#defaultLocale : shared
    return bodies.some(({ draft, locale, body }) => draft && locale === home && !isEmpty(body[id]))
  }

  #compare(change: FieldChange, entryId: string, locale: string, value: Value): void {
    const key = JSON.stringify([change.id, locale, value])
    const other = this.#values.get(key)
    if (other === undefined) this.#values.set(key, entryId)
    else for (const each of [other, entryId]) this.#blame(change, 'repeats', each)
  }

  #blame({ id }: FieldChange, reason: string, entryId: string): void {
    const key = `${reason} ${id}`
    const entries = this.#entries.get(key) ?? new Set()
    this.#entries.set(key, entries.add(entryId))
  }
}

const sentences: Readonly<Record<string, (entries: string) => string>> = {
  holds: (entries) => `${entries} with a value; empty the field there first.`,
  misfits: (entries) => `${entries} with a value that would not fit.`,
  lacks: (entries) => `${entries} without a value in the default locale.`,
  repeats: (entries) => `${entries} with the value of another.`,
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`
}

function fits(shape: ValueCheck, value: Value): boolean {
  return shape(value, '', []) !== undefined
}
