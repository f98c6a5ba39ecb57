import type { Field } from '@latchkey/contract/content-types/schemas'
import { compileField, type ContentField } from '../content/content-type.ts'
import { isIndexed } from '../content/field-index.ts'
import { checkOf, type ValueCheck } from '../content/value-check.ts'
import type { FieldPair } from './field-keys.ts'

/** What existing values can have against a change of a field. */
export type Reason = 'lost' | 'moves' | 'misfits' | 'breaks' | 'lacks' | 'repeats'

/** Something that a change of a type asks of existing values. */
export interface FieldChange {
  /** As it is called afterwards. */
  readonly id: string
  /** Its place among the new fields; null for one that goes. */
  readonly index: number | null
  /** The key of its values. */
  readonly key: string
  /** Whether its values stand, before and after, in the bodies of locales. */
  readonly localized: boolean
  /** What no value may be, or no entry may lack, to be answered by the database. */
  readonly asks: readonly Exclude<Reason, 'misfits' | 'breaks'>[]
  /** What each value has to be, which is answered value by value; null where nothing about that changes. */
  readonly rules: ValueRules | null
}

export interface ValueRules {
  /** What the new kind of field is, without limits; null where the kind stays. */
  readonly kind: ValueCheck | null
  readonly whole: ValueCheck
  readonly declared: Field
}

/** Which reasons a confirmation overrides: where values stay as they are, hidden or to be mended by the next save. */
export const confirmable: ReadonlySet<Reason> = new Set(['lost', 'breaks', 'lacks'])

/** The changes that existing values have to allow; fields that are new, the same or only renamed are not among them. */
export function changesOf(pairs: readonly FieldPair[]): FieldChange[] {
  return pairs.map(changeOf).filter(({ asks, rules }) => asks.length > 0 || rules !== null)
}

function changeOf({ before, after, index }: FieldPair): FieldChange {
  const field = after ?? before
  if (field === null) throw new Error('A pair has one field at least.')
  const { id, key = id } = field
  const common = { id, index, key, localized: (before ?? field).localized ?? false }
  if (after === null) return { ...common, asks: ['lost'], rules: null }
  if (before === null) return { ...common, asks: after.required ? ['lacks'] : [], rules: null }
  if ((before.localized ?? false) !== (after.localized ?? false)) return { ...common, asks: ['moves'], rules: null }
  return {
    ...common,
    asks: [
      ...(after.required && !before.required ? (['lacks'] as const) : []),
      ...(after.unique && !before.unique ? (['repeats'] as const) : []),
    ],
    rules: rulesBetween(before, after),
  }
}

function rulesBetween(before: Field, after: Field): ValueRules | null {
  if (JSON.stringify(ruleOf(before)) === JSON.stringify(ruleOf(after))) return null
  const isKind = unlimited(before.type) === unlimited(after.type) && before.items === after.items
  return { kind: isKind ? null : checkOf(shapeOf(after)), whole: checkOf(after), declared: after }
}

/** All of a declaration that its values have to obey. */
function ruleOf({ type, items, validation, types, choices, fields, blocks }: Field): unknown {
  return [
    type,
    items,
    validation,
    types,
    choices,
    fields?.map(innerRule),
    blocks?.map((block) => [block.name, block.fields.map(innerRule)]),
  ]
}

function innerRule(field: Field): unknown {
  return [field.id, field.required ?? false, ruleOf(field)]
}

/** What a field is, without its limits. */
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

/** What a change does to the field index. */
export interface IndexChange {
  /** Fields whose rows have to go. */
  readonly drop: readonly ContentField[]
  /** Fields whose rows have to be made, as they are afterwards. */
  readonly build: readonly ContentField[]
}

export function indexChangeOf(serial: number, pairs: readonly FieldPair[]): IndexChange {
  const drop: ContentField[] = []
  const build: ContentField[] = []
  for (const { before, after } of pairs) {
    const old = before && compileField(serial, before)
    const next = after && compileField(serial, after)
    const stays = old !== null && next !== null && isIndexed(next) && isIndexed(old) && old.itemType === next.itemType
    if (stays) continue
    if (old !== null && isIndexed(old)) drop.push(old)
    // A new field has no values.
    if (old !== null && next !== null && isIndexed(next)) build.push(next)
  }
  return { drop, build }
}
