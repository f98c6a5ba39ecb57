import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fillSnippet, snippetValues } from '@latchkey/client/snippet'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { afterAll, beforeAll, expect, test } from 'vitest'

// What the studio offers beside a new secret is run as it stands, with the published clients and a token of every kind it names.

const space = '/api/v1/spaces/shop'
const run = promisify(execFile)

interface Snippet {
  readonly client: string
  readonly language: 'javascript' | 'shell'
  readonly kinds: readonly string[]
  readonly text: string
}

describeEachDatabase('the snippets of the dialects', (databases) => {
  let app: TestApp
  let url: string
  beforeAll(async () => {
    app = await openTestApp(databases)
    const fields = [{ id: 'title', type: 'text', filterable: true }]
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'posts', fields } })
    const body = { type: 'posts', slug: 'first-of-posts', fields: { title: 'First' } }
    await app.expect(201, 'POST', `${space}/entries`, { body })
    await app.expect(200, 'POST', `${space}/entries/first-of-posts/publish?type=posts`)
    url = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => app.app.server.close())

  /** Where the tokens of a kind are, and a new one of it. */
  async function issue(kind: string): Promise<{ readonly address: string; readonly secret: string }> {
    const path = kind === 'personal' ? '/api/v1/account/tokens' : `${space}/tokens`
    const { id, secret } = await app.expect(201, 'POST', path, { body: { name: kind, ...(await bodyOf(kind)) } })
    return { address: `${path}/${id}`, secret }
  }

  async function bodyOf(kind: string): Promise<object> {
    if (kind === 'personal') return { scope: { form: 'all' } }
    if (kind === 'management') return { kind, mode: 'read' }
    if (kind === 'api')
      return { kind, grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:*'] }] }
    if (kind !== 'release') return { kind }
    const { id } = await app.expect(201, 'POST', `${space}/releases`, { body: { name: 'Spring' } })
    return { kind, releases: [id] }
  }

  test('make a first call that is answered, with every kind of token that they name', async () => {
    const { items } = await app.expect(200, 'GET', '/api/v1/dialects')
    expect(items.length).toBeGreaterThan(0)
    for (const { title, snippets } of items) {
      expect([title, snippets.length]).not.toEqual([title, 0])
      for (const snippet of snippets) for (const kind of snippet.kinds) await tryOut(`${title} ${kind}`, kind, snippet)
    }
  }, 180_000)

  async function tryOut(name: string, kind: string, { client, language, text }: Snippet): Promise<void> {
    const { address, secret } = await issue(kind)
    const program = fillSnippet(text, snippetValues(url, { token: secret, space: 'shop', environment: 'production' }))
    expect([client, program]).toEqual([client, expect.not.stringContaining('{{')])
    const [file, ...words] =
      language === 'shell' ? ['sh', '-c', program] : [process.execPath, '--input-type=module', '--eval', program]
    const { stdout } = await run(file, words, { cwd: import.meta.dirname, timeout: 60_000 })
    expect([name, client, stdout]).toEqual([name, client, expect.stringMatching(/posts|shop|owner@example\.com/i)])
    await app.app.usage.flush()
    const { calls, refused } = await app.expect(200, 'GET', `${address}/usage`)
    expect([name, client, calls > 0, refused]).toEqual([name, client, true, 0])
  }
})
