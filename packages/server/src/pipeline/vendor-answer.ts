import type { VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { VendorSurface } from '@latchkey/dialect-kit/dialect'
import type { FastifyRequest } from 'fastify'
import { anyOrigin } from './cross-origin.ts'
import { json, noStore, respondDelivered, type Response } from './respond.ts'
import { credentialHeaders } from './vendor-credential.ts'

/** Writes an answer that nobody keeps. */
export function writeAnswer(surface: VendorSurface, { status, headers, body, text }: VendorAnswer): Response {
  const common = { ...noStore, ...originsOf(surface), ...headers }
  if (text !== undefined) return { status, headers: common, body: text }
  if (body === null) return { status, headers: common, body: null }
  return { status, headers: { 'Content-Type': surface.mediaType ?? json, ...common }, body: JSON.stringify(body) }
}

/** The same for a route of published content: what is found may be kept by others, and is asked about every time. */
export function writeKept(surface: VendorSurface, answer: VendorAnswer, { headers }: FastifyRequest): Response {
  if (answer.status !== 200 || answer.text !== undefined) return writeAnswer(surface, answer)
  const ifNoneMatch = headers['if-none-match'] ?? null
  const delivered = respondDelivered(JSON.stringify(answer.body), { ifNoneMatch })
  const own = { ...(surface.mediaType !== undefined && { 'Content-Type': surface.mediaType }), ...originsOf(surface) }
  return { ...delivered, headers: { ...delivered.headers, ...own, ...answer.headers } }
}

function originsOf({ origins, exposes }: VendorSurface): Record<string, string> {
  return origins === 'any' ? { ...anyOrigin, 'Access-Control-Expose-Headers': exposes.join(', ') } : {}
}

/** What a browser asks beforehand. Its `*` stands for every header but `Authorization`: those in which tokens come are named. */
export function preflight(surface: VendorSurface): Response {
  const allowed = new Set(['HEAD', ...surface.routes.map(({ method }) => method)])
  const headers = {
    ...originsOf(surface),
    ...(surface.origins === 'any' && {
      'Access-Control-Allow-Methods': [...allowed].join(', '),
      'Access-Control-Allow-Headers': ['*', ...credentialHeaders(surface.credentials)].join(', '),
      'Access-Control-Max-Age': '86400',
    }),
  }
  return { status: 204, headers, body: null }
}
