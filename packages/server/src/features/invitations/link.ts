import { createHash } from 'node:crypto'
import { Secret } from '@latchkey/tokens/secret'
import type { Random } from '@latchkey/tokens/random'

/** How long an invitation can be accepted, in milliseconds. */
export const invitationMs = 7 * 24 * 60 * 60 * 1000

/** The secret of a link, and what is stored of it. */
export interface Link {
  readonly secret: Secret
  readonly hash: string
}

export function newLink(random: Random): Link {
  const text = Buffer.from(random(24)).toString('base64url')
  return { secret: new Secret(text), hash: linkHash(text) }
}

export function linkHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
