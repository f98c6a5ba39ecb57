import { type Answer, type CallOptions, openTestApp, type TestApp } from './test-app.ts'
import type { TestDatabases } from '../database/test-databases.ts'
import { openTestProvider, type TestProvider } from './test-provider.ts'

const host = 'localhost:4010'
export const redirectUri = `http://${host}/sso/callback`
/** What a page of the studio sends along. */
export const studio = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'latchkey-studio': '1' }

export const organization = '/api/v1/organizations/default'
export const ada = { sub: 'u-ada', email: 'ada@example.com', email_verified: true, name: 'Ada' }

/** A server whose organization `default` signs in at a real provider, for `example.com`. */
export interface SignOn extends TestApp {
  readonly provider: TestProvider
  /** Changes the connection. */
  configure(change?: object): Promise<void>
  begin(body?: object): Promise<{ readonly authorization_url: string; readonly binding: string }>
  finish(binding: string, answer: string): Promise<Answer>
  /** From the first click to the answer. */
  signOn(): Promise<Answer>
  /** Signs in, and answers the cookie as requests carry it. */
  cookie(): Promise<string>
}

let provider: TestProvider | null = null

export async function openSignOn(databases: TestDatabases, change: object = {}): Promise<SignOn> {
  const app = await openTestApp(databases, { settings: { outgoingAllow: ['127.0.0.1'] } })
  const at = (provider ??= await openTestProvider(redirectUri))
  at.person = ada
  const studioCall = (method: string, path: string, options: CallOptions) =>
    app.call(method, path, { token: null, headers: studio, ...options })
  const configure = async (more: object = {}) => {
    const body = { issuer: at.issuer, client_id: at.clientId, client_secret: at.clientSecret, ...change, ...more }
    await app.expect(200, 'PUT', `${organization}/sso`, { body })
  }
  await app.expect(201, 'POST', `${organization}/domains`, { body: { domain: 'example.com' } })
  await app.expect(200, 'POST', `${organization}/domains/example.com/confirm`)
  await configure()
  const begin = async (body?: object) => {
    const answer = await studioCall('POST', '/api/v1/sso/begin', { body: body ?? { organization: 'default' } })
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.body
  }
  const finish = (binding: string, answer: string) =>
    studioCall('POST', '/api/v1/sso/finish', { body: { binding, answer } })
  const signOn = async () => {
    const { authorization_url, binding } = await begin()
    return finish(binding, await at.visit(authorization_url))
  }
  return {
    ...app,
    provider: at,
    configure,
    begin,
    finish,
    signOn,
    cookie: async () => {
      const { status, headers, text } = await signOn()
      if (status !== 201) throw new Error(text)
      return `${headers['set-cookie']}`.split(';', 1)[0] ?? ''
    },
  }
}

/** A request of a page of the studio, with its cookie. */
export function withCookie(cookie: string, more: CallOptions = {}): CallOptions {
  return { token: null, ...more, headers: { ...studio, cookie } }
}
