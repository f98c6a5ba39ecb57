import { unsealFor } from '@latchkey/tokens/seal'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { problems } from '@latchkey/contract/problems'
import { LRUCache } from 'lru-cache'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  fetchUserInfo,
  None,
} from 'openid-client'
import { OutgoingFailure } from '../../outgoing/outgoing-failure.ts'
import type { OutgoingFetch } from '../../outgoing/outgoing-fetch.ts'
import { Refusal, refuse } from '../../pipeline/refusal.ts'
import type { ConnectionRow } from './queries.ts'
import { storedScopes } from './render.ts'

/** How long what a provider says about itself is believed, in milliseconds. */
const discoveryMs = 10 * 60 * 1000

/** What is asked of a provider, and of what it sends back. */
export interface Exchange {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirectUri: string
}

/** The providers of the organizations. Every request to one goes the checked way out of the server. */
export class Providers {
  readonly #outgoing: OutgoingFetch
  readonly #ring: KeyRing
  readonly #known = new LRUCache<string, Configuration>({ max: 100, ttl: discoveryMs })

  constructor(outgoing: OutgoingFetch, ring: KeyRing) {
    this.#outgoing = outgoing
    this.#ring = ring
  }

  /** Where the browser has to go. */
  async authorizationUrl(connection: ConnectionRow, exchange: Exchange): Promise<string> {
    const configuration = await this.#discover(connection)
    return buildAuthorizationUrl(configuration, {
      redirect_uri: exchange.redirectUri,
      scope: storedScopes(connection).join(' '),
      state: exchange.state,
      nonce: exchange.nonce,
      code_challenge: await calculatePKCECodeChallenge(exchange.verifier),
      code_challenge_method: 'S256',
    }).href
  }

  /**
   * Takes what the provider has sent back, and answers its claims about the person. `answer` is the query of the redirect.
   *
   * Refuses with sign-in-refused what does not fit: another state, issuer, nonce or audience, a code that was used, a
   * signature that is not the provider's.
   */
  async claims(connection: ConnectionRow, answer: string, exchange: Exchange): Promise<Record<string, unknown>> {
    const configuration = await this.#discover(connection)
    const url = new URL(exchange.redirectUri)
    url.search = answer
    try {
      const tokens = await authorizationCodeGrant(configuration, url, {
        expectedState: exchange.state,
        expectedNonce: exchange.nonce,
        pkceCodeVerifier: exchange.verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('There is no ID token, which was expected.')
      if (configuration.serverMetadata().userinfo_endpoint === undefined) return { ...claims }
      // A provider may keep address and name to itself until it is asked for them.
      return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
    } catch (error) {
      if (failureOf(error) !== null) throw unreachable(error)
      throw refuse(problems.signInRefused, 'What the provider has sent back does not fit this sign-in: begin again.')
    }
  }

  async #discover(connection: ConnectionRow): Promise<Configuration> {
    const key = `${connection.organization_id} ${connection.version} ${connection.updated_at}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    // oxlint-disable-next-line typescript/no-deprecated -- for a provider on this very machine; isIssuer takes no other http.
    const execute = connection.issuer.startsWith('http:') ? [allowInsecureRequests] : []
    try {
      const options = { [customFetch]: this.#fetch, execute }
      const found = await discovery(new URL(connection.issuer), connection.client_id, undefined, None(), options)
      const metadata = found.serverMetadata()
      const auth = this.#authenticationFor(connection, metadata.token_endpoint_auth_methods_supported)
      const configuration = new Configuration(metadata, connection.client_id, undefined, auth)
      configuration[customFetch] = this.#fetch
      // oxlint-disable-next-line typescript/no-deprecated -- the same.
      for (const each of execute) each(configuration)
      this.#known.set(key, configuration)
      return configuration
    } catch (error) {
      throw unreachable(error)
    }
  }

  /** How the server proves to the provider that it is its client. Without a word of the provider: OpenID Connect Core 9. */
  #authenticationFor(connection: ConnectionRow, methods: readonly string[] = ['client_secret_basic']): ClientAuth {
    if (connection.client_secret_sealed === null) return None()
    const unsealed = unsealFor(this.#ring, secretName(connection.organization_id), connection.client_secret_sealed)
    if (!unsealed.ok) {
      throw refuse(problems.conflict, 'The key that the client’s secret was sealed with is not in the key ring.')
    }
    const secret = unsealed.secret.expose()
    return methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  }

  #fetch: CustomFetch = async (url, { method, headers, body }) => {
    const text = body instanceof URLSearchParams ? body.toString() : (body ?? '')
    if (typeof text !== 'string') throw new Error('A provider is sent forms and texts alone.')
    const answer = await this.#outgoing(url, { method, headers, ...(text !== '' && { body: text }) })
    const bodyless = answer.status === 204 || answer.status === 304
    return new Response(bodyless ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

/** What the sealed secret of an organization's client is bound to. */
export function secretName(organizationId: string): string {
  return `sso-client.${organizationId}`
}

/** The failure of a request to the provider behind an error; null where the provider was reached. */
function failureOf(error: unknown): OutgoingFailure | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutgoingFailure) return cause
  }
  return null
}

function unreachable(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const failure = failureOf(error)
  return refuse(
    problems.badGateway,
    failure === null
      ? 'The identity provider does not say what a provider of OpenID Connect says about itself.'
      : `The identity provider was not reached: ${failure.message}`,
  )
}
