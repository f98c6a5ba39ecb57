import { isRecord } from '@latchkey/dialect-kit/body'
import { Refusing } from '@latchkey/dialect-kit/plan'

/** Refuses a request for values of its body, each by its name there. */
export function refuseFields(faults: Readonly<Record<string, string>>): Refusing {
  const errors = Object.entries(faults).map(([name, detail]) => ({ pointer: `/${name}`, detail }))
  return new Refusing({ problem: 'invalid-body', status: 422, detail: 'Validation failed.', errors })
}

/** The members of a body that has to be an object. */
export function membersOf(body: unknown): ReadonlyMap<string, unknown> {
  if (isRecord(body)) return new Map(Object.entries(body))
  throw refuseFields({ body: 'Send an object.' })
}

/** A text; undefined where it was not sent. */
export function textOf(members: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = members.get(name)
  if (value === undefined || typeof value === 'string') return value
  throw refuseFields({ [name]: 'It must be a text.' })
}
