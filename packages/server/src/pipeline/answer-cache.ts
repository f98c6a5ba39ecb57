import type { Operation } from '@latchkey/contract/operation'
import { kinds } from '@latchkey/tokens/kinds'
import { LRUCache } from 'lru-cache'
import { type Coding, encode, encodedBytesMin, tagIn } from './content-coding.ts'
import type { Caller } from './principal.ts'
import type { Response } from './respond.ts'

/** An answer in its final bytes. */
export interface Answer {
  /** UTF-8, one byte a character: written with the head in one piece, and never encoded again. */
  readonly body: string
  readonly tag: string
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: readonly string[]
}

/** What answers are kept of: an operation, or a route of a dialect. */
export type Cacheable = Pick<Operation, 'id' | 'surface' | 'answers' | 'unshared'>

/** An answer that is kept, and what it was encoded to. */
export interface Kept extends Answer {
  readonly key: string
  /** How often it was asked for in a coding that it was not kept in. */
  asked: number
  readonly encoded: Partial<Record<Coding, Answer>>
  readonly underWay: Partial<Record<Coding, Promise<Answer>>>
}

/** From which time on that a kept answer is wanted in a coding it is made: what is asked for once is not worth it. */
const encodedFromHit = 2

/** Says what decides a caller's answers, so that callers of equal reach share them. */
export type ReachDigest = (caller: Caller) => string

/**
 * Answers of published views, kept by everything that decides them: reach, space, environment, content version, operation and URL.
 *
 * A changed grant changes the reach and a publish changes the version, so that nothing has to be taken out. Bounded by bytes,
 * those of encoded copies among them.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, Kept>
  readonly #underWay = new Map<string, Promise<unknown>>()
  readonly #digests = new WeakMap<Caller, string>()
  readonly #digest: ReachDigest

  constructor(digest: ReachDigest, bytesMax = 32 * 1024 * 1024) {
    this.#digest = digest
    this.#answers = new LRUCache({
      maxSize: bytesMax,
      sizeCalculation: bytesOf,
    })
  }

  /** The answer to a URL for the caller: undefined when it has to be made, a promise while it is being made for somebody else. */
  find(operation: Cacheable, caller: Caller, contentVersion: number, url: string): Kept | Promise<unknown> | undefined {
    if (!isCacheable(operation, caller)) return undefined
    const key = this.#key(operation, caller, contentVersion, url)
    return this.#answers.get(key) ?? this.#underWay.get(key)
  }

  /** Keeps a good answer. `contentVersion` is the one that was read before the answer was made: an answer is never kept as newer than it is. */
  keep(operation: Cacheable, caller: Caller, contentVersion: number, url: string, response: Response): void {
    const tag = response.headers['ETag']
    const { body } = response
    if (response.status !== 200 || !(body instanceof Buffer) || tag === undefined || !isCacheable(operation, caller))
      return
    const key = this.#key(operation, caller, contentVersion, url)
    this.#answers.set(key, { ...answerOf(body, tag, response.headers), key, asked: 0, encoded: {}, underWay: {} })
  }

  /** Whether good answers of the operation are kept for the caller. */
  keeps(operation: Cacheable, caller: Caller): boolean {
    return isCacheable(operation, caller)
  }

  /** A kept answer in a coding; null when it is not there yet, or too short to be worth it. Made beside the event loop. */
  inCoding(kept: Kept, coding: Coding): Answer | null {
    const made = kept.encoded[coding]
    if (made !== undefined) return made
    kept.asked += 1
    // What cannot be encoded is sent as it is.
    if (kept.asked >= encodedFromHit && kept.body.length >= encodedBytesMin) this.encode(kept, coding).catch(() => {})
    return null
  }

  /** Encodes a kept answer, however short, and keeps that too. Once, whoever asks meanwhile. */
  encode(kept: Kept, coding: Coding): Promise<Answer> {
    return (kept.underWay[coding] ??= this.#encode(kept, coding))
  }

  async #encode(kept: Kept, coding: Coding): Promise<Answer> {
    const bytes = await encode(Buffer.from(kept.body, 'latin1'), coding)
    const headers = { ...Object.fromEntries(pairsOf(kept.headers)), 'Content-Encoding': coding }
    const answer = answerOf(bytes, tagIn(coding, kept.tag), headers)
    kept.encoded[coding] = answer
    // Put in anew, so that its bytes are counted; unless it was dropped or replaced meanwhile.
    if (this.#answers.peek(kept.key) === kept) {
      this.#answers.delete(kept.key)
      this.#answers.set(kept.key, kept)
    }
    return answer
  }

  /** Lets others wait for an answer that is being made; one that was not good enough to be kept, each makes for himself. */
  begin(operation: Cacheable, caller: Caller, contentVersion: number, url: string, answer: Promise<unknown>): void {
    if (!isCacheable(operation, caller)) return
    const key = this.#key(operation, caller, contentVersion, url)
    this.#underWay.set(key, answer)
    const end = () => void this.#underWay.delete(key)
    answer.then(end, end)
  }

  #key(operation: Cacheable, caller: Caller, contentVersion: number, url: string): string {
    let digest = this.#digests.get(caller)
    if (digest === undefined) {
      digest = this.#digest(caller)
      this.#digests.set(caller, digest)
    }
    return `${operation.id} ${digest} ${contentVersion} ${url}`
  }
}

/** Published views of one environment, whose version is part of the stamp. */
function isCacheable(operation: Cacheable, { principal, barred }: Caller): boolean {
  return (
    barred === null &&
    operation.surface === 'delivery' &&
    operation.answers === undefined &&
    operation.unshared === undefined &&
    principal.environmentId !== null &&
    kinds[principal.kind].delivers === 'published'
  )
}

function answerOf(bytes: Buffer, tag: string, headers: Readonly<Record<string, string>>): Answer {
  const all = { ...headers, ETag: tag, 'Content-Length': String(bytes.length) }
  return { body: bytes.toString('latin1'), tag, headers: Object.entries(all).flat() }
}

/** Headers as they are written, in pairs. */
export function* pairsOf(headers: readonly string[]): Generator<[string, string]> {
  for (let at = 0; at < headers.length; at += 2) yield [headers[at] ?? '', headers[at + 1] ?? '']
}

/** What an entry of the cache holds, in bytes; the rest of it is about as large for all. */
function bytesOf({ body, encoded }: Kept, key: string): number {
  return Object.values(encoded).reduce((sum, answer) => sum + answer.body.length + 200, body.length + key.length + 200)
}
