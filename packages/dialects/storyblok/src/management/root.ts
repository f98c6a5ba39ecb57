import { isRecord, memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { Refusing } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'

/** What a body says of a thing, which stands under its name: `{ "story": { … } }`. */
export function rootOf({ body }: Pick<VendorRequest, 'body'>, name: string): Readonly<Record<string, unknown>> {
  const value = memberOf(body, name)
  if (isRecord(value)) return value
  const detail = `param is missing or the value is empty: ${name}`
  throw new Refusing({ problem: 'malformed-request', status: 422, detail })
}

/** The text of a key; undefined without it, and for anything else. */
export function textIn(record: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = record[key]
  return typeof value === 'string' ? value : undefined
}

/** The number in the path, by which the vendor names a thing. */
export function numberIn({ params }: Pick<VendorRequest, 'params'>, name = 'id'): number {
  const serial = serialOf(params[name] ?? '')
  if (serial === null) throw refuseMissing()
  return serial
}

/** The thing that has the number in the path. */
export function oneIn<Thing extends { readonly serial: number }>(
  request: Pick<VendorRequest, 'params'>,
  things: readonly Thing[],
  name = 'id',
): Thing {
  const serial = numberIn(request, name)
  const found = things.find((thing) => thing.serial === serial)
  if (found === undefined) throw refuseMissing()
  return found
}

/** Refuses what there is nothing of here, where it is asked for: nothing is dropped in silence. */
export function refuseKeys(record: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  for (const key of keys) {
    const value = record[key]
    const isEmpty = value === undefined || value === null || value === false || value === 0 || value === ''
    if (isEmpty || (Array.isArray(value) && value.length === 0)) continue
    throw new Refusing({
      problem: 'invalid-body',
      status: 422,
      detail: 'It is not supported.',
      errors: [{ pointer: `/${key}`, detail: 'It is not supported.' }],
    })
  }
}
