import type { VendorBody } from './dialect.ts'

/** JSON, as most clients write what they send. */
export const jsonBody: VendorBody = { is: 'json', types: ['application/json'] }

/** RFC 6902: a list of changes. */
export const jsonPatchBody: VendorBody = { is: 'json', types: ['application/json-patch+json'] }

/** A member of a body, where the body is an object that has it; undefined otherwise. */
export function memberOf(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  return Object.entries(body).find(([key]) => key === name)?.[1]
}
