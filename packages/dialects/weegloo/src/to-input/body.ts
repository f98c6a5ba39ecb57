import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

/** Refuses members that are not known. `sys` is what was read, and may come back. */
export function onlyKeys(body: unknown, known: readonly string[]): void {
  if (!isRecord(body)) throw refuseBody('', 'It must be an object.')
  const unknown = Object.keys(body).find((key) => key !== 'sys' && !known.includes(key))
  if (unknown !== undefined) throw refuseBody(`/${unknown}`, 'Unknown key.')
}

export function textMember(value: unknown, pointer: string): string {
  if (typeof value !== 'string') throw refuseBody(pointer, 'It must be text.')
  return value
}
