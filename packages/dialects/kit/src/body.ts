import type { FormFields, VendorBody } from './dialect.ts'

/** JSON, as most clients write what they send. */
export const jsonBody: VendorBody = { is: 'json', types: ['application/json'] }

/** RFC 6902: a list of changes. */
export const jsonPatchBody: VendorBody = { is: 'json', types: ['application/json-patch+json'] }

/** Whether a value is an object with members, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member of a body, where the body is an object that has it; undefined otherwise. */
export function memberOf(body: unknown, name: string): unknown {
  return isRecord(body) && Object.hasOwn(body, name) ? body[name] : undefined
}

/** The fields of a form, which stood before its file. */
export function formFieldsOf(body: unknown): FormFields {
  const sent: readonly unknown[] = Array.isArray(body) ? body : []
  return sent.filter((field): field is FormFields[number] => Array.isArray(field))
}
