import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { ensureStudio } from '@latchkey/studio/build'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Client, openClient } from './client.ts'
import { newHome, serveIn, type Served } from './latchkey.ts'
import { openBrowser } from './studio-page.ts'

export const owner = { name: 'Ada Owner', email: 'ada@example.com', password: 'a long password of the owner' }

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The studio of a server of its own, in a browser. */
export interface Studio {
  readonly server: Served
  /** `http://localhost:…`, the one origin where the cookie is given. */
  readonly origin: string
  /** What no page should ever have done: refused by the content security policy, thrown, or sent elsewhere. */
  readonly wrongs: readonly string[]
  /** The API without a browser, as the bearer of a token. */
  api(token: string | null): Client
  /** A window of its own, where nobody has signed in. */
  open(options?: Parameters<Browser['newContext']>[0]): Promise<Page>
  close(): Promise<void>
}

/** Builds the studio where that is needed, and starts a server and a browser. `variables`: of the server. */
export async function openStudio(variables: Readonly<Record<string, string>> = {}): Promise<Studio> {
  await ensureStudio()
  const home = newHome()
  Object.assign(home.variables, variables)
  const [server, browser] = await Promise.all([serveIn(home), openBrowser()])
  const origin = server.url.replace('127.0.0.1', 'localhost')
  const wrongs: string[] = []
  return {
    server,
    origin,
    wrongs,
    api: (token) => openClient(server.url, token),
    open: async (options) => {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
      watch(context, origin, wrongs)
      return context.newPage()
    },
    close: async () => {
      await browser.close()
      await server.stop()
      home.remove()
    },
  }
}

function watch(context: BrowserContext, origin: string, wrongs: string[]): void {
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url)) wrongs.push(`asked for ${url}`)
  })
  context.on('weberror', (error) => void wrongs.push(String(error.error())))
  context.on('console', (message) => {
    // The browser itself notes every refused request there, expected ones too.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrongs.push(message.text())
  })
}

/** Signs somebody in, the owner unless said otherwise, and waits for what is shown then. */
export async function signIn(
  page: Page,
  origin: string,
  path = '/studio',
  who: { readonly email: string; readonly password: string } = owner,
): Promise<void> {
  await page.goto(origin + path)
  await page.getByLabel('E-mail address').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
}

/** Fails when axe finds anything in what the page shows now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(`${axe};0`)
  // Menus and lists float above the page, outside of its landmarks.
  const options = { runOnly: { type: 'tag', values: standards }, rules: { region: { enabled: false } } }
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ': ' + html.slice(0, 200) + ' ' + (any[0]?.message ?? ''))))`,
  )
  expect([what, found]).toEqual([what, []])
}

/** Takes the secret from the screen that shows it once, as a person does. */
export async function copySecret(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy the secret' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  return page.evaluate('navigator.clipboard.readText()')
}

/** Passes the gate of the secret screen. */
export async function finish(page: Page): Promise<void> {
  await page.getByLabel('I have copied this token to a safe place').check()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { name: 'Danger zone' }).waitFor()
}
