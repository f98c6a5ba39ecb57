import { pipeline as flow, Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type Answer, pairsOf } from './answer-cache.ts'
import { inManner, type Manner } from './manner.ts'
import { deliveredHeaders, heldTag, type Response } from './respond.ts'

/** Written to the socket directly: what Fastify does to an answer on its way would cost as much as all the rest. */
export function sendAnswer(
  reply: FastifyReply,
  { body, headers }: Answer,
  ifNoneMatch: string | undefined,
  tag: string,
  manner: Manner | null,
): FastifyReply {
  reply.hijack()
  const held = ifNoneMatch === undefined ? null : heldTag(ifNoneMatch, tag)
  if (held !== null) {
    reply.raw.writeHead(304, inManner(deliveredHeaders(held), manner, true)).end()
  } else if (manner !== null) {
    reply.raw.writeHead(200, inManner(Object.fromEntries(pairsOf(headers)), manner, true)).end(body, 'latin1')
  } else {
    reply.raw.writeHead(200, [...headers]).end(body, 'latin1')
  }
  return reply
}

export function send(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  return reply
    .code(status)
    .headers(headers)
    .send(body ?? undefined)
}

/** Written to the socket as it is read: of a file, no more than a few chunks are in memory, whatever its size. */
export function sendFile(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  reply.hijack()
  reply.raw.writeHead(status, headers)
  // A reader who leaves, and storage that fails on the way, end the connection: what was sent is no whole file then.
  if (body instanceof Readable) flow(body, reply.raw, () => {})
  else reply.raw.end(body)
  return reply
}
