import type { TestDatabases } from '../database/test-databases.ts'
import type { AppOptions } from '../app.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'
import { openTestApp, type TestApp } from './test-app.ts'
import { fromBase32, totpCode, totpStep } from '../features/factors/totp.ts'

export const minute = 60_000
export const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
export const host = 'localhost:4010'
export const origin = `http://${host}`

/** An app, and somebody with a password who is logged in. */
export interface FactorApp extends TestApp {
  readonly person: { readonly id: string; readonly token: string }
  readonly login: (body?: object) => ReturnType<TestApp['call']>
  /** Makes the app of Ada's phone: answers its code at a moment, and the recovery codes. */
  readonly addTotp: () => Promise<{ code: (at?: number) => string; recoveryCodes: readonly string[] | null }>
  readonly addPasskey: (settings?: {
    verifiesPerson?: boolean
  }) => Promise<{ id: string; authenticator: SoftwareAuthenticator }>
}

export async function openFactorApp(
  databases: TestDatabases,
  settings: Partial<AppOptions['settings']> = {},
): Promise<FactorApp> {
  const app = await openTestApp(databases, { settings })
  const { id } = await app.expect(201, 'POST', '/api/v1/users', { body: ada })
  const login = (body: object = {}) =>
    app.call('POST', '/api/v1/session', {
      token: null,
      headers: { host },
      body: { email: ada.email, password: ada.password, ...body },
    })
  const { body } = await login()
  const person = { id, token: body.secret }
  const by = { token: person.token, headers: { host } }
  return {
    ...app,
    person,
    login,
    addTotp: async () => {
      const { secret } = await app.expect(201, 'POST', '/api/v1/account/factors/totp', by)
      const code = (at = app.clock.now) => totpCode(fromBase32(secret), totpStep(at))
      const confirmed = await app.expect(200, 'POST', '/api/v1/account/factors/totp/confirm', {
        ...by,
        body: { code: code() },
      })
      // The code that confirmed it was its step's.
      app.clock.now += 30_000
      return { code, recoveryCodes: confirmed.recovery_codes }
    },
    addPasskey: async ({ verifiesPerson = true } = {}) => {
      const authenticator = new SoftwareAuthenticator({ origin, verifiesPerson })
      const { challenge, passkey } = await app.expect(201, 'POST', '/api/v1/account/factors/passkeys/options', by)
      const made = await app.expect(201, 'POST', '/api/v1/account/factors/passkeys', {
        ...by,
        body: { challenge, name: 'Phone', passkey: authenticator.create(passkey) },
      })
      return { id: made.id, authenticator }
    },
  }
}
