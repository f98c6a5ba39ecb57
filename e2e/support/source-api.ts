import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a source answers: JSON, or the bytes of a file. */
export interface SourceAnswer {
  readonly status?: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

/**
 * Serves another platform's API on loopback: what `answer` says of a path, 404 where it says nothing. Busy at every fifth
 * request. Files at `/files/…` are nobody's secret, as at the vendors.
 */
export async function serveSource(
  answer: (url: URL, headers: IncomingHttpHeaders) => SourceAnswer | undefined,
  fileAt: (path: string) => Buffer | undefined,
) {
  let requests = 0
  const answerTo = (url: URL, headers: IncomingHttpHeaders): SourceAnswer => {
    const bytes = url.pathname.startsWith('/files/') ? fileAt(url.pathname.slice('/files/'.length)) : undefined
    if (bytes !== undefined) return { body: bytes }
    requests += 1
    if (requests % 5 === 0) return { status: 429, body: { error: 'Busy.' }, headers: { 'retry-after': '0' } }
    return answer(url, headers) ?? { status: 404, body: { error: 'There is no such thing.' } }
  }
  const server = createServer((request, response) => {
    const { status = 200, body, headers } = answerTo(new URL(request.url ?? '', 'http://localhost'), request.headers)
    const bytes = body instanceof Buffer
    response.writeHead(status, { 'content-type': bytes ? 'application/octet-stream' : 'application/json', ...headers })
    response.end(bytes ? body : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
