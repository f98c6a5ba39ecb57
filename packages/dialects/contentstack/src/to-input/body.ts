import { isRecord, memberOf } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

type Members = Readonly<Record<string, unknown>>

/** What the body says of a thing: `{"entry":{…}}`. */
export function thingIn(body: unknown, name: string): Members {
  const thing = memberOf(body, name)
  if (!isRecord(thing)) throw refuseBody(`/${name}`, 'is required.')
  return thing
}

/** A member that is a text; undefined where it is not there, or null. */
export function textIn(thing: Members, name: string): string | undefined {
  const value = thing[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw refuseBody(`/${name}`, 'is not a text.')
  return value
}

/** The same where it has to be there. */
export function requiredText(thing: Members, name: string): string {
  const text = textIn(thing, name)
  if (text === undefined || text === '') throw refuseBody(`/${name}`, 'is a required field.')
  return text
}

/** A member that is a list of texts; undefined where it is not there. */
export function textsIn(thing: Members, name: string): readonly string[] | undefined {
  const value = thing[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw refuseBody(`/${name}`, 'is not a list of texts.')
  return value
}

/** A list of objects; undefined where it is not there. */
export function recordsIn(thing: Members, name: string): readonly Members[] | undefined {
  const value = thing[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || !value.every(isRecord)) throw refuseBody(`/${name}`, 'is not a list of objects.')
  return value
}

/** A whole number from 1 on; undefined where it is not there. */
export function versionIn(thing: Members, name: string): number | undefined {
  const value = thing[name]
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1)
    throw refuseBody(`/${name}`, 'is not valid.')
  return number
}
