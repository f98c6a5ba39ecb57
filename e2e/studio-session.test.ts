import type { Browser, Page } from 'playwright-core'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Installation, ownerCredentials, startInstallation } from './support/installation.ts'
import {
  type Answered,
  ask,
  authenticate,
  noBrowser,
  openBrowser,
  openOtherSite,
  openPage,
} from './support/studio-page.ts'

// The studio's sign-in as a browser does it, with the cookies, origins and passkeys that are the browser's own.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const json = { 'content-type': 'application/json', 'latchkey-studio': '1' }
const post = (body?: object) => ({
  method: 'POST',
  headers: json,
  ...(body !== undefined && { body: JSON.stringify(body) }),
})

describeEachDatabase(`the studio’s session in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, (databases) => {
  let installation: Installation
  let browser: Browser
  let home: string

  beforeAll(async () => {
    if (noBrowser !== null) return
    installation = await startInstallation(databases)
    home = installation.nodes[0]?.url.replace('127.0.0.1', 'localhost') ?? ''
    browser = await openBrowser()
  })

  afterAll(async () => {
    if (noBrowser !== null) return
    await browser.close()
    await installation.stop()
  })

  const api = (page: Page, path: string, init: object = {}): Promise<Answered> =>
    ask(page, `${home}/api/v1${path}`, init)

  /** A page of the studio's origin, where the owner has signed in. */
  async function signedIn(): Promise<Page> {
    const page = await openPage(await browser.newContext(), `${home}/health`)
    expect((await api(page, '/session', post({ ...ownerCredentials, cookie: true }))).status).toBe(201)
    return page
  }

  test.skipIf(noBrowser !== null)('lies in a cookie that no script reads, and goes with the login', async () => {
    const page = await signedIn()
    expect(await page.evaluate('document.cookie')).toBe('')
    const [cookie] = await page.context().cookies(home)
    expect(cookie).toMatchObject({ name: 'latchkey', httpOnly: true, sameSite: 'Strict', path: '/' })
    expect((await api(page, '/account')).body.email).toBe(ownerCredentials.email)
    expect((await api(page, '/account', { method: 'PATCH', headers: json, body: '{"name":"Owner"}' })).status).toBe(200)
    expect((await api(page, '/session', { method: 'DELETE', headers: json })).status).toBe(204)
    expect(await page.context().cookies(home)).toEqual([])
    expect((await api(page, '/account')).status).toBe(401)
  })

  test.skipIf(noBrowser !== null)(
    'is of no use to a page of another origin, though the browser sends the cookie',
    async () => {
      const page = await signedIn()
      const target = `${home}/api/v1/account/tokens`
      const form = `<form method="post" action="${target}" enctype="text/plain"><input name='{"name":"x","scope":{"form":"all"},"a":"' value='"}'></form>`
      const evil = await openOtherSite(form)
      try {
        const other = await page.context().newPage()
        await other.goto(evil.url)
        const include = { credentials: 'include' }
        expect((await api(other, '/account', include)).status).toBe(0)
        expect(
          (await api(other, '/account/tokens', { ...post({ name: 'x', scope: { form: 'all' } }), ...include })).status,
        ).toBe(0)
        const answered = other.waitForResponse(target)
        await other.evaluate('document.forms[0].submit()')
        expect((await answered).status()).toBe(403)
      } finally {
        evil.close()
      }
      expect((await api(page, '/account/tokens')).body.items).toEqual([])
    },
  )

  test.skipIf(noBrowser !== null)('begins with a passkey alone, or as the second step after the password', async () => {
    const page = await signedIn()
    const asked = await api(page, '/account/factors/passkeys/options', post())
    const made = await authenticate(page, 'create', asked.body.passkey)
    const registered = { challenge: asked.body.challenge, name: 'Laptop', passkey: made }
    expect((await api(page, '/account/factors/passkeys', post(registered))).body).toMatchObject({ name: 'Laptop' })
    await api(page, '/session', { method: 'DELETE', headers: json })

    const alone = await api(page, '/session/passkey-options', post())
    const answer = await authenticate(page, 'get', alone.body.passkey)
    const step = post({ challenge: alone.body.challenge, passkey: answer, cookie: true })
    expect((await api(page, '/session/passkey', step)).status).toBe(201)
    expect((await api(page, '/session/passkey', step)).status).toBe(401)
    expect((await api(page, '/account')).body.email).toBe(ownerCredentials.email)
    await api(page, '/session', { method: 'DELETE', headers: json })

    const first = await api(page, '/session', post({ ...ownerCredentials, cookie: true }))
    expect(first.body).toMatchObject({ second_factor_required: true, factors: ['passkey', 'recovery-code'] })
    expect((await api(page, '/account')).status).toBe(401)
    const passkey = await authenticate(page, 'get', first.body.passkey)
    const second = post({ challenge: first.body.challenge, passkey, cookie: true })
    expect((await api(page, '/session/second-factor', second)).status).toBe(201)
    expect((await api(page, '/account')).status).toBe(200)
  })
})
