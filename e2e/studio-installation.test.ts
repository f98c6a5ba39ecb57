import { hash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Account, openAccounts } from './support/accounts.ts'
import type { Client } from './support/client.ts'
import { copySecret, expectAccessible, finish, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { focusedName, tabTo } from './support/studio-keys.ts'
import { noBrowser } from './support/studio-page.ts'
import { choose, write } from './support/studio-token.ts'

// The installation as who administers it sees it, and an account as its own person does.

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

describe.skipIf(noBrowser !== null)(`the installation${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  const folder = makeTestFolder('installation')
  const inbox = join(folder, 'letters')
  const feed = join(folder, 'feed.json')
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  let page: Page
  let grace: Account
  let spare: Account

  const soon = { timeout: 30_000 }
  const go = (path: string, on = page) => on.goto(`${studio.origin}/studio${path}`)
  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true })
  const dialog = (name: string, on = page) => on.getByRole('dialog', { name, exact: true })
  const heading = (name: string, on = page) => on.getByRole('heading', { name, level: 1 }).waitFor()
  const accountOf = (id: string) => api.expect(200, 'GET', `/api/v1/users/${id}`)
  const card = (text: string) =>
    page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({ hasText: text })

  beforeAll(async () => {
    const program = join(folder, 'sendmail.sh')
    writeFileSync(program, `#!/bin/sh\ncat >> "${inbox}"\n`)
    chmodSync(program, 0o700)
    studio = await openStudio({ LATCHKEY_MAIL_COMMAND: program, LATCHKEY_UPDATES: feed })
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    for (const slug of ['shop', 'blog']) await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug, name: slug } })
    const [first, second] = await openAccounts(api, 2)
    if (first === undefined || second === undefined) throw new Error('Two were asked for.')
    grace = first
    spare = second
    await api.expect(200, 'PATCH', `/api/v1/users/${grace.id}`, { body: { name: 'Grace' } })
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
  })

  afterAll(async () => {
    await studio.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** In both colour schemes. */
  async function expectAccessibleInBoth(on: Page, what: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await on.emulateMedia({ colorScheme })
      await expectAccessible(on, `${what}, ${colorScheme}`)
    }
  }

  /** The last line of the last letter; empty while there is none. */
  function lastLine(): string {
    const body = existsSync(inbox)
      ? (readFileSync(inbox, 'utf8')
          .trim()
          .split(/\r?\n\r?\n/)
          .at(-1) ?? '')
      : ''
    return Buffer.from(body, 'base64').toString().trim().split('\n').at(-1) ?? ''
  }

  /** Opens the menu of an account and takes something from it. */
  async function take(name: string, item: string): Promise<void> {
    await button(`Actions for ${name}`).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  /** Says yes in the dialog of a title. */
  async function agree(title: string, submit: string): Promise<void> {
    await dialog(title).getByRole('button', { name: submit, exact: true }).click()
    await dialog(title).waitFor({ state: 'hidden' })
  }

  test('who administers it finds its places in the menu of the account; others stand before a wall', async () => {
    await page.getByRole('button', { name: /^Account menu/ }).click()
    await page.getByRole('menuitem', { name: 'Installation' }).click()
    await heading('Accounts')
    const hers = await studio.open({ viewport: { width: 390, height: 900 } })
    await hers.goto(`${studio.origin}/studio/sign-in`)
    await hers.getByLabel('E-mail address').fill(grace.email)
    await hers.getByLabel('Password', { exact: true }).fill(grace.password)
    await button('Sign in', hers).click()
    await heading('Begin with a space', hers)
    for (const place of [
      'installation/accounts',
      'installation/tokens',
      'installation/updates',
      'activity',
      'backups',
    ]) {
      await go(`/${place}`, hers)
      await heading('For who administers the installation', hers)
    }
    await expectAccessibleInBoth(hers, 'the wall')
    await hers.context().close()
  })

  test('an account is made, found, renamed, and made an administrator', async () => {
    await go('/installation/accounts')
    await button('New account').click()
    const made = dialog('New account')
    await made.getByLabel('Name', { exact: true }).fill('Linus')
    await made.getByLabel('E-mail address').fill(owner.email)
    await made.getByLabel('First password').fill('a first password')
    await expectAccessibleInBoth(page, 'a new account')
    await made.getByRole('button', { name: 'Create' }).click()
    // What was typed stays when it is refused.
    await made.getByRole('alert').getByText('There is an account with this address.').waitFor()
    expect(await made.getByLabel('Name', { exact: true }).inputValue()).toBe('Linus')
    await made.getByLabel('E-mail address').fill('linus@example.com')
    await made.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Linus can sign in now.').waitFor()

    await page.getByRole('searchbox', { name: 'Search' }).fill('linus@')
    await page.getByText('1 account', { exact: true }).waitFor()
    await take('Linus', 'Rename')
    await dialog('Rename Linus').getByLabel('Name').fill('Linus T.')
    await agree('Rename Linus', 'Rename')
    await take('Linus T.', 'Make an administrator')
    await expectAccessibleInBoth(page, 'making an administrator')
    await agree('Make Linus T. an administrator?', 'Make an administrator')
    await card('linus@example.com').getByText('Administrator', { exact: true }).waitFor()
    const { items } = await api.expect(200, 'GET', '/api/v1/users?limit=200')
    expect(items.find(({ email }: { email: string }) => email === 'linus@example.com')).toMatchObject({
      name: 'Linus T.',
      installation_administrator: true,
    })
    await take('Linus T.', 'Take administration away')
    await agree('Is Linus T. no administrator any more?', 'Take administration away')
    await page.getByText('Linus T. is no administrator any more.').waitFor()
  })

  test('the last administrator stays one, and is told why', async () => {
    await go('/installation/accounts')
    await button(`Actions for ${owner.name}`).click()
    // What would end the session at hand is done on one’s own pages.
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Rename', 'Take administration away'])
    await page.keyboard.press('Escape')
    await take(owner.name, 'Take administration away')
    const asked = dialog(`Is ${owner.name} no administrator any more?`)
    await asked.getByText('This is your own account.').waitFor()
    await asked.getByRole('button', { name: 'Take administration away' }).click()
    await asked
      .getByRole('alert')
      .getByText(/last administrator/)
      .waitFor()
    await expectAccessibleInBoth(page, 'the last administrator')
    await page.keyboard.press('Escape')
    // The focus is where it was.
    await expect.poll(() => focusedName(page), soon).toBe(`Actions for ${owner.name}`)
  })

  test('an account is suspended and readmitted, and a lost second factor taken away', async () => {
    const { client } = await grace.login()
    const { secret } = await client.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Script', scope: { form: 'all' } },
    })
    const status = async () => (await studio.api(secret).call('GET', '/api/v1/account')).status
    await go('/installation/accounts')
    await take('Grace', 'Suspend')
    await agree('Suspend Grace?', 'Suspend')
    await page.getByText('Grace is suspended.').waitFor()
    expect(await status()).toBe(401)
    await choose(page, 'Shown', 'Suspended')
    await page.getByText('1 account', { exact: true }).waitFor()
    await take('Grace', 'Readmit')
    await agree('Readmit Grace?', 'Readmit')
    await page.getByText('No account fits.').waitFor()
    expect(await status()).toBe(200)

    const again = await grace.login()
    await again.client.expect(201, 'POST', '/api/v1/account/factors/totp')
    await choose(page, 'Shown', 'All')
    await take('Grace', 'Reset the second factor')
    await agree('Reset the second factor of Grace?', 'Reset the second factor')
    await page.getByText('Grace signs in with the password alone now.').waitFor()
    // Her sessions have ended with it.
    await again.client.expect(401, 'GET', '/api/v1/account')
  })

  test('a token of the installation is made with grants for every space but one, used, rotated and deleted', async () => {
    await go('/installation/tokens')
    await heading('Tokens of the installation')
    await expectAccessibleInBoth(page, 'no tokens of the installation')
    await page.getByRole('link', { name: 'New token' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Indexer')
    await button('Add a grant').click()
    await choose(page, 'Actions', 'content.read')
    await page.keyboard.press('Escape')
    await write(page, 'On', 'content')
    await button('Add a grant').click()
    const denied = page.getByRole('group', { name: 'Grant 2' })
    await denied.getByText('Deny', { exact: true }).click()
    await denied.getByRole('combobox', { name: 'Actions' }).click()
    await page.getByRole('option', { name: 'content.read', exact: true }).last().click()
    await page.keyboard.press('Escape')
    await denied.getByRole('combobox', { name: 'On', exact: true }).fill('space:blog')
    // The spaces that there are are offered.
    await page.getByRole('option', { name: 'space:blog:content', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByText('of every space').first().waitFor()
    await expectAccessibleInBoth(page, 'a new token of the installation')
    await button('Next').click()
    await button('Create the token').click()
    const secret = await copySecret(page)
    await expectAccessibleInBoth(page, 'the secret of a token of the installation')
    const status = async (text: string, space: string) =>
      (await studio.api(text).call('GET', `/api/v1/spaces/${space}/entries`)).status
    expect(await status(secret, 'shop')).toBe(200)
    expect(await status(secret, 'blog')).not.toBe(200)
    await page.getByText('Its first call has arrived.').waitFor({ timeout: 60_000 })
    await finish(page)
    await expect.poll(() => page.url(), soon).toMatch(/\/studio\/installation\/tokens\/\w+$/)
    await expectAccessibleInBoth(page, 'a token of the installation')

    await button('Rotate').click()
    await dialog('Give it a new secret?').getByRole('button', { name: 'Rotate now' }).click()
    const renewed = await copySecret(page)
    await finish(page)
    expect([await status(secret, 'shop'), await status(renewed, 'shop')]).toEqual([200, 200])

    await page.getByLabel('Inactive').check()
    await page.getByRole('region', { name: 'Status' }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('“Indexer” is paused').waitFor()
    expect(await status(renewed, 'shop')).toBe(401)

    await page.getByRole('region', { name: 'Danger zone' }).getByRole('button', { name: 'Delete' }).click()
    const named = dialog('Delete “Indexer”?').getByLabel('Name of the token')
    if (await named.isVisible()) await named.fill('Indexer')
    await dialog('Delete “Indexer”?').getByRole('button', { name: 'Delete for good' }).click()
    await heading('Tokens of the installation')
    const { items } = await api.expect(200, 'GET', '/api/v1/installation/tokens')
    expect(items).toEqual([])
  })

  test('a newer version is found, downloaded whole, and installed by hand', async () => {
    const file = join(folder, 'latchkey-9.0.0.tgz')
    writeFileSync(file, 'a release')
    const release = { version: '9.0.0', url: file, sha256: hash('sha256', 'another'), notes: 'Faster.' }
    writeFileSync(feed, JSON.stringify(release))
    await go('/installation/updates')
    await page.getByText('Nobody has asked for a newer one yet.').waitFor()
    await button('Check for updates').click()
    await page.getByRole('region', { name: 'Version 9.0.0 is out' }).waitFor()
    await button('Download').click()
    await page.getByText(/not the one of the feed/).waitFor({ timeout: 60_000 })
    await expectAccessibleInBoth(page, 'a download that is not what the feed says')
    writeFileSync(feed, JSON.stringify({ ...release, sha256: hash('sha256', 'a release') }))
    await button('Check for updates').click()
    await page.getByText(/not the one of the feed/).waitFor({ state: 'hidden', timeout: 60_000 })
    await button('Download').click()
    await button('How to install').click({ timeout: 60_000 })
    await dialog('Install version 9.0.0').getByText('latchkey backup create').waitFor()
    await expectAccessibleInBoth(page, 'how to install')
  })

  test('an address is changed by the link that is sent there', async () => {
    const hers = await studio.open({ viewport: { width: 390, height: 900 } })
    await hers.goto(`${studio.origin}/studio/sign-in?to=%2Fstudio%2Faccount`)
    await hers.getByLabel('E-mail address').fill(grace.email)
    await hers.getByLabel('Password', { exact: true }).fill(grace.password)
    await button('Sign in', hers).click()
    await heading('My account', hers)
    await hers.getByLabel('New address').fill('hopper@example.com')
    await hers.reload()
    // What was typed is there still.
    expect(await hers.getByLabel('New address').inputValue()).toBe('hopper@example.com')
    await button('Send the link', hers).click()
    await hers.getByText('A letter to hopper@example.com is on its way').waitFor()
    await expectAccessibleInBoth(hers, 'a letter on its way')
    // Without a public URL the letter holds the secret alone.
    await expect.poll(lastLine, { timeout: 60_000 }).toMatch(/^\S{20,}$/)
    await hers.goto(`${studio.origin}/confirm-email#${lastLine()}`)
    await button('Use this address', hers).click()
    await hers.getByText('Your new address counts from now on.').waitFor()
    expect(await accountOf(grace.id)).toMatchObject({ email: 'hopper@example.com' })
    await hers.context().close()
  })

  test('an account is closed with the keyboard alone, after it was said what nobody else can hand on', async () => {
    const { client } = await spare.login()
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'garden', name: 'Garden' } })
    const invitation = { email: spare.email, roles: ['Viewer'] }
    const { id } = await api.expect(201, 'POST', '/api/v1/spaces/garden/invitations', { body: invitation })
    await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
    await api.expect(200, 'POST', '/api/v1/spaces/garden/transfer', { body: { account: spare.id } })
    const theirs = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(theirs, studio.origin, '/studio', spare)
    await go('/account', theirs)
    await heading('My account', theirs)
    await tabTo(theirs, 'Close my account')
    await theirs.keyboard.press('Enter')
    const asked = dialog('Close your account?', theirs)
    await asked.getByRole('link', { name: 'Garden' }).waitFor()
    await expectAccessibleInBoth(theirs, 'closing an account')
    expect(await asked.getByRole('button', { name: 'Close my account' }).isDisabled()).toBe(true)
    await expect.poll(() => focusedName(theirs), soon).toMatch(/^Write your address/)
    await theirs.keyboard.type(spare.email)
    await theirs.keyboard.press('Enter')
    await theirs.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await accountOf(spare.id)).toMatchObject({ state: 'suspended' })
    await client.expect(401, 'GET', '/api/v1/account')
    await theirs.context().close()
  })

  test('the last administrator cannot close the account, and is led to where others are made', async () => {
    await go('/account')
    await button('Close my account').click()
    const asked = dialog('Close your account?')
    await asked.getByLabel(/^Write your address/).fill(owner.email)
    await asked.getByRole('button', { name: 'Close my account' }).click()
    await asked
      .getByRole('alert')
      .getByText(/last administrator/)
      .waitFor()
    await asked.getByRole('link', { name: 'Make another account an administrator' }).click()
    await heading('Accounts')
    await api.expect(200, 'GET', '/api/v1/account')
    expect(new URL(page.url()).pathname).toBe('/studio/installation/accounts')
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
