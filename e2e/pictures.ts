import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, createClient } from '@latchkey/client/client'
import type { Page } from 'playwright-core'
import { collect, newHome, stop } from './support/latchkey.ts'
import { openBrowser } from './support/studio-page.ts'

// Takes the pictures of the documentation, from a demo of its own: `node e2e/pictures.ts`. Look at each before it goes in.

const folder = join(import.meta.dirname, '../docs/pictures')
const width = 1280
const height = 800

const home = newHome()
const demo = home.start('demo --data data --port 0')
const [out, err] = [collect(demo.stdout), collect(demo.stderr)]
const browser = await openBrowser()
try {
  while (!out().includes('content export')) {
    if (demo.exitCode !== null) throw new Error(`The demo did not start: ${err()}`)
    await Promise.race([once(demo.stdout, 'data'), once(demo, 'exit')])
  }
  const [, studio = ''] = /Studio\s+(\S+)/.exec(out()) ?? []
  const [, email = '', password = ''] = /Owner\s+(\S+)\s+(\S+)/.exec(out()) ?? []
  await fill(new URL(studio).origin, email, password)
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
    await takePictures(await context.newPage(), studio, { email, password }, colorScheme === 'dark' ? '-dark' : '')
    await context.close()
  }
} finally {
  await browser.close()
  await stop(demo, 'SIGINT')
  home.remove()
}

/** A few more tokens than the demo has, so that the list has something to say. */
async function fill(url: string, email: string, password: string): Promise<void> {
  const session = await createClient({ url }).session.login({ body: { email, password } })
  if (!('secret' in session)) throw new Error('The owner of a demo has no second factor.')
  const client = createClient({ url, token: session.secret })
  const space = 'shop'
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()
  const body = [
    { kind: 'preview', name: 'Visual editor', description: 'Drafts beside the page', expires_at: inDays(300) },
    { kind: 'management', name: 'Nightly import', mode: 'read-write', expires_at: inDays(9) },
    { kind: 'asset', name: 'Download area', expires_at: inDays(120) },
    {
      kind: 'api',
      name: 'Price robot',
      description: 'Changes prices, and nothing else',
      expires_at: inDays(2),
      grants: [
        { effect: 'allow', actions: ['content.read'], resources: ['content:products'] },
        { effect: 'allow', actions: ['content.update'], resources: ['content:products'], fields: ['price'] },
      ],
    },
  ] as const
  for (const each of body) {
    const { secret = '' } = await client.tokens.create({ space }, { body: each })
    if (each.kind === 'api') await useAndMiss(createClient({ url, token: secret }), space)
    if (each.kind === 'preview') {
      await createClient({ url, token: secret }).delivery.list(
        { space, type: 'products' },
        { query: { environment: 'production' } },
      )
    }
  }
  const { id } = await client.tokens.create({ space }, { body: { kind: 'delivery', name: 'Old storefront' } })
  await client.tokens.deactivate({ space, token: id })
}

/** Changes a price, which it may, and a name, which it may not: its page shows both. */
async function useAndMiss(robot: Client, space: string): Promise<void> {
  const params = { space, entry: 'linen-shirt' }
  const query = { type: 'products' }
  for (let count = 0; count < 6; count += 1) {
    const price = 20 + count
    await robot.entries.update(params, { query, body: { fields: { price } } })
  }
  // Refused, as it is to be shown.
  await robot.entries.update(params, { query, body: { fields: { name: 'Blue shirt' } } }).catch(() => null)
}

async function takePictures(
  page: Page,
  studio: string,
  owner: { readonly email: string; readonly password: string },
  suffix: string,
): Promise<void> {
  const take = async (name: string) => {
    // A list that is open belongs to what is being done, not to what is shown.
    await page.getByRole('heading', { level: 1 }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await page.screenshot({ path: join(folder, `studio-${name}${suffix}.png`) })
  }
  await page.goto(studio)
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('link', { name: 'Price robot' }).waitFor()
  await take('tokens')

  await page.goto(`${studio}/spaces/shop/overview`)
  await page.getByRole('img', { name: /calls in 30 days/ }).waitFor()
  await take('overview')

  await page.goto(`${studio}/spaces/shop/tokens`)
  await page.getByRole('link', { name: 'New token' }).click()
  await page.getByRole('button', { name: /Exact grants/ }).click()
  await page.getByLabel('Name', { exact: true }).fill('Translator')
  await page.getByRole('button', { name: 'Add a grant' }).click()
  await page.getByRole('combobox', { name: 'Actions' }).click()
  for (const action of ['content.read', 'content.update']) {
    await page.getByRole('option', { name: action, exact: true }).click()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'On', exact: true }).fill('content:products')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.evaluate('scrollTo(0, 0)')
  await take('new-token')

  await page.goto(`${studio}/spaces/shop/content?type=products`)
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByLabel('Slug').waitFor()
  await page.getByRole('region', { name: 'History' }).getByRole('button').first().waitFor()
  await take('entry')

  await page.goto(`${studio}/spaces/shop/simulator`)
  await page.getByRole('combobox', { name: 'Who' }).click()
  await page.getByRole('option', { name: 'Price robot' }).click()
  await page.getByRole('combobox', { name: 'Does' }).click()
  await page.getByRole('option', { name: 'content.update', exact: true }).click()
  await page.getByRole('combobox', { name: 'Content type' }).click()
  await page.getByRole('option', { name: 'Products' }).click()
  await page.getByRole('combobox', { name: 'Fields' }).fill('name')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'The smallest grant that is missing' }).waitFor()
  await take('simulator')
}
