import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fromBase32, totpCode, totpStep } from '@latchkey/server/features/factors/totp'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openAccounts } from './support/accounts.ts'
import type { Client } from './support/client.ts'
import { copySecret, expectAccessible, finish, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { goByPalette } from './support/studio-keys.ts'
import { addAuthenticator, noBrowser } from './support/studio-page.ts'
import { beginToken, choose, issueToken, write } from './support/studio-token.ts'

// The stories of tokens, step by step as a person goes through them, and the places around the content of a space.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

describe.skipIf(noBrowser !== null)(`a space in the studio${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  /** Where the owner has signed in. */
  let page: Page

  const soon = { timeout: 30_000 }
  const go = (path: string) => page.goto(`${studio.origin}/studio${path}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const begin = (card: RegExp, name: string) =>
    beginToken(page, `${studio.origin}/studio/spaces/shop/tokens/new`, card, name)
  const issue = () => issueToken(page)
  const panel = () => page.getByRole('complementary', { name: 'What this token can do' }).innerText()
  const statusOf = async (secret: string, path: string) => (await studio.api(secret).call('GET', path)).status
  const names = async (secret: string, path: string) => {
    const { items = [] } = (await studio.api(secret).call('GET', path)).body ?? {}
    return items.map(({ slug }: { slug: string }) => slug)
  }

  beforeAll(async () => {
    studio = await openStudio()
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    await fill(api)
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
  })

  afterAll(async () => {
    await studio.close()
  })

  test('“Nightly New Arrivals Upload”: a name is enough for a personal token, which does what its owner may', async () => {
    await go('/account/tokens')
    await page.getByRole('link', { name: 'New token' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Nightly New Arrivals Upload')
    expect(await page.getByLabel('All', { exact: true }).isChecked()).toBe(true)
    const secret = await issue()
    expect(secret).toMatch(/^lk_pat_/)
    const entry = { type: 'products', slug: 'new-arrival', fields: { name: 'New arrival' } }
    await studio.api(secret).expect(201, 'POST', '/api/v1/spaces/shop/entries', { body: entry })
    await finish(page)
    await page.getByRole('heading', { name: 'Nightly New Arrivals Upload' }).waitFor()
    expect(await page.content()).not.toContain(secret)
  })

  test('“Storefront site delivery”: bound to “Product Read-only”, it reads published products alone', async () => {
    await go('/spaces/shop/roles/new')
    await page.getByLabel('Name', { exact: true }).fill('Product Read-only')
    await choose(page, 'Actions', 'content.read')
    await page.keyboard.press('Escape')
    await write(page, 'On', 'content:products')
    await button('Save the role').click()
    await page.getByRole('heading', { name: 'Product Read-only' }).waitFor()

    await begin(/Website or app/, 'Storefront site delivery')
    await page.getByLabel('What a role allows').check()
    await choose(page, 'Role', 'Product Read-only')
    const secret = await issue()
    await finish(page)
    expect(await names(secret, '/delivery/v1/spaces/shop/content/products')).toEqual(['shirt'])
    expect(await statusOf(secret, '/delivery/v1/spaces/shop/content/pages')).not.toBe(200)
    const write403 = await studio.api(secret).call('POST', '/api/v1/spaces/shop/entries', { body: {} })
    expect(write403.status).toBe(403)

    await page.getByRole('button', { name: 'Show the secret' }).click()
    await page.getByText('the activity has recorded it').waitFor()
    expect(await page.getByRole('region', { name: 'Secret' }).locator('input').inputValue()).toBe(secret)
  })

  test('an API token with one grant is copied once, and after it is revoked its next call is refused', async () => {
    await begin(/Exact grants/, 'Price robot')
    await button('Add a grant').click()
    await choose(page, 'Actions', 'content.update')
    await page.keyboard.press('Escape')
    await write(page, 'On', 'content:products')
    await button('Conditions').click()
    await write(page, 'Only these fields', 'price')
    const secret = await issue()
    await finish(page)
    expect(await button('Show the secret').count()).toBe(0)
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/shop/entries?type=products&filter[slug]=shirt')
    const [{ id, version }] = items
    const change = (fields: object, current: number) =>
      studio.api(secret).call('PATCH', `/api/v1/spaces/shop/entries/${id}`, {
        body: { fields },
        headers: { 'if-match': `"v${current}"` },
      })
    expect((await change({ price: 12 }, version)).status).toBe(200)
    // Who may not read it is not even told that it is there.
    expect((await change({ name: 'Stolen' }, version + 1)).status).toBe(404)
    await button('Revoke').click()
    const name = page.getByLabel('Name of the token')
    if (await name.isVisible()) await name.fill('Price robot')
    await button('Revoke for good').click()
    await page.getByText('This token was revoked').waitFor()
    expect((await change({ price: 13 }, version + 1)).status).toBe(401)
  })

  test('a personal token has the spaces, the scope and the last day that were chosen', async () => {
    await go('/account/tokens/new')
    await button('Start over').click()
    await page.getByLabel('Name', { exact: true }).fill('Reads the shop')
    await page.getByLabel('By resource').check()
    const level = page.getByRole('radiogroup', { name: 'entries: level', exact: true })
    await level.getByText('Read', { exact: true }).click()
    await page.getByLabel('Chosen spaces').check()
    await page.getByRole('combobox', { name: 'Spaces' }).click()
    await page.getByRole('option', { name: 'Shop', exact: true }).click()
    await page.keyboard.press('Escape')
    await button('Next').click()
    await page.getByLabel('Last day').fill('2030-06-30')
    await button('Create the token').click()
    const secret = await copySecret(page)
    const read = (space: string) => statusOf(secret, `/api/v1/spaces/${space}/entries`)
    expect([await read('shop'), await read('warehouse')]).toEqual([200, 403])
    expect(await statusOf(secret, '/api/v1/spaces/shop/content-types')).toBe(403)
    await finish(page)
    const { items } = await api.expect(200, 'GET', '/api/v1/account/tokens')
    const token = items.find((each: { name: string }) => each.name === 'Reads the shop')
    expect(token).toMatchObject({ scope: { form: 'resources', resources: { entries: 'read' } } })
    expect(token.expires_at).toMatch(/^2030-0(?:6-30|7-01)/)
  })

  test('a user token with custom permissions is downloaded, paused and deleted', async () => {
    await go('/account/tokens/new')
    await button('Start over').click()
    await page.getByLabel('Name', { exact: true }).fill('Custom permissions')
    await page.getByLabel('Exact calls').check()
    await page.getByLabel('Search calls').fill('entries.list')
    await page.getByRole('checkbox', { name: /^entries\.list/ }).check()
    await button('Next').click()
    await button('Create the token').click()
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download as .env').click()])
    const file = readFileSync(await download.path(), 'utf8')
    const [secret = ''] = /lk_pat_\w+/.exec(file) ?? []
    expect(file).toContain(`LATCHKEY_URL=`)
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(200)
    expect(await statusOf(secret, '/api/v1/spaces/shop/content-types')).toBe(403)
    await finish(page)
    await go('/account/tokens')
    await page.getByRole('switch', { name: 'Custom permissions is active' }).click({ force: true })
    await page.getByText('is paused').waitFor()
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(401)
    await button('Actions for Custom permissions').click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const name = page.getByLabel('Name of the token')
    if (await name.isVisible()) await name.fill('Custom permissions')
    await button('Delete for good').click()
    await page.getByText('is deleted').waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Custom permissions' }).count(), soon).toBe(0)
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(401)
  })

  test('delivery tokens are tied to their environment, and to the branches that were chosen', async () => {
    await begin(/Website or app/, 'Staging site')
    await choose(page, 'Environment', 'staging')
    await page.getByRole('combobox', { name: 'Branches' }).click()
    await page.getByRole('option', { name: 'redesign', exact: true }).click()
    await page.keyboard.press('Escape')
    await expect.poll(panel, soon).toContain('staging')
    const secret = await issue()
    await finish(page)
    const read = (query: string) => statusOf(secret, `/delivery/v1/spaces/shop/content/products${query}`)
    expect([await read('?branch=redesign'), await read('?branch=main')]).toEqual([200, 422])
    expect(await names(secret, '/delivery/v1/spaces/shop/content/products?branch=redesign')).toEqual([])
  })

  test('the eleventh management token is refused with the limit, and nothing that was typed is lost', async () => {
    const body = { kind: 'management', mode: 'read', name: 'One of ten' }
    for (let count = 0; count < 9; count += 1) await api.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body })
    await begin(/Script or server/, 'The tenth')
    await issue()
    await finish(page)
    await begin(/Script or server/, 'The eleventh')
    await button('Next').click()
    await button('Create the token').click()
    await page.getByRole('alert').filter({ hasText: '10' }).waitFor()
    await button('Back').click()
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('The eleventh')
    await button('Start over').click()
    await api.expect(204, 'DELETE', `/api/v1/spaces/shop/tokens/${(await tokensNamed('One of ten'))[0]?.id}`)
  })

  const tokensNamed = async (name: string): Promise<{ readonly id: string }[]> => {
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/shop/tokens?limit=200')
    return items.filter((each: { name: string }) => each.name === name)
  }

  test('a rotation lets both secrets work for the chosen while, and its page says until when', async () => {
    await begin(/Script or server/, 'Rotates')
    const old = await issue()
    await finish(page)
    await button('Rotate').click()
    await button('Rotate now').click()
    const renewed = await copySecret(page)
    await finish(page)
    await page.getByText('The secret before works on until').waitFor()
    const status = (secret: string) => statusOf(secret, '/api/v1/spaces/shop/content-types')
    expect([await status(old), await status(renewed)]).toEqual([200, 200])
  })

  test('the access token of an old space is reset: its old secret ends at once', async () => {
    const body = { slug: 'archive', name: 'Archive', created_at: '2019-03-01T00:00:00Z' }
    await api.expect(201, 'POST', '/api/v1/spaces', { body })
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/archive/tokens')
    const [{ id }] = items
    const { secret: before } = await api.expect(200, 'POST', `/api/v1/spaces/archive/tokens/${id}/reveal`)
    const read = '/delivery/v1/spaces/archive/content-types'
    expect(await statusOf(before, read)).toBe(200)
    await go(`/spaces/archive/tokens/${id}`)
    await button('Reset').click()
    const dialog = page.getByRole('dialog', { name: 'Give it a new secret?' })
    await expectAccessible(page, 'a reset')
    await dialog.getByRole('button', { name: 'Reset' }).click()
    const after = await copySecret(page)
    expect(after).toMatch(/^lk_acc_/)
    expect([await statusOf(before, read), await statusOf(after, read)]).toEqual([401, 200])
  })

  test('a token that is bound to a network of somebody else is refused from here', async () => {
    await begin(/Website or app/, 'Only from the office')
    const secret = await issue()
    await finish(page)
    const terms = page.getByRole('region', { name: 'From where, and how fast' })
    await terms.getByLabel('Only from these networks').first().fill('203.0.113.0/24')
    await page.keyboard.press('Enter')
    await terms.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: its next request knows.').waitFor()
    expect(await statusOf(secret, '/delivery/v1/spaces/shop/content-types')).toBe(403)
  })

  test('the last step counts what anyone with a public key could read, and its page says it again', async () => {
    await begin(/Website or app/, 'Counted')
    await button('Next').click()
    const alert = page.getByRole('alert').filter({ hasText: 'Anyone with this key can read' })
    await alert.getByText('2 entries, as published in production on the branch main.').waitFor()
    await alert.getByText('Products: 1 (2 fields)').waitFor()
    await button('Create the token').click()
    await copySecret(page)
    await finish(page)
    const exposure = page.getByRole('region', { name: 'What it lays open' })
    await expect.poll(() => exposure.innerText(), soon).toContain('2 entries, as published in production')
  })

  test('the page of a token shows its calls by day, what it lacked, and where from', async () => {
    const resources = ['content:products']
    const grants = [
      { effect: 'allow', actions: ['content.read'], resources },
      { effect: 'allow', actions: ['content.update'], resources, fields: ['price'] },
    ]
    const body = { kind: 'api', name: 'Curious', grants }
    const { id, secret } = await api.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body })
    await go(`/spaces/shop/tokens/${id}`)
    const shirt = '/api/v1/spaces/shop/entries/shirt?type=products'
    await studio.api(secret).expect(200, 'GET', shirt)
    await studio.api(secret).expect(403, 'PATCH', shirt, { body: { fields: { name: 'No' } } })
    const activity = page.getByRole('region', { name: 'Activity' })
    await expect
      .poll(
        async () => {
          await page.reload()
          await activity.getByText(/in UTC/).waitFor()
          return activity.getByText('What it lacked').or(activity.getByText('Nobody has called')).first().innerText()
        },
        { timeout: 60_000 },
      )
      .toBe('What it lacked')
    await activity.getByRole('img', { name: '2 calls in 30 days, 1 of them refused' }).waitFor()
    await expect.poll(() => activity.innerText(), soon).toMatch(/allow content\.update on/)
    await activity.getByRole('table', { name: 'Network' }).getByText('127.0.0').waitFor()
    await activity.getByRole('button', { name: 'Show as a table' }).click()
    await activity.getByRole('table', { name: 'Calls by day' }).getByRole('rowheader').waitFor()
    await expectAccessible(page, 'the activity of a token')
    await go('/spaces/shop/tokens')
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Curious' }) })
    await row.getByRole('img', { name: '2 calls in 7 days, 1 refused' }).waitFor()
  })

  test('who may hand on less sees what is closed beforehand, with the reason', async () => {
    const [seller] = await openAccounts(api, 1)
    if (seller === undefined) throw new Error('One was asked for.')
    const allow = (action: string, resource: string) => ({ effect: 'allow', actions: [action], resources: [resource] })
    const grants = [
      allow('content.read', 'content:products'),
      allow('tokens.create', 'tokens'),
      allow('tokens.read', 'tokens'),
      allow('spaces.read', 'spaces'),
      allow('users.read', 'users'),
      allow('roles.read', 'roles'),
    ]
    await api.expect(201, 'POST', '/api/v1/spaces/shop/roles', { body: { name: 'Seller', grants } })
    const body = { email: seller.email, roles: ['Seller'] }
    const { id } = await api.expect(201, 'POST', '/api/v1/spaces/shop/invitations', { body })
    const { client } = await seller.login()
    await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
    const window = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(window, studio.origin, '/studio/spaces/shop/tokens', seller)
    await window.goto(`${studio.origin}/studio/spaces/shop/tokens/new`)
    const card = window.getByRole('button', { name: /Script or server/ })
    await card.getByText('Made by the owner or an Administrator alone').waitFor()
    expect(await card.isDisabled()).toBe(true)
    const isClosed = (name: RegExp) => window.getByRole('option', { name }).getAttribute('data-combobox-disabled')
    await window.getByRole('button', { name: /Website or app/ }).click()
    await window.getByText('Your own roles do not open all of that.').waitFor()
    expect(await window.getByLabel('Everything published').isDisabled()).toBe(true)
    await window.getByLabel('What a role allows').check()
    await window.getByRole('combobox', { name: 'Role' }).click()
    expect(await isClosed(/^Editor – Opens more than you may do yourself/)).toBe('true')
    expect(await isClosed(/^Product Read-only$/)).not.toBe('true')
    await window.keyboard.press('Escape')
    await window.getByLabel('Exact grants').check()
    await window.getByRole('button', { name: 'Add a grant' }).click()
    await window.getByRole('combobox', { name: 'Actions' }).click()
    expect(await isClosed(/^media.read – not among your rights$/)).toBe('true')
    await window.getByRole('option', { name: 'content.read', exact: true }).click()
    await window.keyboard.press('Escape')
    await write(window, 'On', 'content:pages')
    await window.getByText('You may not do all of this yourself').waitFor()
    await window.keyboard.press('Escape')
    await expectAccessible(window, 'a form of which parts are closed')
    await window.context().close()
  })

  const dialog = (name: string) => page.getByRole('dialog', { name, exact: true })

  test('somebody is invited by the link that is shown once, takes it, and has the roles that were given', async () => {
    await go('/spaces/shop/members')
    await button('Invite').click()
    const invite = dialog('Invite somebody')
    await invite.getByLabel('E-mail address').fill('grace@example.com')
    await invite.getByRole('combobox', { name: 'Roles' }).click()
    await page.getByRole('option', { name: 'Viewer', exact: true }).click()
    await page.keyboard.press('Escape')
    await expectAccessible(page, 'inviting somebody')
    await button('Send the invitation').click()
    const shown = dialog('Link of the invitation')
    const link = await shown.getByRole('group', { name: 'Link of the invitation' }).innerText()
    await shown.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('list', { name: 'Invitations' }).getByText('grace@example.com').waitFor()

    const guest = await studio.open()
    await guest.goto(link)
    await guest.getByText('To Shop, as grace@example.com').waitFor()
    expect(guest.url()).not.toContain('#')
    await expectAccessible(guest, 'an invitation')
    await guest.getByLabel('Your name').fill('Grace')
    await guest.getByLabel('Password', { exact: true }).fill('a long enough password')
    await guest.getByRole('button', { name: 'Accept the invitation' }).click()
    await guest.getByText('Your account is there').waitFor()
    await guest.context().close()

    await page.reload()
    await button('Change roles of Grace').click()
    const roles = dialog('Roles of Grace')
    await roles.getByRole('combobox', { name: 'Roles' }).click()
    await page.getByRole('option', { name: 'Editor', exact: true }).click()
    await page.keyboard.press('Escape')
    await roles.getByRole('button', { name: 'Save', exact: true }).click()
    await roles.waitFor({ state: 'hidden' })
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/shop/members')
    const grace = items.find((member: { name: string }) => member.name === 'Grace')
    expect(grace.roles.map((role: { name: string }) => role.name).toSorted()).toEqual(['Editor', 'Viewer'])
  })

  test('who is removed reaches nothing from the next request on', async () => {
    const body = { email: 'grace@example.com', password: 'a long enough password' }
    const { secret } = await api.expect(201, 'POST', '/api/v1/session', { token: null, body })
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(200)
    await go('/spaces/shop/members')
    await button('Remove Grace').click()
    await dialog('Remove Grace from this space?').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Grace is no member any more.').waitFor()
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(403)
  })

  test('environments, branches, aliases and locales are made and moved in the settings', async () => {
    await go('/spaces/shop/settings?part=environments')
    await button('New environment').click()
    await page.getByLabel('Name', { exact: true }).fill('Not A Slug')
    await button('Create').click()
    await page
      .getByRole('dialog')
      .getByText(/slug|pattern|match/i)
      .first()
      .waitFor()
    await page.getByLabel('Name', { exact: true }).fill('preview')
    await button('Create').click()
    await page.getByText('preview is there.').waitFor()
    await page.getByRole('switch', { name: /^preview: only what a second person/ }).click({ force: true })
    await page.getByText('it counts for the next publish').waitFor()
    expect(await api.expect(200, 'GET', '/api/v1/spaces/shop/environments/preview')).toMatchObject({
      requires_review: true,
    })

    await go('/spaces/shop/settings?part=branches')
    await button('New alias').click()
    await page.getByLabel('Alias', { exact: true }).fill('live')
    await button('Create').click()
    await page.getByText('live stands for main now.').waitFor()
    await page.getByRole('combobox', { name: 'Branch of live' }).click()
    await page.getByRole('option', { name: 'redesign', exact: true }).click()
    await page.getByText('live stands for redesign now.').waitFor()
    expect(await api.expect(200, 'GET', '/api/v1/spaces/shop/aliases/live')).toMatchObject({
      branch: { name: 'redesign' },
    })

    await go('/spaces/shop/settings?part=locales')
    await button('New locale').click()
    await page.getByLabel('Code', { exact: true }).fill('de')
    await choose(page, 'Fallback', 'en (en)')
    await button('Add').click()
    await page.getByText('de is there.').waitFor()
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/shop/locales')
    expect(items).toContainEqual(expect.objectContaining({ code: 'de', fallback: 'en' }))
  })

  test('a webhook shows its secret once, what went there, what was given up, and sends it again', async () => {
    await go('/spaces/shop/webhooks')
    await button('New webhook').click()
    const form = dialog('New webhook')
    await form.getByLabel('Name', { exact: true }).fill('Rebuild')
    await form.getByLabel('URL', { exact: true }).fill('https://127.0.0.1:9/hook')
    await write(page, 'Events', 'entries.publish')
    await form.getByLabel('URL', { exact: true }).fill('https://hooks.invalid/rebuild')
    await button('Create').click()
    const once = dialog('Signing secret of “Rebuild”')
    expect(await once.getByLabel('Signing secret', { exact: true }).inputValue()).toMatch(/^whsec_/)
    expect(await once.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
    await expectAccessible(page, 'the secret of a webhook')
    await once.getByLabel('I have copied it to a safe place').check()
    await once.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Rebuild' }).click()
    await page.getByRole('heading', { name: 'Rebuild', level: 1 }).waitFor()
    expect(await page.content()).not.toContain('whsec_')
    await button('Send a test').click()
    const deliveries = page.getByRole('list', { name: 'Deliveries' })
    await deliveries.getByText('webhooks.test', { exact: true }).waitFor()
    await deliveries.getByRole('button', { name: 'What is sent of webhooks.test' }).click()
    await deliveries.getByText('"type": "webhooks.test"').waitFor()
    await expectAccessible(page, 'a webhook')
    await button('Pause').click()
    await page.getByText('It is paused: nothing is sent.').waitFor()
    await expect.poll(() => button('Send a test').isDisabled(), soon).toBe(true)

    const body = { name: 'Short-lived', url: 'https://hooks.invalid/short', events: ['*'] }
    const { id } = await api.expect(201, 'POST', '/api/v1/spaces/shop/webhooks', { body })
    await go(`/spaces/shop/webhooks/${id}`)
    await button('Delete').click()
    await dialog('Delete “Short-lived”?').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('link', { name: 'Rebuild' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Short-lived' }).count(), soon).toBe(0)
  })

  test('a release collects entries, is looked at with a token of its own, and goes live at one moment', async () => {
    const fields = { name: 'Coat' }
    await api.expect(201, 'POST', '/api/v1/spaces/shop/entries', { body: { type: 'products', slug: 'coat', fields } })
    await go('/spaces/shop/releases')
    await button('New release').click()
    await page.getByLabel('Name', { exact: true }).fill('Winter')
    await button('Create').click()
    await page.getByRole('heading', { name: 'Winter', level: 1 }).waitFor()
    await button('Put in').click()
    await page.getByRole('combobox', { name: 'Entry' }).click()
    await page.getByRole('option', { name: 'coat (products)' }).click()
    await expectAccessible(page, 'putting an entry into a release')
    await dialog('Put an entry in').getByRole('button', { name: 'Put in', exact: true }).click()
    await page.getByRole('list', { name: 'Entries' }).getByText('coat').waitFor()

    await button('New preview token').click()
    const once = dialog('“Preview of Winter” is ready')
    const secret = await once.getByLabel('Secret', { exact: true }).inputValue()
    await once.getByLabel('I have copied it to a safe place').check()
    await once.getByRole('button', { name: 'Done' }).click()
    const { items } = await api.expect(200, 'GET', '/api/v1/spaces/shop/releases')
    const { id } = items.find((release: { name: string }) => release.name === 'Winter')
    const preview = `/delivery/v1/spaces/shop/content/products?environment=production&release=${id}`
    expect(await names(secret, preview)).toContain('coat')

    await button('Publish now').click()
    await dialog('Publish “Winter” now?').getByRole('button', { name: 'Publish now' }).click()
    await page.getByText('The release is live.').waitFor()
    await page.getByText('Went live').waitFor()
    expect(await api.expect(200, 'GET', `/api/v1/spaces/shop/releases/${id}`)).toMatchObject({ state: 'published' })
  })

  test('the activity is filtered, says which token and which grants decided, and is exported', async () => {
    await go('/spaces/shop/activity')
    const filter = page.getByRole('search', { name: 'Filter' })
    await filter.getByLabel('What', { exact: true }).fill('entries.create')
    await filter.getByLabel('Text', { exact: true }).fill('new-arrival')
    await page.keyboard.press('Enter')
    const records = page.getByRole('list', { name: 'Records' }).getByRole('listitem')
    await expect.poll(() => records.count(), soon).toBe(1)
    await records.getByText('You', { exact: true }).waitFor()
    await records.getByRole('button', { name: /^Details of entries.create/ }).click()
    await records.getByText('Decided by').waitFor()
    await records.getByText(/secret version 1/).waitFor()
    await expectAccessible(page, 'the activity')
    await button('Export').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'As CSV' }).click(),
    ])
    const [, row = ''] = readFileSync(await download.path(), 'utf8').split('\r\n')
    expect(row).toContain('entries.create')
  })

  test('who administers the installation sees what happened outside the spaces', async () => {
    await page.getByRole('link', { name: 'Activity of the installation' }).click()
    await page.getByRole('heading', { name: 'Activity of the installation', level: 1 }).waitFor()
    const records = page.getByRole('list', { name: 'Records' }).getByRole('listitem')
    await records.filter({ hasText: 'users.create' }).first().getByText('You', { exact: true }).waitFor()
    await page.getByRole('search').getByLabel('What', { exact: true }).fill('account-tokens.create')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await records.allInnerTexts()).join(), soon).not.toContain('users.create')
  })

  test('a backup is made, downloaded and verified', async () => {
    await go('/backups')
    await button('New backup').click()
    await dialog('New backup').getByRole('button', { name: 'New backup' }).click()
    await page.getByText('Whole', { exact: true }).waitFor({ timeout: 60_000 })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Download and verify/ }).click(),
    ])
    await page.getByText('Downloaded whole').waitFor()
    const { items } = await api.expect(200, 'GET', '/api/v1/backups')
    const bytes = readFileSync(await download.path())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(items[0].sha256)
    await page.getByRole('button', { name: /^How to restore/ }).click()
    await dialog('Restore this backup').getByRole('listitem').first().waitFor()
    await expectAccessible(page, 'how to restore')
  })

  test('an organization is made, given a space, a policy for tokens, and a provider to sign in at', async () => {
    await go('/organizations')
    await button('New organization').click()
    await page.getByLabel('Name', { exact: true }).fill('Acme')
    await button('Create').click()
    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor()
    await page.getByRole('tab', { name: 'Spaces' }).click()
    await button('New space').click()
    await page.getByLabel('Name', { exact: true }).fill('Outlet')
    await button('Create').click()
    await page.getByRole('list', { name: 'Spaces' }).getByText('Outlet', { exact: true }).waitFor()

    await page.getByRole('tab', { name: 'Token policy' }).click()
    await page.getByLabel('Longest time until they end, in days').fill('30')
    await page.getByRole('switch', { name: 'Personal tokens need an approval' }).click({ force: true })
    await button('Save').click()
    await page.getByText('The policy is saved').waitFor()
    expect(await api.expect(200, 'GET', '/api/v1/organizations/acme/token-policy')).toMatchObject({
      lifetime_days_max: 30,
      approval_of_personal_tokens: true,
    })

    await page.getByRole('tab', { name: 'Single sign-on' }).click()
    await page.getByLabel('Address of the provider').fill('https://login.example.com')
    await page.getByLabel('Client id').fill('latchkey')
    await page.getByLabel('Client secret', { exact: true }).fill('a secret of the provider')
    await button('Save').click()
    await page.getByText('it counts for the next sign-in').waitFor()
    await button('Claim a domain').click()
    await page.getByLabel('Domain', { exact: true }).fill('acme.example')
    await dialog('Claim a domain').getByRole('button', { name: 'Claim a domain' }).click()
    await button('Confirm acme.example').click()
    await page.getByText('acme.example is confirmed.').waitFor()
    expect(await page.content()).not.toContain('a secret of the provider')
  })

  test('the overview counts tokens, calls and content', async () => {
    await go('/spaces/shop/overview')
    await page.getByRole('img', { name: /calls in 30 days/ }).waitFor()
    const cells = page.getByRole('row', { name: /^products/ }).getByRole('cell')
    const { content } = await api.expect(200, 'GET', '/api/v1/spaces/shop/dashboard')
    const { total } = content.find(({ type }: { type: string }) => type === 'products')
    expect(await cells.last().innerText()).toBe(String(total))
    await page.getByRole('link', { name: 'See all of them' }).click()
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
  })

  const settingsPath = (part: string) => `/spaces/shop/settings?part=${part}`
  const places = [
    ['/spaces/shop/overview', 'Overview'],
    ['/spaces/shop/members', 'Members'],
    [settingsPath('general'), 'Settings'],
    [settingsPath('environments'), 'Settings'],
    [settingsPath('branches'), 'Settings'],
    [settingsPath('locales'), 'Settings'],
    [settingsPath('caches'), 'Settings'],
    ['/spaces/shop/webhooks', 'Webhooks'],
    ['/spaces/shop/releases', 'Releases'],
    ['/spaces/shop/activity', 'Activity'],
    ['/activity', 'Activity of the installation'],
    ['/backups', 'Backups'],
    ['/organizations', 'Organizations'],
    ['/organizations/acme', 'Acme'],
    ['/organizations/acme?part=spaces', 'Acme'],
    ['/organizations/acme?part=tokens', 'Acme'],
    ['/organizations/acme?part=signIn', 'Acme'],
    ['/organizations/acme?part=general', 'Acme'],
    ['/account/factors', 'Second factor'],
  ] as const

  test.each(['light', 'dark'] as const)(
    'every place around the content is accessible, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      for (const [path, heading] of places) {
        await go(path)
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
        await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'hidden' })
        await expectAccessible(page, path)
      }
      await page.getByRole('link', { name: 'Members' }).click()
      await button('Change roles of Person').click()
      await dialog('Roles of Person').waitFor()
      await expectAccessible(page, 'the roles of a member')
      await page.keyboard.press('Escape')
      await page.emulateMedia({ colorScheme: null })
    },
    240_000,
  )

  test.each([390, 768])(
    'at %i pixels nothing of these places is cut off',
    async (width) => {
      const phone = await studio.open({ viewport: { width, height: 844 } })
      await signIn(phone, studio.origin)
      for (const [path, heading] of places) {
        await phone.goto(`${studio.origin}/studio${path}`)
        await phone.getByRole('heading', { name: heading, level: 1 }).waitFor()
        const wider = await phone.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect([path, wider]).toEqual([path, 0])
      }
      await phone.context().close()
    },
    180_000,
  )

  test('somebody is invited with the keyboard alone', async () => {
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement?.labels?.[0]?.textContent || document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || ''`,
      )
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab')
        if ((await focused()) === name) return
      }
      throw new Error(`Tab never led to ${name}.`)
    }
    await go('/spaces/shop/tokens')
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
    await goByPalette(page, 'members')
    await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
    await tabTo('Invite')
    await page.keyboard.press('Enter')
    await dialog('Invite somebody').waitFor()
    await expect.poll(focused, soon).toBe('E-mail address')
    await page.keyboard.type('keyboard@example.com')
    await tabTo('Roles')
    await page.keyboard.type('Viewer')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await tabTo('Send the invitation')
    await page.keyboard.press('Enter')
    await dialog('Link of the invitation').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('list', { name: 'Invitations' }).getByText('keyboard@example.com').waitFor()
  })

  test('a second factor is set up by its text as well as by its code, and recovery codes are shown once', async () => {
    await go('/account/factors')
    await button('Set up an app').click()
    await page.getByRole('img', { name: /^QR code of the key/ }).waitFor()
    const key = await page.getByRole('group', { name: 'Key', exact: true }).innerText()
    await expectAccessible(page, 'setting up an app')
    await page.getByLabel('The six digits that the app shows now').fill('000000')
    await button('Use the app').click()
    await page.getByRole('alert').first().waitFor()
    const now = () => totpCode(fromBase32(key.trim()), totpStep(Date.now()))
    await page.getByLabel('The six digits that the app shows now').fill(now())
    await button('Use the app').click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    expect(await page.getByRole('region', { name: 'Your recovery codes' }).getByRole('listitem').count()).toBe(10)
    await expectAccessible(page, 'recovery codes')
    await button('Done').click()
    await page.getByText('10 codes are left.').waitFor()
    await page.getByText(/^In use since/).waitFor()

    await addAuthenticator(page)
    await button('Add a passkey').click()
    await page.getByLabel('Name', { exact: true }).fill('Laptop')
    await dialog('Add a passkey').getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('The passkey “Laptop” is yours.').waitFor()
    expect(await api.expect(200, 'GET', '/api/v1/account/factors')).toMatchObject({ passkeys: [{ name: 'Laptop' }] })
    await button('Remove the passkey Laptop').click()
    await dialog('Remove the passkey “Laptop”?').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('The passkey is removed.').waitFor()
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})

/** Two spaces; in the shop two types with an entry live each, a second environment and a second branch. */
async function fill(api: Client): Promise<void> {
  for (const [slug, name] of [
    ['shop', 'Shop'],
    ['warehouse', 'Warehouse'],
  ]) {
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug, name } })
  }
  const shop = '/api/v1/spaces/shop'
  const fields = [
    { id: 'name', name: 'Name', type: 'text' },
    { id: 'price', name: 'Price', type: 'number' },
  ]
  for (const [type, slug] of [
    ['products', 'shirt'],
    ['pages', 'home'],
  ] as const) {
    const name = type === 'products' ? 'Products' : 'Pages'
    await api.expect(201, 'POST', `${shop}/content-types`, { body: { slug: type, name, fields } })
    const entry = { type, slug, fields: { name: slug } }
    const { id } = await api.expect(201, 'POST', `${shop}/entries`, { body: entry })
    await api.expect(200, 'POST', `${shop}/entries/${id}/publish`, { body: {} })
  }
  await api.expect(201, 'POST', `${shop}/environments`, { body: { slug: 'staging' } })
  await api.expect(201, 'POST', `${shop}/branches`, { body: { name: 'redesign' } })
  await vi.waitFor(
    async () => expect(await api.expect(200, 'GET', `${shop}/branches/redesign`)).toMatchObject({ state: 'active' }),
    { timeout: 30_000 },
  )
}
