import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@latchkey/client/client'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fillFullSpace } from './support/full-space.ts'
import { expectAccessible, openStudio, owner, signIn, type Studio } from './support/studio.ts'
import { noBrowser } from './support/studio-page.ts'

// Every address of the studio, in both colour schemes and at three widths: axe finds nothing, nothing is cut off, nothing scrolls sideways.
// `LATCHKEY_SCREENS=folder` keeps a picture of each, to be looked at.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const router = readFileSync(join(import.meta.dirname, '../packages/studio/src/router.tsx'), 'utf8')

/** The addresses that the router knows, as they are written there: a new one is looked at as well. */
const addresses = [...router.matchAll(/^ {2}path: '(\/[^']*)'/gm)].map(([, path = '']) => path)

const widths = [1440, 768, 390]
const schemes = ['light', 'dark'] as const
const pictures = process.env['LATCHKEY_SCREENS']

describe.skipIf(noBrowser !== null)(`every screen${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  let page: Page
  /** A window in which nobody has signed in. */
  let stranger: Page
  let samples: Readonly<Record<string, string>>

  beforeAll(async () => {
    studio = await openStudio()
    const { secret } = await createClient({ url: studio.server.url }).setup.createOwner({
      body: { setup_secret: studio.server.setupSecret ?? '', ...owner },
    })
    const client = createClient({ url: studio.server.url, token: secret })
    await client.spaces.create({ body: { slug: 'shop', name: 'Shop' } })
    samples = await fillFullSpace(client)
    page = await studio.open()
    await signIn(page, studio.origin)
    stranger = await studio.open()
  })

  afterAll(async () => {
    await studio.close()
  })

  /** An address with something for each of its parameters. */
  const filled = (address: string): string =>
    address.replaceAll(/\$(\w+)/g, (_, name: string) => {
      const sample = samples[name === 'token' ? tokenIn(address) : name]
      if (sample === undefined) throw new Error(`${address}: nothing stands for ${name}; add it to full-space.ts.`)
      return sample
    })

  test.each(addresses)('%s', async (address) => {
    const seen = address.startsWith('/studio/') && !/sign-in|set-up|forgot|single-sign/.test(address) ? page : stranger
    await seen.goto(studio.origin + filled(address))
    await seen.getByRole('heading', { level: 1 }).waitFor()
    await seen.waitForLoadState('networkidle')
    for (const width of widths) {
      await seen.setViewportSize({ width, height: 900 })
      for (const colorScheme of schemes) {
        await seen.emulateMedia({ colorScheme })
        await settle(seen)
        const what = `${address} at ${width} px, ${colorScheme}`
        await keep(seen, `${address} ${width} ${colorScheme}`)
        expect([what, await sideways(seen)]).toEqual([what, []])
        // What stands beside each other on the middle one does so on one of the others, and colours know no widths.
        if (width === 1440 || (width === 390 && colorScheme === 'light')) await expectAccessible(seen, what)
      }
    }
    expect(await seen.title()).not.toBe('')
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})

/** What stands for the token of an address: whose it is, the address says. */
function tokenIn(address: string): string {
  return address.includes('/account/') ? 'personal' : address.includes('/installation/') ? 'everywhere' : 'token'
}

/** Waits until the page is laid out anew, and nothing of it moves or is on its way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const moves = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < 10_000)
    await Promise.allSettled(moves.map(({ finished }) => finished))
  })()`)
  await page.getByLabel('Loading', { exact: true }).first().waitFor({ state: 'hidden' })
}

/** What scrolls sideways or sticks out of the page or its card, besides what is meant to: code, and the tabs of a page. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const found = scrollWidth > clientWidth ? ['the page, by ' + (scrollWidth - clientWidth)] : []
    for (const element of document.querySelectorAll('main *')) {
      const { overflowX } = getComputedStyle(element)
      if (overflowX !== 'auto' && overflowX !== 'scroll') continue
      if (element.scrollWidth <= element.clientWidth + 1) continue
      if (element.closest('pre, .cm-editor, [role=tablist]') || element.querySelector(':scope > [role=tablist]')) continue
      found.push(element.outerHTML.slice(0, 160))
    }
    for (const element of document.querySelectorAll('main :is(table, button, input, textarea)')) {
      const card = element.closest('section, .mantine-Paper-root')
      const rest = card === null ? 0 : element.getBoundingClientRect().right - card.getBoundingClientRect().right
      if (rest > 0 && !element.closest('[role=tablist]')) found.push('out of its card, by ' + rest + ': ' + element.outerHTML.slice(0, 160))
    }
    return found
  })()`)
}

async function keep(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name.replaceAll(/[^\w-]+/g, '_')}.png`), fullPage: true })
}
