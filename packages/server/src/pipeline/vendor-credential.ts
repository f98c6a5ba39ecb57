import { problems } from '@latchkey/contract/problems'
import type { CredentialPlace } from '@latchkey/dialect-kit/dialect'
import { type VendorQuery, withoutParameter } from '@latchkey/dialect-kit/vendor-query'
import type { FastifyRequest } from 'fastify'
import { type TokenCredential, invalidToken } from './credential.ts'
import { refuse } from './refusal.ts'

/** A token of a vendor's request, and the place where it was found: that says which kinds it may be of. */
export interface Found {
  readonly credential: TokenCredential
  readonly place: CredentialPlace
}

/** Where a request is looked through. */
export interface Places {
  readonly places: readonly CredentialPlace[]
  readonly query: VendorQuery
  readonly request: FastifyRequest
}

/** The token of a request. One that is given twice, or in two places, is none: which of them counts would be a guess. */
export function credentialIn({ places, query, request }: Places): Found {
  const found = countingOf(places, request).flatMap((place) =>
    valuesIn(place, query, request).map((text) => ({ place, text })),
  )
  const [only, ...others] = found
  if (only === undefined) throw refuse(problems.missingToken)
  if (others.length > 0 || only.text === null || only.text.length >= 512) throw invalidToken()
  return { credential: { text: only.text, via: 'bearer' }, place: only.place }
}

/** The one place in which a request has something, whatever that is; null where there is none, or where there are several. */
export function placeIn({ places, query, request }: Places): CredentialPlace | null {
  const [only, ...others] = countingOf(places, request).filter((place) => valuesIn(place, query, request).length > 0)
  return only === undefined || others.length > 0 ? null : only
}

/** The places that count: one that yields to a header does not where that is there. */
function countingOf(places: readonly CredentialPlace[], { headers }: FastifyRequest): readonly CredentialPlace[] {
  return places.filter(
    (place) => place.in === 'query' || place.yieldsTo === undefined || headers[place.yieldsTo] === undefined,
  )
}

/** The query without tokens. */
export function withoutCredentials(places: readonly CredentialPlace[], query: VendorQuery): VendorQuery {
  return places.reduce((rest, place) => (place.in === 'query' ? withoutParameter(rest, place.parameter) : rest), query)
}

/** Headers in which tokens come. */
export function credentialHeaders(places: readonly CredentialPlace[]): readonly string[] {
  return places.flatMap((place) => (place.in === 'header' ? [place.header] : []))
}

/** What stands in a place; null for what is no token as it has to be written there. */
function valuesIn(place: CredentialPlace, query: VendorQuery, { raw }: FastifyRequest): readonly (string | null)[] {
  if (place.in === 'query') return query.filter(([name]) => name === place.parameter).map(([, value]) => value)
  // Of some headers Node keeps the first alone; here stands what was sent.
  const values = raw.rawHeaders.filter(
    (_, index, all) => all[index - 1]?.toLowerCase() === place.header && index % 2 === 1,
  )
  return values.map((value) => {
    const [first = '', ...rest] = value.trim().split(/ +/)
    const [scheme, text] = rest.length === 0 ? ['', first] : [first, rest.join(' ')]
    return place.schemes.some((each) => each.toLowerCase() === scheme.toLowerCase()) ? text : null
  })
}
