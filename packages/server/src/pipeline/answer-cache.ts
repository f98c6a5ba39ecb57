import type { Operation } from '@latchkey/contract/operation'
import { kinds } from '@latchkey/tokens/kinds'
import { LRUCache } from 'lru-cache'
import type { RequestFacts } from './implementation.ts'
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

/** Says what decides a caller's answers, so that callers of equal reach share them. */
export type ReachDigest = (caller: Caller) => string

/**
 * Answers of published views, kept by everything that decides them: reach, space, environment, content version, operation and URL.
 *
 * A changed grant changes the reach and a publish changes the version, so that nothing has to be taken out. Bounded by bytes.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, Answer>
  readonly #underWay = new Map<string, Promise<unknown>>()
  readonly #digests = new WeakMap<Caller, string>()
  readonly #digest: ReachDigest

  constructor(digest: ReachDigest, bytesMax = 32 * 1024 * 1024) {
    this.#digest = digest
    this.#answers = new LRUCache({
      maxSize: bytesMax,
      sizeCalculation: ({ body }, key) => body.length + key.length + 200,
    })
  }

  /** The answer to a URL for the caller: undefined when it has to be made, a promise while it is being made for somebody else. */
  find(
    operation: Operation,
    caller: Caller,
    contentVersion: number,
    url: string,
  ): Answer | Promise<unknown> | undefined {
    if (!isCacheable(operation, caller)) return undefined
    const key = this.#key(operation, caller, contentVersion, url)
    return this.#answers.get(key) ?? this.#underWay.get(key)
  }

  /** Keeps a good answer. `contentVersion` is the one that was read before the answer was made: an answer is never kept as newer than it is. */
  keep(operation: Operation, caller: Caller, contentVersion: number, request: RequestFacts, response: Response): void {
    const tag = response.headers['ETag']
    if (response.status !== 200 || response.body === null || tag === undefined || !isCacheable(operation, caller))
      return
    const body = (typeof response.body === 'string' ? Buffer.from(response.body) : response.body).toString('latin1')
    const headers = [...Object.entries(response.headers).flat(), 'Content-Length', String(body.length)]
    this.#answers.set(this.#key(operation, caller, contentVersion, request.url), { body, tag, headers })
  }

  /** Lets others wait for an answer that is being made; one that was not good enough to be kept, each makes for himself. */
  begin(operation: Operation, caller: Caller, contentVersion: number, url: string, answer: Promise<unknown>): void {
    if (!isCacheable(operation, caller)) return
    const key = this.#key(operation, caller, contentVersion, url)
    this.#underWay.set(key, answer)
    const end = () => void this.#underWay.delete(key)
    answer.then(end, end)
  }

  #key(operation: Operation, caller: Caller, contentVersion: number, url: string): string {
    let digest = this.#digests.get(caller)
    if (digest === undefined) {
      digest = this.#digest(caller)
      this.#digests.set(caller, digest)
    }
    return `${operation.id} ${digest} ${contentVersion} ${url}`
  }
}

/** Published views of one environment, whose version is part of the stamp. */
function isCacheable(operation: Operation, { principal }: Caller): boolean {
  return (
    operation.surface === 'delivery' &&
    principal.environmentId !== null &&
    kinds[principal.kind].delivers === 'published'
  )
}
