import type { ProblemIssue } from '@latchkey/contract/problem'
import type { ContentField, ContentType } from '../content/content-type.ts'
import { type Bodies, type Body, encodeBody, shared } from '../content/field-values.ts'
import { escaped, isRequired, unknownField } from '../content/value-check.ts'
import { keptTags, tagsIn } from '../content/tags.ts'
import { tagsKey } from '../content/tags-key.ts'
import { isEmpty, isRecord, type Value } from '../content/value.ts'
import type { FieldInput } from './rules.ts'

/** The locales of a space. */
export interface SpaceLocales {
  readonly default: string
  readonly all: readonly string[]
}

/** What an entry holds after a write, and which of its bodies the write changed. */
export interface Applied {
  readonly bodies: Bodies
  /** Locales whose body differs from before; `''` for the shared one. */
  readonly changed: readonly string[]
  /** Every mistake of the result. When there is one, nothing of it may be stored. */
  readonly issues: readonly ProblemIssue[]
}

/**
 * Lays sent fields over what an entry holds, as a merge patch: null empties a field.
 *
 * The result is checked whole in each body that is touched, so that a value from before a limit was set is found too.
 * A required field needs a value in the default locale; others may fall back to it.
 */
export function applyFields(type: ContentType, before: Bodies, input: FieldInput, locales: SpaceLocales): Applied {
  const merge = new Merge(type, before, input, locales)
  for (const [id, value] of Object.entries(input.fields)) merge.take(id, value)
  if (input.tags) merge.takeTags(input.tags)
  if (input.fills) merge.fill()
  merge.checkRest()
  merge.checkRequired()
  return merge.result()
}

class Merge {
  readonly #type: ContentType
  readonly #before: Bodies
  readonly #input: FieldInput
  readonly #locales: SpaceLocales
  readonly #after = new Map<string, Record<string, Value>>()
  readonly #checked = new Set<string>()
  readonly #issues: ProblemIssue[] = []

  constructor(type: ContentType, before: Bodies, input: FieldInput, locales: SpaceLocales) {
    this.#type = type
    this.#before = before
    this.#input = input
    this.#locales = locales
    if (!input.replaces) return
    const replaced = input.locale === '*' ? before.keys() : [shared, input.locale]
    for (const locale of replaced) this.#after.set(locale, {})
    this.#putTags(tagsIn(before.get(shared)))
  }

  take(id: string, value: unknown): void {
    const field = this.#type.fields.get(id)
    const pointer = `/fields/${escaped(id)}`
    if (field === undefined) this.#issues.push({ pointer, detail: unknownField })
    else if (!field.localized) this.#set(shared, field, value, pointer)
    else if (this.#input.locale !== '*') this.#set(this.#input.locale, field, value, pointer)
    else this.#takeByLocale(field, value, pointer)
  }

  takeTags(tags: readonly string[]): void {
    this.#putTags(keptTags(tags))
  }

  #putTags(tags: readonly string[]): void {
    const body = this.#bodyOf(shared)
    if (tags.length === 0) delete body[tagsKey]
    else body[tagsKey] = tags
  }

  /** Lays defaults where nothing is sent. */
  fill(): void {
    for (const field of this.#type.fields.values()) {
      const { default: value } = field.declared
      if (value === undefined || Object.hasOwn(this.#input.fields, field.id)) continue
      this.#set(field.localized ? this.#locales.default : shared, field, value, `/fields/${field.id}`)
    }
  }

  #takeByLocale(field: ContentField, value: unknown, pointer: string): void {
    if (value === null) {
      for (const locale of this.#before.keys()) if (locale !== shared) this.#set(locale, field, null, pointer)
    } else if (isRecord(value)) {
      for (const [locale, each] of Object.entries(value)) {
        const at = `${pointer}/${escaped(locale)}`
        if (this.#locales.all.includes(locale)) this.#set(locale, field, each, at)
        else this.#issues.push({ pointer: at, detail: 'The space has no such locale.' })
      }
    } else {
      this.#issues.push({ pointer, detail: 'With locale=* it must be an object of values by locale.' })
    }
  }

  #set(locale: string, field: ContentField, value: unknown, pointer: string): void {
    const body = this.#bodyOf(locale)
    const stored = value === null ? null : field.check(value, pointer, this.#issues)
    this.#checked.add(`${locale} ${field.key}`)
    if (stored === null || stored === undefined) delete body[field.key]
    else body[field.key] = stored
  }

  #bodyOf(locale: string): Record<string, Value> {
    const known = this.#after.get(locale)
    if (known !== undefined) return known
    const copy = { ...this.#before.get(locale) }
    this.#after.set(locale, copy)
    return copy
  }

  /** What was not sent and stands beside what was. */
  checkRest(): void {
    for (const [locale, body] of this.#after) {
      for (const [key, value] of Object.entries(body)) {
        const field = this.#type.byKey.get(key)
        if (field === undefined || this.#checked.has(`${locale} ${key}`)) continue
        field.check(value, this.#pointerTo(field, locale), this.#issues)
      }
    }
  }

  checkRequired(): void {
    for (const field of this.#type.fields.values()) {
      if (!field.required) continue
      const home = field.localized ? this.#locales.default : shared
      const pointer = this.#pointerTo(field, home)
      const value = (this.#after.get(home) ?? this.#before.get(home))?.[field.key]
      const isTold = this.#issues.some((issue) => issue.pointer?.startsWith(pointer))
      if (isEmpty(value) && !isTold) this.#issues.push({ pointer, detail: this.#sentenceFor(field) })
    }
  }

  #sentenceFor(field: ContentField): string {
    const home = this.#locales.default
    return field.localized && this.#input.locale !== home
      ? `This is required in the default locale, ${home}.`
      : isRequired
  }

  #pointerTo({ id, localized }: ContentField, locale: string): string {
    return localized && this.#input.locale === '*' ? `/fields/${id}/${locale}` : `/fields/${id}`
  }

  result(): Applied {
    const bodies = new Map(this.#before)
    const changed: string[] = []
    for (const [locale, values] of this.#after) {
      const body = this.#ordered(values)
      const old = this.#before.get(locale)
      if (old === undefined ? Object.keys(body).length === 0 : encodeBody(old) === encodeBody(body)) continue
      bodies.set(locale, body)
      changed.push(locale)
    }
    return { bodies, changed, issues: this.#issues }
  }

  /** In the order of the type, so that equal bodies have equal bytes. */
  #ordered(values: Record<string, Value>): Body {
    const body: Record<string, Value> = {}
    for (const key of [...this.#type.byKey.keys(), tagsKey]) {
      const value = values[key]
      if (value !== undefined) body[key] = value
    }
    return body
  }
}
