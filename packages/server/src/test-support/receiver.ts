import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // Tests read bodies of many shapes; a wrong guess fails the test.
  readonly body: any
}

/** A server on loopback that is told things. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** The status of its answers, 204 to begin with. */
  status: number
  close(): void
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      received.push({ headers: request.headers, text, body: JSON.parse(text) })
      response.writeHead(receiver.status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    status: 204,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}
