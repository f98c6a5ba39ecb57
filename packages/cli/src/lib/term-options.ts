import type { Request } from '@latchkey/client/operations'
import { parseRateLimit, type RateLimit } from '@latchkey/tokens/rate-limit'
import type { Command } from 'commander'
import { UsageError } from './exit-codes.ts'

/** How fast and from where a token may be used, as options say it. */
export interface TermOptions {
  readonly rateLimit?: string
  readonly networks?: readonly string[]
  readonly origins?: readonly string[]
  readonly cacheTtl?: string
}

type Terms = Pick<
  NonNullable<Request<'tokens.update'>['body']>,
  'rate_limit' | 'allowed_networks' | 'allowed_origins' | 'cache_ttl'
>

/** Gives a command the options of `TermOptions`. */
export function withTerms(command: Command): Command {
  return command
    .option('--rate-limit <rate>', 'how fast it may be used: 600/minute, "10/second burst 50", or none')
    .option('--networks <networks...>', 'networks that it may be used from: 203.0.113.0/24, or any')
    .option('--origins <origins...>', 'origins whose pages may use a delivery token: https://shop.example, or any')
    .option(
      '--cache-ttl <seconds>',
      'how long shared caches may keep what a delivery token reads, where the space lets them',
    )
}

/** The terms that were given; those that were not are left as they are. */
export function termsOf({ rateLimit, networks, origins, cacheTtl }: TermOptions): Terms {
  return {
    ...(rateLimit !== undefined && { rate_limit: rateLimit === 'none' ? null : readRate(rateLimit) }),
    ...(networks !== undefined && { allowed_networks: listOrAny(networks) }),
    ...(origins !== undefined && { allowed_origins: listOrAny(origins) }),
    ...(cacheTtl !== undefined && { cache_ttl: readSeconds(cacheTtl) }),
  }
}

/** The same of a token that is for servers only. */
export function serverTermsOf(options: TermOptions): Omit<Terms, 'allowed_origins' | 'cache_ttl'> {
  const { allowed_origins, cache_ttl, ...terms } = termsOf(options)
  if (allowed_origins !== undefined || cache_ttl !== undefined)
    throw new UsageError('Only a token that may sit in a page has --origins and --cache-ttl: leave them out.')
  return terms
}

function listOrAny(texts: readonly string[]): string[] | null {
  return texts.length === 1 && texts[0] === 'any' ? null : [...texts]
}

function readRate(text: string): RateLimit {
  const limit = parseRateLimit(text)
  if (limit === null)
    throw new UsageError(`--rate-limit ${text}: give a rate such as 600/minute, "10/second burst 50", or none.`)
  return limit
}

function readSeconds(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--cache-ttl ${text}: give seconds, up to a day, or 0.`)
  return Number(text)
}
