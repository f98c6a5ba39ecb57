import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider, { type Context } from 'oidc-provider'

/** A real OpenID Connect provider on loopback, at which people sign in without being asked. */
export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is sitting at the browser, and what the provider says about him. */
  person: { readonly sub: string; readonly [claim: string]: unknown }
  /** Goes where a browser would go, and answers the query with which the provider sends it back. */
  visit(authorizationUrl: string): Promise<string>
}

/** Opens a provider that sends people back to `redirectUri`; it ends with the process. */
export async function openTestProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The provider does not listen.')
  const issuer = `http://127.0.0.1:${address.port}`
  const state: TestProvider = {
    issuer,
    clientId: 'latchkey',
    clientSecret: 'the secret of the client, kept by the server',
    person: { sub: 'nobody' },
    visit: (url) => visit(url, redirectUri),
  }
  const provider = new Provider(issuer, configurationOf(state, redirectUri))
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/') ?? false
    void (isInteraction
      ? provider.interactionFinished(request, response, { login: { accountId: state.person.sub } })
      : answer(request, response))
  })
  // It serves every block of a file, and keeps no process alive.
  server.unref()
  return state
}

function configurationOf(state: TestProvider, redirectUri: string): object {
  return {
    clients: [
      {
        client_id: state.clientId,
        client_secret: state.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => state.person }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const of = { clientId: oidc.client.clientId, accountId: oidc.session.accountId }
      const grant = new oidc.provider.Grant(of)
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

/** Follows redirects as a browser with cookies of its own does. */
async function visit(authorizationUrl: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let url = authorizationUrl, hops = 0; hops < 10; hops += 1) {
    if (url.startsWith(redirectUri)) return new URL(url).search.slice(1)
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const text of response.headers.getSetCookie()) {
      const [name = '', value = ''] = text.split(';', 1)[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider answers ${response.status}: ${await response.text()}`)
    url = new URL(location, url).href
  }
  throw new Error('The provider redirects for ever.')
}
