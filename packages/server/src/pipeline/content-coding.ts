import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'

/** The codings that answers are offered in, the better one first. */
export const codings = ['br', 'gzip'] as const
export type Coding = (typeof codings)[number]

/** What an answer is sent in; null when the caller takes none of what there is. */
export type Preference = Coding | 'identity' | null

/** Shorter answers cost more to encode than to send, in bytes. */
export const encodedBytesMin = 1024

/** Callers send the same few headers again and again. */
const preferences = new LRUCache<string, { readonly preferred: Preference }>({ max: 100 })

/** What a caller wants an answer in, by its `Accept-Encoding` (RFC 9110 12.5.3). Of two that it likes alike, the better one. */
export function preferredCoding(header: string | undefined): Preference {
  if (header === undefined) return 'identity'
  const known = preferences.get(header)
  if (known !== undefined) return known.preferred
  const preferred = readPreference(header)
  preferences.set(header, { preferred })
  return preferred
}

/** Whether the caller says that it cannot take an answer as it is. */
export function refusesIdentity(header: string | undefined): boolean {
  return header !== undefined && weightOf(weightsIn(header), 'identity') === 0
}

function readPreference(header: string): Preference {
  const weights = weightsIn(header)
  let best: { readonly coding: Coding | 'identity'; readonly weight: number } | null = null
  for (const coding of [...codings, 'identity'] as const) {
    const weight = weightOf(weights, coding)
    if (weight > 0 && (best === null || weight > best.weight)) best = { coding, weight }
  }
  return best?.coding ?? null
}

function weightOf(weights: ReadonlyMap<string, number>, coding: Coding | 'identity'): number {
  const named = weights.get(coding) ?? weights.get('*')
  if (named !== undefined) return named
  // Identity is taken unless it is refused, and liked least unless it is named.
  return coding === 'identity' ? Number.MIN_VALUE : 0
}

/** The weight of each coding that is named; one that cannot be read is not named. */
function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const match = /^\s*([a-z-]+|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/.exec(part)
    if (match?.[1] === undefined) continue
    weights.set(match[1] === 'x-gzip' ? 'gzip' : match[1], match[2] === undefined ? 1 : Number(match[2]))
  }
  return weights
}

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

/** Encodes beside the event loop. Brotli at quality 4: smaller than gzip's default, and as fast. */
export function encode(body: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === 'gzip') return compressGzip(body)
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return compressBrotli(body, { params: { [BROTLI_PARAM_QUALITY]: 4, [BROTLI_PARAM_SIZE_HINT]: body.length } })
}

/** The tag of an answer in a coding: `"abc"` → `"abc.gzip"`. Each coding is a representation of its own. */
export function tagIn(coding: Coding, tag: string): string {
  return tag.replace(/"$/, `.${coding}"`)
}

/** The tag without the coding that it was sent in; our tags hold no other dot. */
export function tagWithoutCoding(tag: string): string {
  return tag.replace(/\.(?:br|gzip)"$/, '"')
}
