import { createHmac } from 'node:crypto'
import type { Secret } from '@latchkey/tokens/secret'

/**
 * The headers by which a receiver knows that a message is ours, whole and fresh: `webhook-id`, `webhook-timestamp` in seconds, and
 * `webhook-signature`, `v1,` and base64 of HMAC-SHA-256 over id, timestamp and body, once for each secret.
 *
 * Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  secrets: readonly Secret[],
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
): Readonly<Record<string, string>> {
  const timestamp = Math.floor(now / 1000)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.expose().slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
