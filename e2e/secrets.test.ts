import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { fromBase32, totpCode, totpStep } from '@latchkey/server/features/factors/totp'
import type { Answer, CallOptions } from '@latchkey/server/test-support/test-app'
import { gzipSync } from 'node:zlib'
import { formOf } from '@latchkey/server/test-support/upload'
import { beforeAll, describe, expect, test } from 'vitest'
import { dumpOf, type Place, placesOf, secretOf, spellings, unpacked } from './support/canary.ts'
import { openRecordedApp, type RecordedApp } from './support/recorded-app.ts'
import { sendThrough } from './support/secret-channels.ts'

// R-5: every secret that there is goes through every channel, right and wrong; then everything that the server wrote or
// said is searched for it, in every spelling. It stands in the answers that are meant to hold it, and nowhere else.

const space = '/api/v1/spaces/shop'
const ownerEmail = 'owner@example.com'
const password = 'canary password ~ of the owner'
const newPassword = 'canary password ~ thereafter'
const wrongPassword = 'canary password ~ that is wrong'

test('a secret is found in each of its spellings', () => {
  const secret = 'Xk29ZpQw7Lm4RtY8vBn3CdF6gHj1KsA5'
  const written = (text: string): Place[] => [{ name: 'here', text: `… ${text} …` }]
  for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
    for (const around of ['', 'a', 'ab']) {
      const text = Buffer.from(`${around}${secret}${around}`).toString(encoding)
      expect([encoding, around, placesOf(secret, written(text))]).toEqual([encoding, around, ['here']])
    }
  }
  expect(placesOf(secret, written(encodeURIComponent(secret)))).toEqual(['here'])
  const bytes = [...Buffer.from(secret)].map((byte) => byte.toString(16))
  for (const each of ['%', '\\u00']) {
    const escaped = bytes.map((byte) => each + byte).join('')
    expect([each, placesOf(secret, written(escaped))]).toEqual([each, ['here']])
    expect(placesOf(secret, written(escaped.replaceAll(/[a-f]/g, (letter) => letter.toUpperCase())))).toEqual(['here'])
  }
  const packed = gzipSync(gzipSync(`{"it":"${secret}"}`)).subarray(0, -8)
  const places = unpacked({ name: 'file', text: `before${packed.toString('latin1')}` })
  expect(placesOf(secret, places)).toEqual(['file, unpacked at 6, unpacked at 0'])
  expect(placesOf(secret, written('something else'))).toEqual([])
  expect(spellings(password)).toContain(encodeURIComponent(password))
})

describeEachDatabase('a secret', (databases) => {
  let app: RecordedApp
  /** Every secret, with the number of the answers that may hold it. */
  const secrets = new Map<string, { readonly what: string; readonly allowed: Set<number> }>()
  let tokens: Readonly<Record<string, string>> = {}
  /** What went out by other ways than answers and the log. */
  const elsewhere: Place[] = []

  const call = (method: string, path: string, options?: CallOptions) => app.call(method, path, options)
  /** Keeps the secret of an answer that is meant to hold it. */
  const issued = (what: string, { status, body, text }: Answer): { readonly id: string; readonly secret: string } => {
    if (typeof body?.secret !== 'string') throw new Error(`${what} answered ${status} and no secret: ${text}`)
    const place = app.answers.length - 1
    const known = secrets.get(secretOf(body.secret))
    if (known) known.allowed.add(place)
    else secrets.set(secretOf(body.secret), { what, allowed: new Set([place]) })
    return { id: body.id ?? body.token.id, secret: body.secret }
  }

  beforeAll(async () => {
    app = await openRecordedApp(databases)
    const never = (what: string, secret: string) => secrets.set(secret, { what, allowed: new Set() })
    never('the set-up secret', app.setupSecret)
    for (const each of [password, newPassword, wrongPassword]) never(each, each)
    tokens = await issueEveryKind()
    await issueOthers()
    await useRightly()
    for (const token of Object.values(tokens)) await misplace(token)
    await app.flush()
    elsewhere.push(...(await sendThrough(app, tokens)))
    await endThem()
  }, 120_000)

  async function issueEveryKind() {
    const email = ownerEmail
    await call('POST', '/api/v1/setup', {
      body: { setup_secret: `${app.setupSecret}x`, email, name: 'O', password },
    })
    const { secret: first } = issued(
      'first session',
      await call('POST', '/api/v1/setup', { body: { setup_secret: app.setupSecret, email, name: 'Owner', password } }),
    )
    await call('POST', '/api/v1/session', { body: { email, password: wrongPassword } })
    await call('POST', '/api/v1/session', { body: { email: 'nobody@example.com', password: wrongPassword } })
    const { secret: session } = issued('session', await call('POST', '/api/v1/session', { body: { email, password } }))
    const change = { current_password: wrongPassword, password: newPassword }
    await call('PATCH', '/api/v1/account', { token: session, body: change })
    await call('PATCH', '/api/v1/account', { token: session, body: { ...change, current_password: password } })

    await call('POST', '/api/v1/spaces', { token: session, body: { slug: 'shop', name: 'Shop' } })
    const fields = [{ id: 'title', type: 'text', filterable: true }]
    await call('POST', `${space}/content-types`, { token: session, body: { slug: 'pages', fields } })
    const made: Record<string, string> = { first, session }
    const create = async (path: string, what: string, body: object) => {
      const options = { token: session, body: { name: what, ...body }, headers: { 'idempotency-key': what } }
      const { id, secret } = issued(what, await call('POST', path, options))
      made[what] = secret
      const replayed = await call('POST', path, options)
      expect(replayed.body).toMatchObject({ id, secret_shown: true })
      return id
    }
    const readable = [
      await create(`${space}/tokens`, 'delivery', { kind: 'delivery' }),
      await create(`${space}/tokens`, 'preview', { kind: 'preview' }),
    ]
    await create(`${space}/tokens`, 'management', { kind: 'management' })
    const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }]
    await create(`${space}/tokens`, 'api', { kind: 'api', grants })
    await create('/api/v1/installation/tokens', 'installation', { grants })
    await create('/api/v1/account/tokens', 'personal', { scope: { form: 'all' } })
    readable.push(
      await create(`${space}/tokens`, 'asset', { kind: 'asset' }),
      await create(`${space}/tokens`, 'theme', { kind: 'theme' }),
    )
    const { body: release } = await call('POST', `${space}/releases`, { token: session, body: { name: 'Autumn' } })
    readable.push(await create(`${space}/tokens`, 'release', { kind: 'release', releases: [release.id] }))
    for (const id of readable) {
      issued('reveal', await call('POST', `${space}/tokens/${id}/reveal`, { token: session }))
    }
    made['rotated'] = await renew(
      'management, rotated',
      `${space}/tokens/${made['management']!.split('_')[2]}/rotate`,
      session,
    )
    const old = { slug: 'archive', name: 'Archive', created_at: '2019-03-01T00:00:00.000Z' }
    await call('POST', '/api/v1/spaces', { token: session, body: old })
    const [access] = (await call('GET', '/api/v1/spaces/archive/tokens', { token: session })).body.items
    made['access'] = await renew('access, reset', `/api/v1/spaces/archive/tokens/${access.id}/reset`, session)
    return made
  }

  /** Gives a token another secret, and asks for the same again. */
  async function renew(what: string, path: string, token: string) {
    const options = { token, headers: { 'idempotency-key': what } }
    const { secret } = issued(what, await call('POST', path, options))
    expect((await call('POST', path, options)).body).toMatchObject({ secret_shown: true })
    return secret
  }

  /** Ends tokens by their text, as RFC 7009 has it, and uses them once more. */
  async function endThem() {
    for (const name of ['personal', 'api', 'rotated']) {
      const token = tokens[name]!
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await call('POST', '/api/v1/oauth/revoke', { headers, body: `token=${token}` })).status).toBe(200)
      expect((await call('GET', '/api/v1/session', { token })).status).toBe(401)
    }
    await app.flush()
  }

  /** The secrets that are no tokens: of webhooks, of a provider, of an app for codes, and of a link. */
  async function issueOthers() {
    const options = { token: tokens['session']! }
    const shown = (what: string, { body, status, text }: Answer): string => {
      if (typeof body?.secret !== 'string') throw new Error(`${what} answered ${status} and no secret: ${text}`)
      secrets.set(body.secret, { what, allowed: new Set([app.answers.length - 1]) })
      return body.secret
    }
    const hook = { name: 'x', url: 'https://hooks.example.com/', events: ['*'] }
    const made = await call('POST', `${space}/webhooks`, { ...options, body: hook })
    shown('webhook', made)
    shown(
      'webhook, rotated',
      await call('POST', `${space}/webhooks/${made.body.id}/rotate-secret`, { ...options, body: {} }),
    )
    const seed = shown('app for codes', await call('POST', '/api/v1/account/factors/totp', options))
    await call('POST', '/api/v1/account/factors/totp/confirm', { ...options, body: { code: '000000' } })
    await useRecoveryCodes(seed)

    const clientSecret = 'canary-client-secret-of-the-provider'
    secrets.set(clientSecret, { what: 'client secret', allowed: new Set() })
    const connection = { issuer: 'https://idp.example.com', client_id: 'x', client_secret: clientSecret }
    const { body: organizations } = await call('GET', '/api/v1/organizations', options)
    const sso = `/api/v1/organizations/${organizations.items[0].slug}/sso`
    expect((await call('PUT', sso, { ...options, body: connection })).status).toBe(200)
    await call('PUT', sso, { ...options, body: { ...connection, issuer: 'no address' } })

    await call('POST', '/api/v1/password-resets', { body: { email: 'owner@example.com' } })
    await app.runDue()
    const link = /^[\w-]{43}$/m.exec(app.letters.at(-1)?.text ?? '')?.[0]
    if (link === undefined) throw new Error('No letter holds a link.')
    secrets.set(link, { what: 'link', allowed: new Set() })
    for (const secret of [`${link}x`, link]) await call('POST', '/api/v1/email-changes/confirm', { body: { secret } })
    await call('POST', '/api/v1/password-resets/complete', { body: { secret: link, password: 'short' } })

    for (const path of [`${space}/webhooks`, `${space}/webhooks/${made.body.id}`, sso, '/api/v1/account/factors']) {
      expect((await call('GET', path, options)).status).toBe(200)
    }
  }

  /** Makes recovery codes, twice, and signs in by one: what is known of each stands in the answer that made it alone. */
  async function useRecoveryCodes(seed: string) {
    const options = { token: tokens['session']! }
    const made = ({ status, body, text }: Answer): readonly string[] => {
      if (status >= 300) throw new Error(`Recovery codes were answered with ${status}: ${text}`)
      const allowed = new Set([app.answers.length - 1])
      for (const code of body.recovery_codes) secrets.set(code, { what: 'recovery code', allowed })
      return body.recovery_codes
    }
    const code = totpCode(fromBase32(seed), totpStep(Date.now()))
    made(await call('POST', '/api/v1/account/factors/totp/confirm', { ...options, body: { code } }))
    const [first = '', second = ''] = made(await call('POST', '/api/v1/account/factors/recovery-codes', options))
    const signIn = async () => {
      const { body } = await call('POST', '/api/v1/session', { body: { email: ownerEmail, password: newPassword } })
      return body.challenge
    }
    const challenge = await signIn()
    for (const wrong of [`${first}x`, 'aaaaa-bbbbb']) {
      await call('POST', '/api/v1/session/second-factor', { body: { challenge, code: wrong } })
    }
    await call('POST', '/api/v1/session/second-factor', { body: { challenge: 'none', code: second } })
    const right = { body: { challenge: await signIn(), code: first } }
    issued('session by a code', await call('POST', '/api/v1/session/second-factor', right))
    await call('POST', '/api/v1/session/second-factor', right)
    expect((await call('GET', '/api/v1/account/factors', options)).status).toBe(200)
  }

  /** Asks with each token for everything that speaks about tokens. */
  async function useRightly() {
    for (const token of Object.values(tokens)) {
      for (const path of [
        '/api/v1/session',
        '/api/v1/account',
        '/api/v1/account/tokens',
        '/api/v1/account/sessions',
        `${space}/tokens`,
        `${space}/activity`,
        `${space}/entries`,
        '/delivery/v1/spaces/shop/content/pages',
        '/api/v1/catalogue',
      ]) {
        await call('GET', path, { token })
      }
    }
    const { body } = await call('GET', `${space}/tokens`, { token: tokens['session']! })
    for (const { id } of body.items) {
      for (const options of [
        ['GET', ''],
        ['POST', '/deactivate'],
        ['POST', '/activate'],
      ] as const) {
        await call(options[0], `${space}/tokens/${id}${options[1]}`, { token: tokens['session']! })
      }
    }
  }

  /** Sends a token where no token belongs, as people do. */
  async function misplace(token: string) {
    const session = tokens['session']!
    const hidden = token.replace('_', '%5F')
    for (const path of [
      `/api/v1/account?access_token=${token}`,
      `/api/v1/account?${token}=1`,
      `/api/v1/account?${hidden}=1`,
      `/api/v1/account?a=${hidden}`,
      `/api/v1/spaces/${token}`,
      `/api/v1/spaces/${hidden}`,
      `${space}/entries?filter[${token}]=x`,
      `${space}/entries?order=${hidden}`,
      `${space}/entries?after=${hidden}`,
      `/delivery/v1/spaces/shop/content/pages/${token}`,
      `/nowhere/${token}`,
    ]) {
      await call('GET', path, { token: session })
      await call('DELETE', path, { token: session })
    }
    for (const body of [
      { access_token: token },
      { [token]: 1 },
      { kind: token, name: 'x' },
      { kind: 'api', name: token, grants: [{ effect: 'allow', actions: [token], resources: [token] }] },
      { kind: 'delivery', name: 'x', environment: token },
      { kind: 'delivery', name: 'x', role: token },
      `{"broken": "${token}"`,
      token,
    ]) {
      await call('POST', `${space}/tokens`, { token: session, body })
    }
    await call('POST', `${space}/entries`, { token: session, body: { type: 'pages', fields: { title: token } } })
    await call('POST', '/api/v1/session', { body: { email: `${token}@example.com`, password: token } })
    const misplacing: readonly Readonly<Record<string, string>>[] = [
      { cookie: `session=${token}` },
      { cookie: `session=${hidden}` },
      { authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` },
      { authorization: `Bearer ${token}x` },
      { authorization: `Bearer ${token} ${'x'.repeat(12_000)}` },
      { authorization: token },
      { 'if-match': token },
      { 'if-none-match': token },
      { 'user-agent': token },
      { 'x-request-id': token },
    ]
    for (const headers of misplacing) {
      await call('GET', `${space}/entries`, { headers })
    }
    await call('POST', '/api/v1/spaces', {
      token: session,
      headers: { 'idempotency-key': token },
      body: { slug: `space-${secretOf(token).toLowerCase()}`.slice(0, 20), name: 'x' },
    })
  }

  test('stands in no file and no row of the database', async () => {
    const dump = await dumpOf(app.database, app.location)
    expect(dump.map(({ text }) => text).join('\n')).toContain('owner@example.com')
    for (const [secret, { what }] of secrets) expect([what, placesOf(secret, dump)]).toEqual([what, []])
  })

  test('stands in no backup, no metric, and in nothing that webhooks sent or kept', () => {
    const sent = elsewhere.map(({ name }) => name)
    for (const name of ['backup', 'webhook', 'metrics']) expect(sent.some((each) => each.startsWith(name))).toBe(true)
    expect(elsewhere.map(({ text }) => text).join('\n')).toContain('owner@example.com')
    for (const [secret, { what }] of secrets) expect([what, placesOf(secret, elsewhere)]).toEqual([what, []])
  })

  test('stands in no line of the log', () => {
    const log = [{ name: 'log', text: app.logged() }]
    for (const [secret, { what }] of secrets) expect([what, placesOf(secret, log)]).toEqual([what, []])
  })

  test('stands in the answers that issued or revealed it, and in no other', () => {
    const answers = app.answers.flatMap(({ request, text }, index) =>
      unpacked({ name: `${index} ${request}`, text }).map((place) => ({ ...place, index })),
    )
    expect(answers.length).toBeGreaterThan(app.answers.length)
    for (const [secret, { what, allowed }] of secrets) {
      const others = answers.filter(({ index }) => !allowed.has(index))
      expect([what, placesOf(secret, others)]).toEqual([what, []])
      expect(placesOf(secret, answers)).toHaveLength(allowed.size)
    }
  })

  test('is answered with no-store', () => {
    const places = [...secrets.values()].flatMap(({ allowed }) => [...allowed])
    expect(places.length).toBeGreaterThan(8)
    for (const place of places) expect(app.answers[place]!.text).toContain('"cache-control":"no-store"')
  })

  test('of the key ring stands nowhere', async () => {
    const { printKeyRing } = await import('@latchkey/tokens/key-ring')
    const keys = JSON.stringify(JSON.parse(printKeyRing(app.ring).expose())).match(/[\w+/=-]{40,}/g) ?? []
    expect(keys.length).toBeGreaterThan(0)
    const everywhere = [
      ...(await dumpOf(app.database, app.location)),
      { name: 'log', text: app.logged() },
      ...app.answers.map(({ request, text }) => ({ name: request, text })),
    ]
    for (const key of keys) expect(placesOf(key, everywhere)).toEqual([])
  })

  describe('in the wrong place', () => {
    test.each([
      ['the query', 'GET', (token: string) => `/api/v1/account?access_token=${token}`, undefined, {}],
      [
        'the query, percent-encoded',
        'GET',
        (token: string) => `/api/v1/account?a=${token.replace('_', '%5F')}`,
        undefined,
        {},
      ],
      ['a cookie', 'GET', () => '/api/v1/account', undefined, 'cookie'],
      [
        'the body',
        'POST',
        () => `${space}/entries`,
        (token: string) => ({ type: 'pages', fields: { title: token } }),
        {},
      ],
      [
        'the body, by the numbers of its characters',
        'POST',
        () => `${space}/entries`,
        (token: string) => `{"type":"pages","fields":{"title":"${token.replaceAll('_', '\\u005f')}"}}`,
        {},
      ],
    ])('%s: is refused as misplaced', async (_where, method, path, body, header) => {
      const token = tokens['api']!
      const answer = await call(method, path(token), {
        token: tokens['session']!,
        ...(body && { body: body(token) }),
        ...(header === 'cookie' && { headers: { cookie: `session=${token}` } }),
      })
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/misplaced-token'])
    })

    test.each(['name of the file', 'fields', 'names of fields'])(
      'the %s of a form: is refused as misplaced',
      async (where) => {
        const token = tokens['api']!
        const fields = where === 'fields' ? { title: token } : where === 'names of fields' ? { [token]: 'x' } : {}
        const name = where === 'name of the file' ? `${token}.txt` : 'a.txt'
        const { payload, headers } = formOf(fields, { name, bytes: 'x' })
        const options = { token: tokens['session']!, headers, body: payload.toString() }
        const { status, body } = await call('POST', `${space}/assets`, options)
        expect([status, body.type]).toEqual([400, '/problems/misplaced-token'])
      },
    )
  })
})
