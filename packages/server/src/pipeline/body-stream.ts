import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'

/** How long the body of a request may take to arrive, in milliseconds; that of a file, as long as the server waits for any request. */
const bodyMsMax = 30_000
/** How long somebody who was refused may go on sending, in milliseconds: long enough to hear of it. */
const lingerMs = 2000

/** Ends a request whose body does not arrive in time. Node's own limit is one for all requests, and has to let files through. */
export function limitBodyTime({ raw }: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const timer = setTimeout(() => raw.destroy(), bodyMsMax).unref()
  const arrived = () => clearTimeout(timer)
  raw.once('end', arrived).once('close', arrived)
  reply.raw.once('finish', arrived)
  done()
}

/** Waits for what the body of a request begins with, and ends the request where that does not arrive in time. */
export async function beginningOf<Value>({ raw }: FastifyRequest, beginning: Promise<Value>): Promise<Value> {
  const timer = setTimeout(() => raw.destroy(), bodyMsMax).unref()
  try {
    return await beginning
  } finally {
    clearTimeout(timer)
  }
}

/** A route whose handler gets the body as a stream, of which nothing was read. */
export function registerUpload(server: FastifyInstance, route: RouteOptions): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => {
      done(null, payload)
    })
    scope.route(route)
  })
}

/** Answers a request of which not all was read: the rest is let go, for a moment, and the connection with it. */
export function endUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete || raw.destroyed) return
  reply.header('Connection', 'close')
  raw.unpipe()
  raw.resume()
  raw.on('error', () => {})
  const timer = setTimeout(() => raw.destroy(), lingerMs).unref()
  raw.once('close', () => clearTimeout(timer))
}
