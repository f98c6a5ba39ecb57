import type { StoredTerms } from '../../pipeline/terms.ts'
import { listed } from '@latchkey/tokens/grant-in-words'

/** From where and how fast a token may be used, in sentences: `Only from 203.0.113.0/24.` */
export function termsInWords({ rateLimit, networks, origins, cacheTtlSeconds }: StoredTerms): string[] {
  return [
    ...(networks === null ? [] : [`Only from ${listed(networks, 'or')}.`]),
    ...(origins === null ? [] : [`Only in pages of ${listed(origins, 'or')}.`]),
    ...(cacheTtlSeconds === 0
      ? []
      : [
          `Caches that the space lets keep its answers may hand them out for ${cacheTtlSeconds} s, also after it was revoked.`,
        ]),
    ...(rateLimit === null ? [] : [`At most ${rateLimit.requests} requests a ${rateLimit.per}.`]),
  ]
}
