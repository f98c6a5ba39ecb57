import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Problem } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import { refuse } from './refusal.ts'
import { problemOf } from './respond.ts'

/** What Node's parser says of a request that never becomes one. */
const known: ReadonlyMap<string, Problem> = new Map([
  ['HPE_HEADER_OVERFLOW', problems.headersTooLarge],
  ['ERR_HTTP_REQUEST_TIMEOUT', problems.requestTimeout],
])

/**
 * Answers what is no HTTP request, such as a header with a line break in it, with a problem document like everything else,
 * and hangs up. What was sent is neither answered nor logged: it may hold a token.
 */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket, requestId: string): void {
  // Nobody is there any more; or an earlier answer may still be on its way, with no room for another in its middle.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const { status, document } = problemOf(refuse(known.get(error.code ?? '') ?? problems.malformedRequest), requestId)
  const body = JSON.stringify(document)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
