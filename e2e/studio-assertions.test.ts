import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Client } from './support/client.ts'
import { expectAccessible, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { focusedName, tabTo } from './support/studio-keys.ts'
import { noBrowser } from './support/studio-page.ts'
import { choose, write } from './support/studio-token.ts'

// What no change of a token or a role may make false, as people pin it, run into it and take it off.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const reads = { effect: 'allow', actions: ['content.read'], resources: ['content:products'] }

describe.skipIf(noBrowser !== null)(`assertions in the studio${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  /** Where the owner has signed in. */
  let page: Page
  let token: string
  let role: string

  const soon = { timeout: 30_000 }
  const shop = '/api/v1/spaces/shop'
  const go = (path: string) => page.goto(`${studio.origin}/studio/spaces/shop${path}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const card = () => page.getByRole('region', { name: 'Assertions' })
  const names = async (path: string) => {
    const { items } = await api.expect(200, 'GET', `${shop}/${path}/assertions`)
    return items.map(({ name }: { name: string }) => name)
  }

  beforeAll(async () => {
    studio = await openStudio()
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
    const type = { slug: 'products', name: 'Products', fields: [{ id: 'name', name: 'Name', type: 'text' }] }
    await api.expect(201, 'POST', `${shop}/content-types`, { body: type })
    const site = { kind: 'api', name: 'Site', grants: [reads] }
    ;({ id: token } = await api.expect(201, 'POST', `${shop}/tokens`, { body: site }))
    const readers = { name: 'Readers', grants: [reads] }
    ;({ id: role } = await api.expect(201, 'POST', `${shop}/roles`, { body: readers }))
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
  })

  afterAll(async () => {
    await studio.close()
  })

  test('one is pinned to a token, and its page says that it holds', async () => {
    await go(`/tokens/${token}`)
    await card().getByText('None yet.').waitFor()
    await button('Pin an assertion').click()
    await expect.poll(() => focusedName(page), soon).toBe('Name')
    const form = page.getByRole('form', { name: 'Pin an assertion' })
    await form.getByLabel('Name', { exact: true }).fill('Never changes')
    await choose(page, 'Actions', 'content.update')
    await page.keyboard.press('Escape')
    await write(page, 'On', 'content')
    await expectAccessible(page, 'pinning')
    await button('Pin it').click()
    await card().getByText('Holds', { exact: true }).waitFor()
    await card().getByText('never content.update on content').waitFor()
    await expect.poll(() => focusedName(page), soon).toBe('Pin an assertion')
    expect(await names(`tokens/${token}`)).toEqual(['Never changes'])
  })

  test('what is false now is told with its reason, keeps what was typed, and is pinned at a second word', async () => {
    await button('Pin an assertion').click()
    const form = page.getByRole('form', { name: 'Pin an assertion' })
    await form.getByLabel('Name', { exact: true }).fill('Deletes')
    await form.getByText('Always', { exact: true }).click()
    await choose(page, 'Actions', 'content.delete')
    await page.keyboard.press('Escape')
    await write(page, 'On', 'content:products')
    await button('Pin it').click()
    await form.getByText('It is false now').waitFor()
    expect(await form.getByLabel('Name', { exact: true }).inputValue()).toBe('Deletes')
    await button('Pin it though it is false').click()
    await card().getByText('Does not hold').waitFor()
    await expectAccessible(page, 'an assertion that does not hold')
  })

  test('an edit that would break one says which and why, leads to it, and keeps what was typed', async () => {
    await button('Change the grants').click()
    await page.getByText('JSON', { exact: true }).click()
    const json = page.getByLabel('Grants as JSON')
    const wider = [{ ...reads, actions: ['content.read', 'content.update'] }]
    await json.fill(JSON.stringify(wider))
    await button('Save').first().click()
    const alert = page.getByRole('alert').filter({ hasText: 'It would make false' })
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(
      /“Never changes” of the token Site .*“allow content\.read and content\.update/,
    )
    await expectAccessible(page, 'an edit that an assertion refuses')
    await page.getByRole('link', { name: '“Never changes” of the token Site' }).click()
    await expect.poll(() => page.evaluate('document.activeElement?.id'), soon).toBe('assertions')
    expect(JSON.parse(await json.inputValue())).toEqual(wider)

    await button('Take off Never changes').click()
    const dialog = page.getByRole('dialog', { name: 'Take off “Never changes”?' })
    await expectAccessible(page, 'taking an assertion off')
    await dialog.getByRole('button', { name: 'Take off', exact: true }).click()
    await page.getByText('“Never changes” is taken off.').waitFor()
    expect(await names(`tokens/${token}`)).toEqual(['Deletes'])
    await button('Save').first().click()
    await page.getByText('The grants are saved').waitFor()
  })

  test('one is pinned to a role by the keyboard alone, and guards it', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await go(`/roles/${role}`)
    await card().getByText('None yet.').waitFor()
    await tabTo(page, 'Pin an assertion')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Never publishes')
    await tabTo(page, 'Actions')
    await page.keyboard.type('content.publish')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await tabTo(page, 'On')
    await page.keyboard.type('content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expectAccessible(page, 'pinning, dark')
    await tabTo(page, 'Pin it')
    await page.keyboard.press('Enter')
    await card().getByText('Holds', { exact: true }).waitFor()
    expect(await names(`roles/${role}`)).toEqual(['Never publishes'])

    await page.getByText('JSON', { exact: true }).first().click()
    const wider = [reads, { ...reads, actions: ['content.publish'] }]
    await page.getByLabel('Grants as JSON').fill(JSON.stringify(wider))
    await button('Save the role').click()
    await page.getByRole('link', { name: '“Never publishes” of the role Readers' }).waitFor()
    await expectAccessible(page, 'a role that an assertion guards, dark')
  })

  test('at 390 pixels nothing of it is cut off', async () => {
    const phone = await studio.open({ viewport: { width: 390, height: 844 } })
    await signIn(phone, studio.origin)
    await phone.goto(`${studio.origin}/studio/spaces/shop/tokens/${token}#assertions`)
    await phone.getByRole('button', { name: 'Pin an assertion' }).click()
    await phone.getByRole('form', { name: 'Pin an assertion' }).waitFor()
    expect(await phone.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    if (process.env['LATCHKEY_SCREENS'] !== undefined) {
      await phone.screenshot({ path: `${process.env['LATCHKEY_SCREENS']}/assertions-390.png`, fullPage: true })
    }
    await phone.context().close()
  })

  test('the next step of a new token begins in sight on a phone, with the focus', async () => {
    const phone = await studio.open({ viewport: { width: 390, height: 700 } })
    await signIn(phone, studio.origin)
    await phone.goto(`${studio.origin}/studio/spaces/shop/tokens/new`)
    await phone.getByRole('button', { name: /Website or app/ }).click()
    const begins = async (name: string) => {
      const heading = phone.getByRole('heading', { name, level: 2, exact: true })
      await expect.poll(() => focusedName(phone), soon).toBe(name)
      const box = await heading.boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(56)
      expect(box?.y).toBeLessThan(700)
    }
    await begins('Reach')
    await phone.getByLabel('Name', { exact: true }).fill('On the way')
    await phone.getByRole('button', { name: 'Next', exact: true }).click()
    await begins('Limits and review')
    await phone.context().close()
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
