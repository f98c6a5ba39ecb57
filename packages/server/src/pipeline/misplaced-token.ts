import { problems } from '@latchkey/contract/problems'
import { tokenPattern, tokenStart } from '@latchkey/tokens/text'
import type { FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import { refuse } from './refusal.ts'
import { otherCookies, studioOrigin } from './studio-cookie.ts'

const token = new RegExp(tokenPattern)

/** What of a request is looked at. */
export interface Suspect {
  /** As far as no token belongs into it. */
  readonly url: string
  /** Its body is about tokens, and may hold their texts. */
  readonly holdsTokens: boolean
}

/**
 * A token in any place but those where it counts ends up in logs, histories and rows: the request is refused, and its text
 * goes nowhere. Bodies that are about tokens are the one exception; what a form says besides its file is looked at where it is read.
 */
export function refuseMisplacedToken(
  { settings }: Pick<Services, 'settings'>,
  { headers, host, body }: Pick<FastifyRequest, 'headers' | 'host' | 'body'>,
  { url, holdsTokens }: Suspect,
): void {
  const cookies = headers.cookie && otherCookies(headers.cookie, studioOrigin(settings.publicUrl, host))
  const texts = [url.includes('%') ? percentDecoded(url) : url, cookies, headers['idempotency-key']]
  if (texts.some(holdsToken) || (!holdsTokens && body instanceof Buffer && bodyHoldsToken(body)))
    throw refuse(problems.misplacedToken)
}

/** Whether the text of a token stands somewhere in a text. */
export function holdsToken(text: unknown): boolean {
  return typeof text === 'string' && text.includes(tokenStart) && token.test(text)
}

/** JSON may write each character of a token as it is, or by its number. */
function bodyHoldsToken(body: Buffer): boolean {
  const hasNumbers = body.includes('\\u00')
  if (!hasNumbers && !body.includes(tokenStart)) return false
  const text = body.toString('latin1')
  return holdsToken(hasNumbers ? text.replaceAll(/\\u00([3-7][0-9a-fA-F])/g, characterOf) : text)
}

/** Byte by byte, so that nothing in a query can keep it from being read; tokens are ASCII. */
function percentDecoded(url: string): string {
  return url.replaceAll(/%([0-9a-f]{2})/gi, characterOf)
}

function characterOf(_escape: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
