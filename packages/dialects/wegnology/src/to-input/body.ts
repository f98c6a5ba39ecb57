import { isRecord } from '@latchkey/dialect-kit/body'
import { type Fault, refuseFaults } from './faults.ts'

/** The members of a body, each at most once. */
export type Members = ReadonlyMap<string, unknown>

/**
 * The members of an object of the vendor's. Names that it does not have are refused, as the vendor does; those that exist there
 * and mean nothing here are refused with the reason in `unsupported`.
 */
export function readMembers(
  body: unknown,
  names: readonly string[],
  unsupported: Readonly<Record<string, string>> = {},
): Members {
  if (!isRecord(body)) throw refuseFaults([{ name: '', detail: 'Send an object.' }])
  const members = new Map<string, unknown>(Object.entries(body))
  const faults = [...members.keys()]
    .filter((name) => !names.includes(name))
    .map((name): Fault => ({
      name,
      detail: Object.hasOwn(unsupported, name) ? (unsupported[name] ?? '') : 'Unknown key.',
    }))
  if (faults.length > 0) throw refuseFaults(faults)
  return members
}

/** A text; undefined where it was not sent. */
export function textIn(members: Members, name: string): string | undefined {
  const value = members.get(name)
  if (value === undefined || typeof value === 'string') return value
  throw refuseFaults([{ name, detail: 'It must be a text.' }])
}

/** The same where it has to be there. */
export function requiredTextIn(members: Members, name: string): string {
  const text = textIn(members, name)
  if (text === undefined) throw refuseFaults([{ name, detail: 'This is required.' }])
  return text
}

/** `active` or `inactive`; undefined where it was not sent. */
export function statusIn(members: Members): 'active' | 'inactive' | undefined {
  const status = textIn(members, 'status')
  if (status === undefined || status === 'active' || status === 'inactive') return status
  throw refuseFaults([{ name: 'status', detail: 'It must be active or inactive.' }])
}

/** A point in time, as ours are written; undefined where it was not sent. */
export function timeIn(members: Members, name: string): string | undefined {
  const text = textIn(members, name)
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(at)) throw refuseFaults([{ name, detail: 'Write a time such as 2027-01-01T00:00:00.000Z.' }])
  return new Date(at).toISOString()
}
