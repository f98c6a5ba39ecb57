import type { IncomingHttpHeaders } from 'node:http'
import type { Surface } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { Refusal, refuse } from './refusal.ts'

/** The text of a token, and the place in the request where it counts. */
export interface TokenCredential {
  readonly text: string
  readonly via: 'bearer' | 'cookie'
}

/** A URL that was signed here: it stands for the token that has signed it, at that URL alone. */
export interface Signature {
  readonly via: 'signature'
  readonly tokenId: string
}

export type Credential = TokenCredential | Signature

/** What a scheme looks at. */
export interface CredentialSource {
  readonly method: string
  readonly host: string
  readonly headers: IncomingHttpHeaders
}

/** What a scheme finds: a credential to be verified, a reason to refuse the request, or nothing that is its own. */
export type Presented = TokenCredential | Refusal | 'not-mine'

export type CredentialScheme = (source: CredentialSource, surface: Surface) => Presented

/** The credential of a request: the first scheme that does not say `not-mine` decides. Refused with missing-token when all say so. */
export function credentialOf(
  schemes: readonly CredentialScheme[],
  source: CredentialSource,
  surface: Surface,
): TokenCredential {
  for (const scheme of schemes) {
    const presented = scheme(source, surface)
    if (presented instanceof Refusal) throw presented
    if (presented !== 'not-mine') return presented
  }
  throw refuse(problems.missingToken)
}

/** `Authorization: Bearer …`. Whoever sends it means it: it counts before what a browser adds by itself. */
export const bearerScheme: CredentialScheme = ({ headers: { authorization } }) => {
  if (authorization === undefined) return 'not-mine'
  if (authorization.length >= 512 || !/^bearer /i.test(authorization)) return invalidToken()
  return { text: authorization.slice('bearer '.length).trim(), via: 'bearer' }
}

/** The same words for every reason. */
export function invalidToken(): Refusal {
  return refuse(problems.invalidToken)
}
