import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; set by registerRoutes. */
    operation?: string
  }
}

/** Of the process, however many servers it holds: made once, since what collects them never stops. */
let ofProcess: Registry | null = null

function processMetrics(): Registry {
  if (ofProcess === null) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

/**
 * Counts and times every answer by operation and status, and serves that at `/metrics` in the Prometheus text format.
 *
 * Not one of the API's operations: it needs no token, and says nothing about what a request named or who sent it. Keep it
 * from the public by the proxy in front, as is usual.
 */
export function registerMetrics(server: FastifyInstance): void {
  const registry = new Registry()
  const durations = new Histogram({
    name: 'latchkey_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  // Finding a series by its labels costs more than adding to it.
  const series = new Map<string, { observe(seconds: number): void }>()
  server.addHook('onResponse', (request, reply, done) => {
    const operation = request.routeOptions.config.operation ?? 'none'
    const status = String(reply.statusCode)
    const key = `${operation} ${status}`
    let one = series.get(key)
    if (one === undefined) {
      one = durations.labels(operation, status)
      series.set(key, one)
    }
    one.observe(reply.elapsedTime / 1000)
    done()
  })
  const all = Registry.merge([processMetrics(), registry])
  server.get('/metrics', async (_request, reply) =>
    reply
      .header('Content-Type', all.contentType)
      .header('Cache-Control', 'no-store')
      .send(await all.metrics()),
  )
}
