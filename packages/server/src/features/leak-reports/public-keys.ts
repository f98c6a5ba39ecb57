import { createPublicKey, type KeyObject } from 'node:crypto'
import type { OutgoingFetch } from '../../outgoing/outgoing-fetch.ts'

/** How long a list counts, and how soon it is asked for again when it cannot be had or lacks a key; milliseconds. */
const listMs = 60 * 60 * 1000
const againMs = 60 * 1000

type Keys = ReadonlyMap<string, KeyObject>

/**
 * The public keys of who signs reports, as a URL lists them: `{ "public_keys": [{ "key_identifier", "key" }] }`.
 *
 * Fetched when first needed and kept for an hour. Not guaranteed: that a key which was withdrawn is refused within that hour.
 */
export class PublicKeys {
  readonly #outgoing: OutgoingFetch
  readonly #url: string
  readonly #now: () => number
  #keys: Keys = new Map()
  #fetchedAt = -Infinity
  #triedAt = -Infinity
  #underWay: Promise<Keys> | null = null

  constructor(outgoing: OutgoingFetch, url: string, now: () => number) {
    this.#outgoing = outgoing
    this.#url = url
    this.#now = now
  }

  /** The key of that name; null where there is none. Throws an `OutgoingFailure` or an error where the list cannot be had. */
  async find(identifier: string): Promise<KeyObject | null> {
    const isOld = this.#now() - this.#fetchedAt >= listMs
    if (isOld || !this.#keys.has(identifier)) {
      // Whoever invents names of keys, or finds the list out of reach, makes it be asked for once a minute and no oftener.
      if (this.#underWay !== null || this.#now() - this.#triedAt >= againMs) await this.#renew()
      else if (isOld) throw new Error('The list of public keys could not be had a moment ago.')
    }
    return this.#keys.get(identifier) ?? null
  }

  async #renew(): Promise<void> {
    this.#triedAt = this.#now()
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = null
    })
    this.#keys = await this.#underWay
    this.#fetchedAt = this.#now()
  }

  async #fetch(): Promise<Keys> {
    const headers = { Accept: 'application/json', 'User-Agent': 'latchkey' }
    const { status, body } = await this.#outgoing(this.#url, { headers })
    if (status !== 200) throw new Error(`The list of public keys answered ${status}.`)
    return readKeys(JSON.parse(body.toString('utf8')))
  }
}

/** Only keys on the curve P-256 are taken: what signs otherwise is not what was agreed. */
function readKeys(list: unknown): Keys {
  const named: unknown = typeof list === 'object' && list !== null && 'public_keys' in list ? list.public_keys : null
  if (!Array.isArray(named)) throw new Error('The list of public keys has no public_keys.')
  return new Map(
    named.flatMap((each: unknown): (readonly [string, KeyObject])[] => {
      if (typeof each !== 'object' || each === null || !('key_identifier' in each) || !('key' in each)) return []
      const { key_identifier: identifier, key: text } = each
      if (typeof identifier !== 'string' || typeof text !== 'string') return []
      const key = createPublicKey(text)
      const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
      return isP256 ? [[identifier, key]] : []
    }),
  )
}
