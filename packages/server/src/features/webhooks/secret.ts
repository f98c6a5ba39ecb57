import type { KeyRing } from '@latchkey/tokens/key-ring'
import { type Random, take } from '@latchkey/tokens/random'
import { sealFor, unsealFor } from '@latchkey/tokens/seal'
import { Secret } from '@latchkey/tokens/secret'
import type { WebhookRow } from './queries.ts'

const secretBytes = 32

/** A signing secret: `whsec_` and base64, as Standard Webhooks writes them. */
export function newSigningSecret(random: Random): Secret {
  return new Secret(`whsec_${Buffer.from(take(random, secretBytes)).toString('base64')}`)
}

export function sealSigningSecret(ring: KeyRing, webhookId: string, secret: Secret, random: Random): string {
  return sealFor(ring.current, nameOf(webhookId), secret, random)
}

/** The secrets that sign now: the current one first, then the one before it while its grace lasts. Empty when no key of the ring opens them. */
export function signingSecrets(ring: KeyRing, webhook: WebhookRow, now: number): readonly Secret[] {
  const { id, secret_sealed, previous_sealed, previous_until } = webhook
  const graced = previous_sealed !== null && previous_until !== null && now < previous_until ? [previous_sealed] : []
  return [secret_sealed, ...graced].flatMap((sealed) => {
    const opened = unsealFor(ring, nameOf(id), sealed)
    return opened.ok ? [opened.secret] : []
  })
}

function nameOf(webhookId: string): string {
  return `webhook.${webhookId}`
}
