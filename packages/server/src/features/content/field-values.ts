import type { ContentType } from './content-type.ts'
import { tagsKey } from './tags-key.ts'
import type { Value } from './value.ts'

/** The locale of the body that all locales share. */
export const shared = ''

/** What one revision holds: values by the keys of fields, none of them null. */
export type Body = Readonly<Record<string, Value>>

/** An entry's bodies by locale; `''` is the shared one. A locale without values has none. */
export type Bodies = ReadonlyMap<string, Body>

const noBody: Body = Object.freeze({})

/** A stored body. */
export function decodeBody(text: string): Body {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by encodeBody.
  return JSON.parse(text) as Body
}

export function encodeBody(body: Body): string {
  return JSON.stringify(body)
}

/**
 * An entry's fields in one locale: `{ "title": "Hallo", "price": 12 }`. A field without a value is left out.
 *
 * `chain` is the locale and what it falls back to, as far as the caller may read: the first that has a value gives it.
 */
export function fieldsIn(type: ContentType, bodies: Bodies, chain: readonly string[]): Record<string, Value> {
  const common = bodies.get(shared) ?? noBody
  const fields: Record<string, Value> = {}
  for (const { id, key, localized } of type.fields.values()) {
    const value = localized ? firstIn(bodies, chain, key) : common[key]
    if (value !== undefined) fields[id] = value
  }
  return fields
}

function firstIn(bodies: Bodies, chain: readonly string[], key: string): Value | undefined {
  for (const locale of chain) {
    const value = bodies.get(locale)?.[key]
    if (value !== undefined) return value
  }
  return undefined
}

/** An entry's fields in several locales, without fallbacks: `{ "title": { "en": "Hello", "de": "Hallo" }, "price": 12 }`. */
export function fieldsByLocale(type: ContentType, bodies: Bodies, locales: readonly string[]): Record<string, Value> {
  const common = bodies.get(shared) ?? noBody
  const fields: Record<string, Value> = {}
  for (const { id, key, localized } of type.fields.values()) {
    const value = localized ? valuesByLocale(bodies, locales, key) : common[key]
    if (value !== undefined) fields[id] = value
  }
  return fields
}

function valuesByLocale(bodies: Bodies, locales: readonly string[], key: string): Value | undefined {
  const found = locales.flatMap((locale) => {
    const value = bodies.get(locale)?.[key]
    return value === undefined ? [] : [[locale, value] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

/**
 * Bodies by the ids of fields instead of their keys, and without tags. What a field held that is gone keeps its name, unless
 * another has it now.
 */
export function namedBodies(type: ContentType, bodies: Bodies): Bodies {
  const nameOf = (key: string): string | undefined =>
    type.byKey.get(key)?.id ?? (key === tagsKey || type.fields.has(key) ? undefined : key)
  const named = (body: Body): Body =>
    Object.fromEntries(
      Object.entries(body).flatMap(([key, value]) => {
        const name = nameOf(key)
        return name === undefined ? [] : [[name, value]]
      }),
    )
  return new Map(Array.from(bodies, ([locale, body]) => [locale, named(body)]))
}
