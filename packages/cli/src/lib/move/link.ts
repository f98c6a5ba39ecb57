import { isObject } from '../import/row.ts'

const to = Symbol('to')

/** Stands in a value for the id that a thing will have once it is carried. */
export interface Link {
  readonly [to]: 'entry' | 'file'
  readonly key: string
  /** What stands there when the thing is not carried; undefined: nothing. */
  readonly otherwise: unknown
}

export function linkTo(what: Link[typeof to], key: string, otherwise?: unknown): Link {
  return { [to]: what, key, otherwise }
}

function isLink(value: unknown): value is Link {
  return isObject(value) && to in value
}

/** Ids of what is carried, by key; null for what is not. */
export interface Ids {
  entry(key: string): string | null
  file(key: string): string | null
}

/** Whether a value has a link somewhere. */
export function hasLink(value: unknown): boolean {
  if (isLink(value)) return true
  if (Array.isArray(value)) return value.some(hasLink)
  return isObject(value) && Object.values(value).some(hasLink)
}

/** A value with ids in the place of links; `missing` is told of those that lead nowhere. */
export function resolve(value: unknown, ids: Ids, missing: (link: Link) => void): unknown {
  if (isLink(value)) {
    const id = ids[value[to]](value.key)
    if (id === null) missing(value)
    return id ?? value.otherwise
  }
  if (Array.isArray(value)) {
    return value.map((each) => resolve(each, ids, missing)).filter((each) => each !== undefined)
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [key, resolve(member, ids, missing)] as const)
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}
