import type { VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'

/** Which part of a list is asked for. */
export interface Window {
  /** Null: all that there is. */
  readonly limit: number | null
  readonly offset: number
}

export const windowParameters = ['limit', 'offset'] as const

export function windowOf(query: VendorQuery): Window {
  return { limit: numberIn(query, 'limit', 1), offset: numberIn(query, 'offset', 0) ?? 0 }
}

function numberIn(query: VendorQuery, name: string, least: number): number | null {
  const text = textOf(query, name)
  if (text === undefined) return null
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1
  if (number < least) throw refuseQuery(name, `Write a number from ${least} on.`)
  return number
}
