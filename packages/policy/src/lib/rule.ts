import type { Grant, Status } from '../grant.ts'
import type { Part } from './part.ts'
import { readPattern, type Pattern } from './pattern.ts'
import { type AskedTags, tagsHold } from './tags.ts'

/** A grant, prepared. */
export interface Rule {
  readonly index: number
  readonly grant: Grant
  /** `[index]`, shared by all decisions that this grant makes alone. */
  readonly alone: readonly number[]
  readonly patterns: readonly Pattern[]
  readonly own: boolean
  /** One bit for each state, see `statusBits`; 0 when the grant asks for none. */
  readonly statuses: number
  readonly locales: ReadonlySet<string> | null
  readonly tags: ReadonlySet<string> | null
  /** One bit for each numbered field; null when the grant speaks of every field. */
  readonly fields: Uint32Array | null
}

/** Numbers for the fields that a list of grants names. */
export type FieldNumbers = ReadonlyMap<string, number>

/** What is known of a request apart from its parts. */
export interface Facts {
  /** The caller created the thing. */
  readonly own: boolean
  /** The states asked about, as bits; 0 when the thing has none. */
  readonly statuses: number
  readonly tags: AskedTags
}

const statusOrder: readonly Status[] = ['draft', 'published', 'protected', 'archived']

export function statusBits(statuses: readonly Status[]): number {
  let bits = 0
  for (const status of statuses) bits |= 1 << statusOrder.indexOf(status)
  return bits
}

export function numberFields(grants: readonly Grant[]): FieldNumbers {
  const numbers = new Map<string, number>()
  for (const { fields } of grants)
    for (const field of fields ?? []) if (!numbers.has(field)) numbers.set(field, numbers.size)
  return numbers
}

export function prepareRule(grant: Grant, index: number, numbers: FieldNumbers): Rule {
  const { own, status, locales, tags } = grant.conditions ?? {}
  return {
    index,
    grant,
    alone: [index],
    patterns: grant.resources.map(readPattern),
    own: own === true,
    statuses: statusBits(status ?? []),
    locales: locales === undefined ? null : new Set(locales),
    tags: tags === undefined ? null : new Set(tags),
    fields: grant.fields === undefined ? null : fieldBits(grant.fields, numbers),
  }
}

/** Whether the conditions about the thing itself hold: an allow's for everything asked about, a deny's for any of it. */
export function holdsFor(rule: Rule, facts: Facts): boolean {
  if (rule.own && !facts.own) return false
  if (rule.tags !== null && !tagsHold(rule.tags, facts.tags, rule.grant.effect === 'deny')) return false
  if (rule.statuses === 0) return true
  const held = facts.statuses & rule.statuses
  return held !== 0 && (rule.grant.effect === 'deny' || held === facts.statuses)
}

export function localesHold(rule: Rule, locales: readonly string[]): boolean {
  const listed = rule.locales
  if (listed === null) return true
  const isListed = (locale: string): boolean => listed.has(locale)
  return rule.grant.effect === 'deny' ? locales.some(isListed) : locales.every(isListed)
}

/** Whether the fields of a grant for create or update reach the part: an allow's also reach the request as such. */
export function fieldsHold(rule: Rule, part: Part, numbers: FieldNumbers): boolean {
  if (rule.fields === null) return true
  if (part.field === null) return rule.grant.effect === 'allow'
  const number = numbers.get(part.field)
  return number !== undefined && (((rule.fields[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1
}

function fieldBits(fields: readonly string[], numbers: FieldNumbers): Uint32Array {
  const words = new Uint32Array((numbers.size >>> 5) + 1)
  for (const field of fields) {
    const number = numbers.get(field) ?? 0
    words[number >>> 5] = (words[number >>> 5] ?? 0) | (1 << (number & 31))
  }
  return words
}
