import type { Page } from 'playwright-core'
import { createClient } from '@latchkey/client/client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Client } from './support/client.ts'
import { pictureOf } from './support/picture.ts'
import { focusedName, tabTo } from './support/studio-keys.ts'
import { noBrowser } from './support/studio-page.ts'
import { expectAccessible, openStudio, owner, signIn, type Studio } from './support/studio.ts'

// How editors put things in order: files in folders, content types in groups.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const shop = '/api/v1/spaces/shop'

describe.skipIf(noBrowser !== null)(`order in the studio${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  let page: Page
  /** The API as the owner. */
  let api: Client

  const soon = { timeout: 30_000 }
  const go = (path: string) => page.goto(`${studio.origin}/studio/spaces/shop${path}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = (name: string) => page.getByRole('dialog', { name })
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
  /** Looks at it in both colour schemes. */
  const look = async (what: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `${what}, ${colorScheme}`)
    }
  }

  beforeAll(async () => {
    studio = await openStudio()
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
    for (const slug of ['heroes', 'teasers', 'pages']) {
      const fields = [{ id: 'title', type: 'text' }]
      await api.expect(201, 'POST', `${shop}/content-types`, { body: { slug, name: `The ${slug}`, fields } })
    }
    const client = createClient({ url: studio.server.url, token: secret })
    const file = (name: string) => new File([pictureOf(8, 8, [9, 90, 200])], name, { type: 'image/png' })
    await client.uploadAsset({ space: 'shop' }, file('logo.png'), { body: { category: 'Brand / Logos' } })
    await client.uploadAsset({ space: 'shop' }, file('team.png'))
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
  })

  afterAll(async () => {
    await studio.close()
  })

  test('files lie in folders: one goes in and out, makes, moves and deletes them', async () => {
    const folders = page.getByRole('list', { name: 'Folders' })
    const categories = async () =>
      (await api.expect(200, 'GET', `${shop}/categories`)).items.map(({ category }: { category: string }) => category)
    await go('/assets')
    await folders.getByRole('listitem').filter({ hasText: 'Brand' }).getByText('1 file').waitFor()
    await look('folders of files')
    await folders.getByRole('link', { name: 'Brand' }).click()
    await page.getByRole('heading', { name: 'No files in this folder' }).waitFor()
    await expect.poll(() => focusedName(page), soon).toBe('Brand')
    await folders.getByRole('link', { name: 'Logos' }).click()
    await page.getByRole('link', { name: 'logo.png' }).waitFor()
    expect(await page.getByRole('link', { name: 'team.png' }).count()).toBe(0)

    await button('New folder').click()
    await look('a new folder')
    await dialog('New folder').getByLabel('Name of the folder').fill('Old')
    await dialog('New folder').getByRole('button', { name: 'Create' }).click()
    await folders.getByRole('link', { name: 'Old' }).waitFor()
    expect(await categories()).toEqual(['Brand / Logos', 'Brand / Logos / Old'])

    await button('Actions for this folder').click()
    await item('Rename or move').click()
    await dialog('Rename or move').getByLabel('Path of the folder').fill('Brand / Logos / Old')
    await dialog('Rename or move').getByRole('button', { name: 'Save' }).click()
    // Into itself it cannot go, and what was typed stays.
    await expect
      .poll(() => dialog('Rename or move').getByLabel('Path of the folder').getAttribute('aria-invalid'), soon)
      .toBe('true')
    await dialog('Rename or move').getByLabel('Path of the folder').fill('Marks')
    await dialog('Rename or move').getByRole('button', { name: 'Save' }).click()
    await page.getByText('The folder is moved').waitFor()
    expect(await categories()).toEqual(['Marks', 'Marks / Old'])
    await page.getByRole('link', { name: 'logo.png' }).waitFor()

    await button('Actions for this folder').click()
    await item('Delete the folder').click()
    await dialog('Delete the folder “Marks”?').getByRole('button', { name: 'Delete the folder' }).click()
    await dialog('Delete the folder “Marks”?').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page), soon).toBe('Actions for this folder')
    await folders.getByRole('link', { name: 'Old' }).click()
    await button('Actions for this folder').click()
    await item('Delete the folder').click()
    await dialog('Delete the folder “Marks / Old”?').getByRole('button', { name: 'Delete the folder' }).click()
    await page.getByText('“Marks / Old” is deleted.').waitFor()
    await page.getByRole('link', { name: 'logo.png' }).waitFor()
    expect(await categories()).toEqual(['Marks'])
    await page.getByRole('link', { name: 'All files' }).click()
    await page.getByRole('link', { name: 'team.png' }).waitFor()
  })

  test('content types stand in groups, which are made, put in order and removed with the keyboard alone', async () => {
    const groups = async () =>
      (await api.expect(200, 'GET', `${shop}/type-groups`)).items.map(({ name }: { name: string }) => name)
    const make = async (name: string) => {
      await tabTo(page, 'New group')
      await page.keyboard.press('Enter')
      await expect.poll(() => focusedName(page), soon).toBe('Name of the group')
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      await page.getByRole('region', { name }).waitFor()
      await expect.poll(() => focusedName(page), soon).toBe('New group')
    }
    /** Opens the menu that has the focus, and takes an item by its first letters. */
    const take = async (menu: string, name: string) => {
      await tabTo(page, menu)
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor()
      for (let presses = 0; presses < 8 && (await focusedName(page)) !== name; presses += 1) {
        await page.keyboard.press('ArrowDown')
      }
      await page.keyboard.press('Enter')
    }
    await go('/content-types')
    await page.getByRole('link', { name: 'The heroes' }).waitFor()
    await make('Page parts')
    await make('Sites')
    await take('Actions for the group Sites', 'Move up')
    await expect.poll(groups, soon).toEqual(['Sites', 'Page parts'])
    await look('groups of content types')
    await take('Actions for The heroes', 'Move to a group')
    await dialog('Where does “The heroes” stand?').waitFor()
    await look('where a type stands')
    await page.getByRole('combobox', { name: 'Group' }).click()
    await page.getByRole('option', { name: 'Page parts' }).click()
    await dialog('Where does “The heroes” stand?').getByRole('button', { name: 'Move to a group' }).click()
    await page.getByRole('region', { name: 'Page parts' }).getByRole('link', { name: 'The heroes' }).waitFor()
    await page.getByRole('region', { name: 'Without a group' }).getByRole('link', { name: 'The pages' }).waitFor()
    await take('Actions for the group Page parts', 'Delete the group')
    await dialog('Delete the group “Page parts”?').waitFor()
    await tabTo(page, 'Delete the group')
    await page.keyboard.press('Enter')
    await page.getByText('The group “Page parts” is deleted.').waitFor()
    await page.getByRole('region', { name: 'Without a group' }).getByRole('link', { name: 'The heroes' }).waitFor()
    expect(await groups()).toEqual(['Sites'])
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
