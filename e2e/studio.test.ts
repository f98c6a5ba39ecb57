import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Client } from './support/client.ts'
import { copySecret, expectAccessible, finish, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { goByPalette } from './support/studio-keys.ts'
import { noBrowser } from './support/studio-page.ts'
import { beginToken, issueToken } from './support/studio-token.ts'

// The studio as people use it. What it asks of the API is tested on both databases elsewhere; here one is enough.

const credentials = { email: owner.email, password: owner.password }

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const whyNot = noBrowser === null ? '' : ` (${noBrowser})`

describe.skipIf(noBrowser !== null)(`the studio in a browser${whyNot}`, () => {
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  /** Where the owner has signed in. */
  let page: Page
  /** Of the token “Reader”, which reads published products. */
  let reader: string

  /** Asks until it is so: what the page shows follows the answers of the server. */
  const soon = { timeout: 20_000 }

  beforeAll(async () => {
    studio = await openStudio()
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
  })

  afterAll(async () => {
    await studio.close()
  })

  const go = (path: string) => page.goto(`${studio.origin}/studio${path}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  const begin = (card: RegExp, name: string) =>
    beginToken(page, `${studio.origin}/studio/spaces/shop/tokens/new`, card, name)
  const issue = () => issueToken(page)

  const statusOf = async (secret: string, path: string) => (await studio.api(secret).call('GET', path)).status

  test('begins with the set-up secret from the server’s own link, and with a first space', async () => {
    await page.goto(`${studio.origin}/studio/set-up#${studio.server.setupSecret}`)
    await page.getByLabel('Your name').fill(owner.name)
    await page.getByLabel('E-mail address').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    expect(page.url()).not.toContain('#')
    await button('Create the first account').click()
    await page.getByLabel('Name of the space').fill('Shop')
    expect(await page.getByLabel('Its name in addresses').inputValue()).toBe('shop')
    await button('Create the space').click()
    await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()

    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/session', { body: credentials })
    api = studio.api(secret)
    const type = { slug: 'products', name: 'Products', fields: [{ id: 'name', name: 'Name', type: 'text' }] }
    await api.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: type })
    const entry = { type: 'products', slug: 'shirt', fields: { name: 'Shirt' } }
    const { id } = await api.expect(201, 'POST', '/api/v1/spaces/shop/entries', { body: entry })
    await api.expect(200, 'POST', `/api/v1/spaces/shop/entries/${id}/publish`, { body: {} })
    await api.expect(201, 'POST', '/api/v1/spaces/shop/releases', { body: { name: 'Spring' } })
  })

  test('signs out, refuses a wrong password and keeps what was typed, and goes on where one wanted to go', async () => {
    await page.getByRole('button', { name: 'Account menu' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await go('/spaces/shop/roles')
    await page.getByLabel('E-mail address').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await button('Sign in').click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await button('Sign in').click()
    await page.getByRole('heading', { name: 'Roles' }).waitFor()
  })

  test('issues a delivery token that reads what is published, and drafts of nobody', async () => {
    await begin(/Website or app/, 'Shop window')
    await expect
      .poll(() => page.getByRole('complementary', { name: 'What this token can do' }).innerText(), soon)
      .toContain('Reads published content and public files of the space shop in production.')
    const secret = await issue()
    expect(secret).toMatch(/^lk_dlv_/)
    expect(await statusOf(secret, '/delivery/v1/spaces/shop/content/products/shirt')).toBe(200)
    expect(await statusOf(secret, '/api/v1/spaces/shop/entries')).toBe(403)
    await finish(page)
  })

  test('issues a preview token', async () => {
    await begin(/Preview or visual editor/, 'Preview')
    const secret = await issue()
    const path = '/delivery/v1/spaces/shop/content/products?environment=production&state=draft'
    expect(await statusOf(secret, path)).toBe(200)
    await finish(page)
  })

  test('issues an asset token, which reads no content', async () => {
    await begin(/Private files/, 'Downloads')
    const secret = await issue()
    expect(secret).toMatch(/^lk_ast_/)
    expect(await statusOf(secret, '/delivery/v1/spaces/shop/content/products')).toBe(403)
    await finish(page)
  })

  test('issues a release token of a release that was chosen', async () => {
    await begin(/^Release/, 'Spring preview')
    await button('Next').click()
    await page.getByText('Choose at least one release.').waitFor()
    await page.getByRole('combobox', { name: 'Releases' }).click()
    await page.getByRole('option', { name: 'Spring' }).click()
    await page.keyboard.press('Escape')
    const secret = await issue()
    expect(secret).toMatch(/^lk_rel_/)
    await finish(page)
  })

  test('issues a management token that writes', async () => {
    await begin(/Script or server/, 'Nightly import')
    await page.getByLabel('Read and write').check()
    await button('Next').click()
    await page.getByText('It can publish.').waitFor()
    await button('Create the token').click()
    const secret = await copySecret(page)
    const entry = { type: 'products', slug: 'cap', fields: { name: 'Cap' } }
    const { status } = await studio.api(secret).call('POST', '/api/v1/spaces/shop/entries', { body: entry })
    expect(status).toBe(201)
    await finish(page)
  })

  test('issues an API token by sentences and by JSON, which show the same', async () => {
    await begin(/Exact grants/, 'Reader')
    await button('Add a grant').click()
    await page.getByRole('combobox', { name: 'Actions' }).click()
    await page.getByRole('option', { name: 'content.read', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'On', exact: true }).fill('content:products')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByText('JSON', { exact: true }).click()
    const json = page.getByLabel('Grants as JSON')
    expect(JSON.parse(await json.inputValue())).toEqual([
      { effect: 'allow', actions: ['content.read'], resources: ['content:products'] },
    ])
    await json.fill('[{ "effect": "allow", "actions": ["content.raed"], "resources": ["content:products"] }]')
    await page.getByText('There is no action').waitFor()
    await json.fill(
      '[{ "effect": "allow", "actions": ["content.read"], "resources": ["content:products"], "conditions": { "status": ["published"] } }]',
    )
    const panel = page.getByRole('complementary', { name: 'What this token can do' })
    await expect.poll(() => panel.innerText(), soon).toContain('Reads published products of the space shop.')
    await page.getByText('Sentences', { exact: true }).click()
    const grant = page.getByRole('group', { name: 'Grant 1' })
    await grant.getByRole('combobox', { name: 'Only in these states' }).waitFor()
    await grant.getByText('published', { exact: true }).first().waitFor()
    const secret = await issue()
    reader = secret
    const { body } = await studio.api(secret).call('GET', '/api/v1/spaces/shop/entries?type=products')
    expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual(['shirt'])
    await finish(page)
  })

  test('issues a personal token of exact calls, and one by resource', async () => {
    await begin(/My own tools/, 'Lists types')
    await page.getByLabel('Exact calls').check()
    await page.getByLabel('Search calls').fill('content-types.list')
    await page.getByRole('checkbox', { name: /content-types\.list/ }).check()
    await page.getByText('1 of ').waitFor()
    // Ticking a resource ticks the calls that it has today, by name.
    await page.getByLabel('Search calls').fill('')
    await page.getByRole('checkbox', { name: 'All calls of tags' }).check()
    const exact = await issue()
    const { items } = await api.expect(200, 'GET', '/api/v1/account/tokens')
    const { operations } = await studio.api(null).expect(200, 'GET', '/api/v1/catalogue')
    const ofTags = operations.filter((each: any) => each.resource === 'tags' && each.callers.includes('personal'))
    const { form, operations: listed } = items.find((each: any) => each.name === 'Lists types').scope
    const today = ['content-types.list', ...ofTags.map((each: any) => each.id)]
    expect([form, new Set(listed), listed.length]).toEqual(['custom', new Set(today), today.length])
    expect(await statusOf(exact, '/api/v1/spaces/shop/content-types')).toBe(200)
    expect(await statusOf(exact, '/api/v1/spaces/shop/entries')).toBe(403)
    await finish(page)

    await go('/account/tokens/new')
    await button('Start over').click()
    await page.getByLabel('Name', { exact: true }).fill('Reads entries')
    await page.getByLabel('By resource').check()
    await page
      .getByRole('radiogroup', { name: 'entries: level', exact: true })
      .getByText('Read', { exact: true })
      .click()
    const byResource = await issue()
    expect(await statusOf(byResource, '/api/v1/spaces/shop/entries')).toBe(200)
    expect(await statusOf(byResource, '/api/v1/spaces/shop/content-types')).toBe(403)
    await finish(page)
  })

  test('shows a secret once, and asks before somebody leaves without a copy', async () => {
    await begin(/Script or server/, 'Once')
    await button('Next').click()
    await button('Create the token').click()
    const field = page.getByLabel('Secret', { exact: true })
    expect(await field.getAttribute('type')).toBe('password')
    await button('Show the secret').click()
    const secret = await field.inputValue()
    expect(await button('Done').isDisabled()).toBe(true)
    await page.getByRole('link', { name: 'Roles' }).click()
    await page.getByRole('dialog', { name: 'Leave without a copy?' }).waitFor()
    await expectAccessible(page, 'leaving without a copy')
    await button('Stay here').click()
    expect(await field.inputValue()).toBe(secret)
    await finish(page)
    expect(await page.content()).not.toContain(secret)
    const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
    expect(stored).not.toContain(secret)
  })

  test('offers programs for the clients of other platforms, and lights up when the first call has arrived', async () => {
    await begin(/Website or app/, 'First call')
    const secret = await issue()
    await page.getByRole('tab', { name: 'Other clients' }).click()
    const client = page.getByRole('combobox', { name: 'Client' })
    await client.click()
    await page.getByRole('option', { name: 'contentstack', exact: true }).click()
    const program = page.getByRole('group', { name: 'contentstack' })
    expect(await program.innerText()).toContain(`stack.setPort(${new URL(studio.origin).port})`)
    expect(await program.innerText()).not.toContain(secret)
    await page.getByRole('tabpanel', { name: 'Other clients' }).getByRole('button', { name: 'Copy' }).click()
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(`delivery_token: '${secret}'`)
    await expectAccessible(page, 'the programs of other clients')
    await page.getByText('Waiting for its first call').waitFor()
    await studio.api(secret).expect(200, 'GET', '/delivery/v1/spaces/shop/content-types')
    await page.getByText('Its first call has arrived.').waitFor({ timeout: 60_000 })
    expect(await page.getByText('Waiting for its first call').count()).toBe(0)
    await finish(page)
  })

  test('pauses, resumes, rotates, revokes and deletes: the next call knows', async () => {
    await begin(/Script or server/, 'Ends soon')
    const secret = await issue()
    const status = (token = secret) => statusOf(token, '/api/v1/spaces/shop/content-types')
    await finish(page)
    await page.getByLabel('Inactive').check()
    await page.getByRole('region', { name: 'Status' }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('is paused').waitFor()
    expect(await status()).toBe(401)
    await go('/spaces/shop/tokens')
    await page.getByRole('switch', { name: 'Ends soon is active' }).click({ force: true })
    await page.getByText('works again').waitFor()
    expect(await status()).toBe(200)

    await page.getByRole('link', { name: 'Ends soon' }).click()
    await button('Rotate').click()
    await page.getByRole('combobox', { name: 'The old secret ends' }).click()
    await page.getByRole('option', { name: 'at once' }).click()
    await button('Rotate now').click()
    const renewed = await copySecret(page)
    expect([await status(), await status(renewed)]).toEqual([401, 200])
    await finish(page)

    await go('/spaces/shop/tokens')
    await page.getByRole('button', { name: 'Actions for Ends soon' }).click()
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    const name = page.getByLabel('Name of the token')
    if (await name.isVisible()) {
      expect(await button('Revoke for good').isDisabled()).toBe(true)
      await name.fill('Ends soon')
    }
    await button('Revoke for good').click()
    await page.getByText('is revoked for good').waitFor()
    expect(await status(renewed)).toBe(401)

    await page.getByRole('button', { name: 'Actions for Ends soon' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await button('Delete for good').click()
    await page.getByText('is deleted').waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Ends soon' }).count(), soon).toBe(0)
  })

  test('finds a token by its whole text, of which only the id is looked for', async () => {
    await begin(/Script or server/, 'Pasted')
    const secret = await issue()
    await finish(page)
    await go('/spaces/shop/tokens')
    const asked: string[] = []
    page.on('request', (request) => void asked.push(`${request.url()} ${request.postData() ?? ''}`))
    await page.getByRole('searchbox').fill(secret)
    await expect.poll(() => page.getByRole('row').count(), soon).toBe(2)
    await page.getByRole('link', { name: 'Pasted' }).waitFor()
    expect(asked.join()).not.toContain(secret.slice(-38))
  })

  test('the palette finds entries and tokens by a part of their names, and leads to a new space', async () => {
    const find = async (words: string) => {
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder('Find, go to or do').fill(words)
    }
    await go('/spaces/shop/overview')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await find('shir')
    await page.getByRole('button', { name: 'shirt' }).waitFor()
    await expectAccessible(page, 'what the palette has found')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/spaces\/shop\/content\/[\w-]+$/)
    await find('op windo')
    await page.getByRole('button', { name: 'Shop window' }).click()
    await page.waitForURL(/\/spaces\/shop\/tokens\/\w+$/)
    await find('nothing is called like this')
    await page.getByText('Nothing of that name').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Switch space/ }).click()
    await page.getByRole('menuitem', { name: 'New space' }).click()
    await page.getByLabel('Name of the space').fill('Outlet')
    await expectAccessible(page, 'a new space')
    await button('Create the space').click()
    await page.waitForURL(/\/spaces\/outlet\/tokens$/)
    await page.getByRole('button', { name: /^Switch space: *Outlet/ }).waitFor()
  })

  test('answers in the simulator as the API would, with the grant that is missing', async () => {
    await go('/spaces/shop/simulator')
    await page.getByRole('combobox', { name: 'Who' }).click()
    await page.getByRole('option', { name: 'Reader', exact: true }).click()
    await page.getByRole('combobox', { name: 'Does' }).click()
    await page.getByRole('option', { name: 'content.update', exact: true }).click()
    await page.getByRole('combobox', { name: 'Content type' }).click()
    await page.getByRole('option', { name: 'Products' }).click()
    await page.getByRole('heading', { name: 'Refused' }).waitFor()
    await page.getByRole('heading', { name: 'The smallest grant that is missing' }).waitFor()
    const shirt = '/api/v1/spaces/shop/entries/shirt?type=products'
    const body = { fields: { name: 'Red shirt' } }
    await studio.api(reader).expect(403, 'PATCH', shirt, { body })
    await page.getByRole('combobox', { name: 'Does' }).click()
    await page.getByRole('option', { name: 'content.read', exact: true }).click()
    await page.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'published' }).click()
    await page.getByRole('heading', { name: 'Allowed' }).waitFor()
    expect(await page.getByRole('heading', { name: 'The smallest grant that is missing' }).count()).toBe(0)
    await studio.api(reader).expect(200, 'GET', shirt)
  })

  test('makes a role, binds a token to it, and shows which tokens follow it', async () => {
    await go('/spaces/shop/roles/new')
    await page.getByLabel('Name', { exact: true }).fill('Product reader')
    await page.getByRole('combobox', { name: 'Actions' }).click()
    await page.getByRole('option', { name: 'content.read', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'On', exact: true }).fill('content:products')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await button('Save the role').click()
    await page.getByRole('heading', { name: 'Product reader' }).waitFor()
    await begin(/Website or app/, 'Follows a role')
    await page.getByLabel('What a role allows').check()
    await page.getByRole('combobox', { name: 'Role' }).click()
    expect(await page.getByRole('option', { name: /Administrator/ }).getAttribute('data-combobox-disabled')).toBe(
      'true',
    )
    await page.getByRole('option', { name: 'Product reader' }).click()
    await issue()
    await finish(page)
    await go('/spaces/shop/roles')
    await page.getByRole('link', { name: 'Product reader' }).click()
    await page.getByRole('link', { name: 'Follows a role' }).waitFor()
  })

  test('a token is issued with the keyboard alone', async () => {
    await go('/spaces/shop/tokens')
    await page.getByRole('heading', { name: 'Tokens', exact: true }).waitFor()
    const press = async (key: string, until: () => Promise<boolean>) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press(key)
        if (await until()) return
      }
      throw new Error(`${key} never led there.`)
    }
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`,
      )
    const focusedName = () => page.evaluate<string>(`document.activeElement?.labels?.[0]?.textContent ?? ''`)
    await goByPalette(page, 'new token')
    await page.getByRole('heading', { name: 'New token' }).waitFor()
    await press('Tab', async () => (await focused()).startsWith('Website or app'))
    await page.keyboard.press('Enter')
    await page.getByLabel('Name', { exact: true }).waitFor()
    await press('Tab', async () => (await focusedName()) === 'Name')
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Enter')
    await page.getByText('When does it end?').waitFor()
    await press('Tab', async () => (await focused()) === 'Create the token')
    await page.keyboard.press('Enter')
    await button('Done').waitFor()
    await press('Tab', async () => (await focused()) === 'Copy the secret')
    await page.keyboard.press('Enter')
    const secret = await page.evaluate<string>('navigator.clipboard.readText()')
    await press('Tab', async () => (await focusedName()).startsWith('I have copied'))
    await page.keyboard.press('Space')
    await press('Tab', async () => (await focused()) === 'Done')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'By keyboard' }).waitFor()
    expect(await statusOf(secret, '/delivery/v1/spaces/shop/content-types')).toBe(200)
  })

  test('a session that has ended is taken up again over what was typed', async () => {
    await begin(/Website or app/, 'Typed before the session ended')
    await api.expect(204, 'DELETE', '/api/v1/account/sessions')
    await button('Next').click()
    await button('Create the token').click()
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.getByLabel('Password', { exact: true }).fill(owner.password)
    await expectAccessible(page, 'signing in again')
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: '“Typed before the session ended” is ready' }).waitFor()
    await finish(page)
  })

  test.each(['light', 'dark'] as const)('every screen and dialog is accessible, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    const look = async (path: string, heading: string, what = path) => {
      await go(path)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await expectAccessible(page, what)
    }
    await look('/spaces/shop/tokens', 'Tokens')
    await page.getByRole('row').nth(1).waitFor()
    await expectAccessible(page, 'the list of tokens')
    await page.getByRole('button', { name: /^Actions for Reader/ }).click()
    await page.getByRole('menuitem', { name: 'Revoke' }).waitFor()
    await expectAccessible(page, 'the menu of a token')
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    await button('Revoke for good').waitFor()
    await expectAccessible(page, 'the dialog that revokes')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Account menu' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
    await expectAccessible(page, 'the account menu')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Go to or do').waitFor()
    await expectAccessible(page, 'the palette')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Reader', exact: true }).click()
    await button('Rotate').click()
    await button('Rotate now').waitFor()
    await expectAccessible(page, 'the dialog that rotates')
    await page.keyboard.press('Escape')
    await button('Change the grants').click()
    await expectAccessible(page, 'a token whose grants are changed')
    await look('/spaces/shop/tokens/new', 'New token')
    await begin(/My own tools/, 'x')
    await page.getByLabel('Exact calls').check()
    await page.getByLabel('Search calls').waitFor()
    await expectAccessible(page, 'the tree of calls')
    await page.getByLabel('By resource').check()
    await expectAccessible(page, 'the table of resources')
    await page.getByLabel('Read only').check()
    await button('Next').click()
    await page.getByText('When does it end?').waitFor()
    await expectAccessible(page, 'the last step')
    await button('Start over').click()
    await look('/spaces/shop/simulator', 'Simulator')
    await look('/spaces/shop/roles', 'Roles')
    await look('/spaces/shop/roles/new', 'New role')
    await look('/account', 'My account')
    await look('/account/tokens', 'Personal tokens')
    await look('/account/sessions', 'Sessions')
    await look('/nowhere', 'There is nothing here')
    const guest = await studio.open({ colorScheme })
    for (const path of [
      '/studio/sign-in',
      '/studio/set-up',
      '/studio/forgot-password',
      '/studio/single-sign-on',
      '/reset-password#x',
      '/confirm-email#x',
    ]) {
      await guest.goto(studio.origin + path)
      await guest.getByRole('heading', { level: 1 }).waitFor()
      await expectAccessible(guest, path)
    }
    await guest.context().close()
  })

  test.each([390, 768])('at %i pixels nothing is cut off, and the menu is within reach', async (width) => {
    const phone = await studio.open({ viewport: { width, height: 844 } })
    await signIn(phone, studio.origin)
    for (const path of [
      '/spaces/shop/tokens',
      '/spaces/shop/tokens/new',
      '/spaces/shop/simulator',
      '/spaces/shop/roles',
      '/account',
      '/account/tokens',
      '/account/sessions',
    ]) {
      await phone.goto(`${studio.origin}/studio${path}`)
      await phone.getByRole('heading', { level: 1 }).waitFor()
      const wider = await phone.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect([path, wider]).toEqual([path, 0])
    }
    await phone.goto(`${studio.origin}/studio/spaces/shop/tokens`)
    if (width < 768) {
      await phone.getByRole('button', { name: 'Open the menu' }).click()
      await expectAccessible(phone, 'the menu of a phone')
    }
    await phone.getByRole('link', { name: 'Simulator' }).click()
    await phone.getByRole('heading', { name: 'Simulator' }).waitFor()
    await phone.context().close()
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
