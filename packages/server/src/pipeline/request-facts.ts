import type { FastifyRequest } from 'fastify'
import type { RequestFacts } from './implementation.ts'

/** A header by its name in lower case; null where it was not sent once. */
export function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

/** Where a request comes from; `id` is new for each. */
export function factsOf(request: FastifyRequest, id: string): RequestFacts {
  const header = (name: string) => headerOf(request, name)
  return {
    id,
    method: request.method,
    url: request.url,
    host: request.host,
    network: request.ip,
    userAgent: header('user-agent'),
    ifMatch: header('if-match'),
    ifNoneMatch: header('if-none-match'),
    range: header('range'),
    ifRange: header('if-range'),
    idempotencyKey: header('idempotency-key'),
  }
}
