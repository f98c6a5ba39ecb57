import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { textIn, textsIn, thingIn, versionIn } from './body.ts'

/** What goes live or offline, where and when. */
export interface Publication {
  /** By name. */
  readonly environments: string[]
  readonly locales?: string[]
  readonly version?: number
  /** ISO 8601; absent: at once. */
  readonly at?: string
}

/** Reads `{"entry":{"environments":[…],"locales":[…]},"version":1,"scheduled_at":"…"}`. */
export function publicationIn(body: unknown, name: 'entry' | 'asset'): Publication {
  const besides = isRecord(body) ? body : {}
  const places = placesIn(thingIn(body, name))
  const version = versionIn(besides, 'version')
  const at = textIn(besides, 'scheduled_at')
  return { ...places, ...(version !== undefined && { version }), ...(at !== undefined && { at: isoOf(at) }) }
}

/** Environments by their names, and locales. */
export function placesIn(thing: Readonly<Record<string, unknown>>): Pick<Publication, 'environments' | 'locales'> {
  const environments = textsIn(thing, 'environments') ?? []
  if (environments.length === 0) throw refuseBody('/environments', 'is a required field.')
  const locales = textsIn(thing, 'locales') ?? []
  return {
    environments: [...environments],
    ...(locales.length > 0 && { locales: [...locales] }),
  }
}

/** A time of the body as ISO 8601 in UTC. */
export function isoOf(text: string): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw refuseBody('/scheduled_at', 'is not valid.')
  return new Date(ms).toISOString()
}
