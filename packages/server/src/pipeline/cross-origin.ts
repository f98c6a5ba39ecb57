import { prefixes } from '@latchkey/contract/operation'

// https://fetch.spec.whatwg.org/#http-cors-protocol, read 2026-11-23

/**
 * Lets pages of any origin read deliveries: a public key sits in a page, and the page has an origin of its own.
 *
 * Safe because the token in `Authorization` is all that counts there: no cookie is read, so a browser adds nothing by itself.
 */
export const anyOrigin = { 'Access-Control-Allow-Origin': '*' } as const

/** What a browser asks before it sends a token along. It may remember the answer for a day. */
export const preflightAnswer = {
  ...anyOrigin,
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'Authorization, If-None-Match',
  'Access-Control-Max-Age': '86400',
} as const

/** Whether a URL is of the delivery API, the one surface that other origins may read. */
export function isDelivery(url: string): boolean {
  return url.startsWith(`${prefixes.delivery}/`)
}
