import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnswerCache, Cacheable, Kept } from './answer-cache.ts'
import type { Authenticated } from './authenticate.ts'
import { preferredCoding, refusesIdentity } from './content-coding.ts'
import type { Manner } from './manner.ts'
import { sendAnswer } from './send.ts'

/** A request whose answer may be kept. */
export interface Asking {
  readonly what: Cacheable
  /** What the answer is kept under, besides what decides it. */
  readonly url: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly authenticated: Authenticated
  readonly manner: Manner | null
  /** Counts the request where it is answered by what is kept. */
  readonly recordKept: () => void
}

interface Parts {
  readonly answers: AnswerCache
}

/** Sends the answer that is kept, that of whoever asks for the same just now, or one that is made. */
export function answerOnce(parts: Parts, asking: Asking, make: () => Promise<unknown>): unknown {
  const { answers } = parts
  const { what, url } = asking
  const { caller, contentVersion } = asking.authenticated
  const found = answers.find(what, caller, contentVersion, url)
  if (found instanceof Promise) {
    const again = () => {
      const kept = answers.find(what, caller, contentVersion, url)
      return kept === undefined || kept instanceof Promise ? make() : sendKept(parts, asking, kept)
    }
    return found.then(again, again)
  }
  if (found !== undefined) return sendKept(parts, asking, found)
  const made = make()
  answers.begin(what, caller, contentVersion, url, made)
  return made
}

function sendKept({ answers }: Parts, asking: Asking, kept: Kept): unknown {
  const { request, reply, manner } = asking
  asking.recordKept()
  const { 'if-none-match': ifNoneMatch, 'accept-encoding': acceptEncoding } = request.headers
  const coding = preferredCoding(acceptEncoding) ?? 'identity'
  if (coding === 'identity') return sendAnswer(reply, kept, ifNoneMatch, kept.tag, manner)
  const encoded = answers.inCoding(kept, coding)
  if (encoded === null && refusesIdentity(acceptEncoding))
    return answers.encode(kept, coding).then((made) => sendAnswer(reply, made, ifNoneMatch, kept.tag, manner))
  return sendAnswer(reply, encoded ?? kept, ifNoneMatch, kept.tag, manner)
}
