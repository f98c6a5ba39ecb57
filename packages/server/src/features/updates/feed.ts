import { readFile } from 'node:fs/promises'
import { strict } from '@latchkey/contract/schema'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { OutgoingFetch } from '../../outgoing/outgoing-fetch.ts'

/** The latest release, as a feed tells of it. */
export interface Release {
  readonly version: string
  readonly notes: string | null
  /** Where its file is; http, https, or beside a feed that is a file. */
  readonly url: string
  /** SHA-256 of that file in hex. */
  readonly sha256: string
}

const Feed = strict({
  version: Type.String({ pattern: '^\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}$' }),
  notes: Type.Optional(Type.String({ maxLength: 10_000 })),
  url: Type.String({ minLength: 1, maxLength: 2000 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})

/** What a feed or a download failed with, in a sentence. */
export class UpdateFailure extends Error {
  override readonly name = 'UpdateFailure'
}

/** The largest file of a release, in bytes. */
const fileBytesMax = 256 * 1024 * 1024
const fileTimeoutMs = 10 * 60 * 1000

/** Asks a feed for its latest release: a JSON document at a URL or in a file, `{ "version", "url", "sha256", "notes"? }`. */
export async function readFeed(feed: string, outgoing: OutgoingFetch): Promise<Release> {
  const bytes = await fetchBytes(feed, outgoing, {})
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    value = null
  }
  if (!Check(Feed, value)) throw new UpdateFailure('The feed is no JSON with version, url and sha256.')
  return { ...value, notes: value.notes ?? null, url: isUrl(feed) ? new URL(value.url, feed).href : value.url }
}

/** The file of a release. */
export function fetchRelease({ url }: Pick<Release, 'url'>, outgoing: OutgoingFetch): Promise<Buffer> {
  return fetchBytes(url, outgoing, { bytesMax: fileBytesMax, timeoutMs: fileTimeoutMs })
}

async function fetchBytes(
  from: string,
  outgoing: OutgoingFetch,
  limits: { readonly bytesMax?: number; readonly timeoutMs?: number },
): Promise<Buffer> {
  if (!isUrl(from)) return readFile(from)
  const { status, body } = await outgoing(from, limits)
  if (status !== 200) throw new UpdateFailure(`${new URL(from).host} answered ${status}.`)
  return body
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** Whether a version of three numbers is later than another. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number))
  for (let at = 0; at < 3; at += 1) {
    const difference = (one?.[at] ?? 0) - (other?.[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
