import { openReceiver } from '@latchkey/server/test-support/receiver'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Account, openAccounts } from './support/accounts.ts'
import type { Client } from './support/client.ts'
import { expectAccessible, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { noBrowser } from './support/studio-page.ts'
import { focusedName, goByPalette, tabTo } from './support/studio-keys.ts'

// What takes two people, or no hand on a mouse: asking and answering, handing on, leaving, and a day with the keyboard alone.

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

const shop = '/api/v1/spaces/shop'

describe.skipIf(noBrowser !== null)(`people in the studio${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  /** Where the owner has signed in, and where an editor of the shop has. */
  let page: Page
  let hers: Page
  let editor: Account

  const soon = { timeout: 30_000 }
  const go = (path: string, on = page) => on.goto(`${studio.origin}/studio${path}`)
  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true })
  const dialog = (name: string, on = page) => on.getByRole('dialog', { name, exact: true })
  const statusOf = async (secret: string, path: string) => (await studio.api(secret).call('GET', path)).status

  beforeAll(async () => {
    studio = await openStudio({ LATCHKEY_OUTGOING_ALLOW: '127.0.0.1' })
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
    const fields = [{ id: 'name', name: 'Name', type: 'text' }]
    await api.expect(201, 'POST', `${shop}/content-types`, { body: { slug: 'products', name: 'Products', fields } })
    await api.expect(201, 'POST', `${shop}/entries`, {
      body: { type: 'products', slug: 'cap', fields: { name: 'Cap' } },
    })
    await api.expect(200, 'PATCH', `${shop}/environments/production`, { body: { requires_review: true } })
    const [somebody] = await openAccounts(api, 1)
    if (somebody === undefined) throw new Error('One was asked for.')
    editor = somebody
    await join('spaces/shop', { roles: ['Editor'] })
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    hers = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
    await signIn(hers, studio.origin, '/studio/spaces/shop/tokens', editor)
  })

  afterAll(async () => {
    await studio.close()
  })

  /** The editor takes an invitation to a place. */
  async function join(place: string, role: object): Promise<void> {
    const { id } = await api.expect(201, 'POST', `/api/v1/${place}/invitations`, {
      body: { email: editor.email, ...role },
    })
    const { client } = await editor.login()
    await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
  }

  test('what needs a second person is asked for, declined with a reason, asked for again, and agreed to', async () => {
    const { id } = await api.expect(200, 'GET', `${shop}/entries/cap?type=products`)
    const entry = `/spaces/shop/content/${id}`
    const delivered = async () => {
      const { items } = await api.expect(200, 'GET', '/delivery/v1/spaces/shop/content/products?environment=production')
      return items.length
    }
    const askFor = async (note: string) => {
      await go(entry, hers)
      await button('Publish', hers).click()
      // It is refused where a second person is needed, and the way to them stands there.
      await dialog('Publish', hers).getByRole('button', { name: 'Publish', exact: true }).click()
      await dialog('Publish', hers).getByRole('button', { name: 'Ask to publish' }).click()
      await dialog('Ask to publish', hers).getByLabel('Note').fill(note)
      await dialog('Ask to publish', hers).getByRole('button', { name: 'Ask to publish' }).click()
      await hers.getByRole('region', { name: 'Planned' }).getByText(note).waitFor()
    }
    await askFor('Ready, I think')
    // Nobody agrees to what they have asked for themselves.
    await button('Agree', hers).click()
    await dialog('Agree?', hers).getByRole('button', { name: 'Agree' }).click()
    await dialog('Agree?', hers).getByRole('alert').waitFor()
    await hers.keyboard.press('Escape')

    await go(entry)
    await button('Decline').click()
    await dialog('Decline?').getByLabel('Your answer').fill('The price is missing')
    await expectAccessible(page, 'declining a request')
    await dialog('Decline?').getByRole('button', { name: 'Decline' }).click()
    await page.getByText('You have declined.').waitFor()
    await hers.reload()
    await hers.getByText('Declined: The price is missing').waitFor()
    expect(await delivered()).toBe(0)

    await askFor('Now with a price')
    await go('/spaces/shop/overview')
    await page.getByText('1 request waits for an answer.').waitFor()
    await page.getByRole('link', { name: 'Look at them' }).click()
    await page.getByRole('heading', { name: 'Planned', level: 1 }).waitFor()
    await page.getByText('Now with a price').waitFor()
    await expectAccessible(page, 'what waits for an answer')
    const filter = page.getByRole('radiogroup', { name: 'Which requests' })
    await filter.getByText('Declined').click()
    await page.getByText('Declined: The price is missing').waitFor()
    await filter.getByText('Waiting').click()
    await button('Agree').click()
    await dialog('Agree?').getByRole('button', { name: 'Agree' }).click()
    await page.getByText('It is done.').waitFor()
    await page.getByText('Nothing waits for an answer').waitFor()
    expect(await delivered()).toBe(1)
  })

  test('what will happen by itself is told in its order, and cancelled there', async () => {
    const { id } = await api.expect(200, 'GET', `${shop}/entries/cap?type=products`)
    for (const at of ['2041-01-01T08:00:00.000Z', '2040-01-01T08:00:00.000Z']) {
      await api.expect(201, 'POST', `${shop}/entries/${id}/schedules`, { body: { action: 'unpublish', at } })
    }
    await go('/spaces/shop/plans')
    const plans = page.getByRole('region', { name: 'Scheduled' })
    const times = () => plans.getByText(/^Goes offline on/).allInnerTexts()
    await expect
      .poll(async () => (await times()).map((each) => /20\d\d/.exec(each)?.[0]), soon)
      .toEqual(['2040', '2041'])
    await plans.getByRole('button', { name: 'Cancel' }).first().click()
    await page.getByText('It is cancelled.').waitFor()
    await expect.poll(async () => (await times()).length, soon).toBe(1)
    await plans.getByRole('link', { name: 'cap' }).click()
    await page.getByRole('region', { name: 'Planned' }).getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.getByRole('region', { name: 'Planned' }).count(), soon).toBe(0)
  })

  test('a release is given a time, and the time is taken back', async () => {
    await api.expect(201, 'POST', `${shop}/environments`, { body: { slug: 'staging' } })
    const body = { name: 'Winter', environments: ['staging'] }
    const { id } = await api.expect(201, 'POST', `${shop}/releases`, { body })
    const { id: entry } = await api.expect(200, 'GET', `${shop}/entries/cap?type=products`)
    await api.expect(201, 'POST', `${shop}/releases/${id}/items`, { body: { entry } })
    const stored = () => api.expect(200, 'GET', `${shop}/releases/${id}`)
    await go(`/spaces/shop/releases/${id}`)
    await button('Schedule').click()
    const when = dialog('When does it go live?')
    await when.getByLabel('Day and time').fill('2020-01-01T08:00')
    await when.getByRole('button', { name: 'Schedule' }).click()
    await when
      .getByRole('alert')
      .or(when.getByText(/future|past/i))
      .first()
      .waitFor()
    await when.getByLabel('Day and time').fill('2040-05-01T08:00')
    await expectAccessible(page, 'scheduling a release')
    await when.getByRole('button', { name: 'Schedule' }).click()
    await page.getByText('It goes live by itself.').waitFor()
    expect(await stored()).toMatchObject({
      state: 'scheduled',
      release_at: expect.stringMatching(/^2040-0(?:4-30|5-01)T/),
    })
    await button('Take the schedule back').click()
    await page.getByText('It waits for somebody again.').waitFor()
    await button('Schedule').waitFor()
    expect(await stored()).toMatchObject({ state: 'open' })
  })

  test('a release is given to another member', async () => {
    const { id } = await api.expect(201, 'POST', `${shop}/releases`, { body: { name: 'Autumn' } })
    await go(`/spaces/shop/releases/${id}`)
    const section = page.getByRole('region', { name: 'Owner' })
    await section.getByRole('combobox', { name: 'To whom' }).click()
    await page.getByRole('option', { name: new RegExp(editor.email) }).click()
    await section.getByRole('button', { name: 'Give it to them' }).click()
    await page.getByText('The release has another owner.').waitFor()
    expect(await api.expect(200, 'GET', `${shop}/releases/${id}`)).toMatchObject({ owner: editor.id })
  })

  test('what was sent to a webhook is sent again, under the same id', async () => {
    const receiver = await openReceiver()
    try {
      const body = { name: 'Site', url: receiver.url, events: ['entries.publish'] }
      const { id } = await api.expect(201, 'POST', `${shop}/webhooks`, { body })
      await go(`/spaces/shop/webhooks/${id}`)
      await button('Send a test').click()
      const deliveries = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem')
      await deliveries.getByText('Delivered', { exact: true }).waitFor(soon)
      await button('Send again: webhooks.test').click()
      await page.getByText('It is on its way again.').waitFor()
      await expect.poll(() => receiver.received.length, soon).toBe(2)
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    } finally {
      receiver.close()
    }
  })

  test('an invitation is sent again, and the link before opens nothing any more', async () => {
    const body = { email: 'grace@example.com', roles: ['Viewer'] }
    const { secret } = await api.expect(201, 'POST', `${shop}/invitations`, { body })
    await go('/spaces/shop/members')
    await button('Send again: the invitation of grace@example.com').click()
    const link = await dialog('Link of the invitation')
      .getByRole('group', { name: 'Link of the invitation' })
      .innerText()
    await expectAccessible(page, 'the link of an invitation that was sent again')
    await dialog('Link of the invitation').getByRole('button', { name: 'Close', exact: true }).last().click()
    expect(await page.getByRole('list', { name: 'Invitations' }).getByRole('listitem').count()).toBe(1)
    const look = async (text: string) =>
      (await studio.api(null).call('POST', '/api/v1/invitations/look', { body: { secret: text } })).status
    expect(await look(secret)).toBe(401)
    expect(await look(link.slice(link.indexOf('#') + 1))).toBe(200)
  })

  test('a space is handed on, and whoever gave it has what their roles allow', async () => {
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'outlet', name: 'Outlet' } })
    await join('spaces/outlet', { roles: ['Viewer'] })
    await go('/spaces/outlet/settings')
    const danger = page.getByRole('region', { name: 'Danger zone' })
    await danger.getByRole('combobox', { name: 'New owner' }).click()
    await page.getByRole('option', { name: `Person (${editor.email})` }).click()
    await danger.getByRole('button', { name: 'Give it to somebody else' }).click()
    await page.getByText('The space has a new owner.').waitFor()
    const { client } = await editor.login()
    expect(await client.expect(200, 'GET', '/api/v1/spaces/outlet')).toMatchObject({ owner: editor.id })
  })

  test('an organization is handed on, and left by who had it', async () => {
    await api.expect(201, 'POST', '/api/v1/organizations', { body: { slug: 'acme', name: 'Acme' } })
    await join('organizations/acme', { role: 'administrator' })
    await go('/organizations/acme?part=general')
    const danger = page.getByRole('region', { name: 'Danger zone' })
    await danger.getByRole('combobox', { name: 'New owner' }).click()
    await page.getByRole('option', { name: `Person (${editor.email})` }).click()
    await danger.getByRole('button', { name: 'Give it to somebody else' }).click()
    await page.getByText('The organization has a new owner.').waitFor()
    await danger.getByRole('button', { name: 'Leave the organization' }).click()
    await dialog('Leave Acme?').getByRole('button', { name: 'Leave the organization' }).click()
    await page.getByText('You are no member any more.').waitFor()
    await page.getByRole('heading', { name: 'Organizations', level: 1 }).waitFor()
    const { client } = await editor.login()
    const { items } = await client.expect(200, 'GET', '/api/v1/organizations/acme/members')
    expect(items.map(({ email }: { email: string }) => email)).toEqual([editor.email])
  })

  test('a role is made, and a token rotated and revoked, with the keyboard alone', async () => {
    const goTo = async (place: string, heading: string) => {
      await goByPalette(page, place)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    }
    const body = { kind: 'management', mode: 'read', name: 'By hand' }
    const { secret } = await api.expect(201, 'POST', `${shop}/tokens`, { body })
    await go('/spaces/shop/tokens')
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
    await goTo('roles', 'Roles')
    await tabTo(page, 'New role')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'New role', level: 1 }).waitFor()
    await tabTo(page, 'Name')
    await page.keyboard.type('Reader of products')
    await tabTo(page, 'Actions')
    await page.keyboard.type('content.read')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await tabTo(page, 'On')
    await page.keyboard.type('content:products')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await tabTo(page, 'Save the role')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Reader of products', level: 1 }).waitFor()
    const { items } = await api.expect(200, 'GET', `${shop}/roles`)
    expect(items.find(({ name }: { name: string }) => name === 'Reader of products')).toMatchObject({
      grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:products'] }],
    })

    await goTo('tokens', 'Tokens')
    await tabTo(page, 'By hand')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'By hand', level: 1 }).waitFor()
    await tabTo(page, 'Rotate')
    await page.keyboard.press('Enter')
    await dialog('Give it a new secret?').waitFor()
    await tabTo(page, 'Rotate now')
    await page.keyboard.press('Enter')
    await button('Done').waitFor()
    await tabTo(page, 'Copy the secret')
    await page.keyboard.press('Enter')
    await button('Copied').waitFor()
    const renewed = await page.evaluate<string>('navigator.clipboard.readText()')
    await tabTo(page, 'I have copied this token to a safe place')
    await page.keyboard.press('Space')
    await tabTo(page, 'Done')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Danger zone' }).waitFor()
    const types = `${shop}/content-types`
    expect([await statusOf(secret, types), await statusOf(renewed, types)]).toEqual([200, 200])

    await tabTo(page, 'Revoke')
    await page.keyboard.press('Enter')
    await dialog('Revoke “By hand”?').waitFor()
    if (await page.getByLabel('Name of the token').isVisible()) {
      await expect.poll(() => focusedName(page), soon).toBe('Name of the token')
      await page.keyboard.type('By hand')
    }
    await tabTo(page, 'Revoke for good')
    await page.keyboard.press('Enter')
    await page.getByText('This token was revoked').waitFor()
    expect([await statusOf(secret, types), await statusOf(renewed, types)]).toEqual([401, 401])
  })

  test('who may make no space is told who can, and has a Sandbox', async () => {
    const person = { name: 'Nora New', email: 'nora@example.com', password: 'a long password of nora' }
    await api.expect(201, 'POST', '/api/v1/users', { body: person })
    const theirs = await studio.open({ viewport: { width: 1440, height: 900 } })
    await theirs.goto(`${studio.origin}/studio`)
    await theirs.getByLabel('E-mail address').fill(person.email)
    await theirs.getByLabel('Password', { exact: true }).fill(person.password)
    await button('Sign in', theirs).click()
    await theirs.getByText(/^Spaces are made by who administers/).waitFor()
    await expectAccessible(theirs, 'a first page without a space')
    await button('Open my Sandbox', theirs).click()
    await theirs.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
