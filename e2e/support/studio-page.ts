import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Null where a browser is; otherwise why its tests are left out, and what would bring it. */
export const noBrowser = existsSync(executablePath) ? null : 'needs Chromium: apt-get install -y chromium'

const args = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking']
const quiet = ['disable-component-update', 'disable-sync', 'host-resolver-rules=MAP localhost 127.0.0.1']

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...args, ...quiet].map((each) => `--${each}`) })
}

/** A page of the origin, with an authenticator that recognises its person. */
export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await addAuthenticator(page)
  return page
}

/** An authenticator that recognises whoever sits before the page. */
export async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** What the page was answered. */
export interface Answered {
  readonly status: number
  readonly body: any
}

/** Asks the API from within a page; status 0 where the browser let no answer through. */
export function ask(page: Page, url: string, init: object): Promise<Answered> {
  return page.evaluate(`(async () => {
    try {
      const response = await fetch(${JSON.stringify(url)}, ${JSON.stringify(init)})
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    } catch { return { status: 0, body: null } }
  })()`)
}

/** Lets the page's authenticator make a passkey, or answer with one. */
export function authenticate(page: Page, verb: 'create' | 'get', options: object): Promise<object> {
  const parser = verb === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON'
  return page.evaluate(`(async () => {
    const publicKey = PublicKeyCredential.${parser}(${JSON.stringify(options)})
    return (await navigator.credentials.${verb}({ publicKey })).toJSON()
  })()`)
}

/** A site of somebody else on a port of its own. */
export async function openOtherSite(html: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://localhost:${port}`, close: () => server.close() }
}
