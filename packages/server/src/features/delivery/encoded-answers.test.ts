import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type { FixtureEntry } from '../../test-support/content-fixture.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'

const shape = { slug: 'shop', types: [{ slug: 'pages', fields: [{ id: 'title', type: 'text' }] }] } as const
const long: FixtureEntry = { type: 'pages', slug: 'long', values: { '': { title: 'Größe '.repeat(400) } } }
const short: FixtureEntry = { type: 'pages', slug: 'short', values: { '': { title: 'Größe' } } }
const path = 'content/pages/long'

async function open(databases: Parameters<typeof openReadingApp>[0]) {
  const app = await openReadingApp(databases, shape, [long, short])
  return { app, token: await app.reader({ kind: 'delivery', environment: 'production' }) }
}

const gzip = { 'accept-encoding': 'gzip' }

/** Asks until the answer comes encoded: the first times it is made, and then encoded beside the requests. */
async function untilEncoded(app: ReadingApp, token: string, headers: Readonly<Record<string, string>>) {
  for (;;) {
    const answer = await app.get(path, token, headers)
    if (answer.headers['content-encoding'] !== undefined) return answer
    // Without a socket nothing else lets the encoder's thread be heard.
    await setImmediate()
  }
}

describeEachDatabase('delivered answers', (databases) => {
  test('come encoded once they are wanted again, with the same content', async () => {
    const { app, token } = await open(databases)
    const made = await app.get(path, token, gzip)
    const kept = await app.get(path, token, gzip)
    expect([made, kept].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, undefined])
    for (const coding of ['gzip', 'br']) {
      const encoded = await untilEncoded(app, token, { 'accept-encoding': coding })
      expect(encoded.text).toBe(made.text)
      expect(encoded.headers).toMatchObject({
        'content-encoding': coding,
        'content-type': made.headers['content-type'],
        vary: 'Authorization, Accept-Encoding',
        etag: made.headers['etag']?.replace(/"$/, `.${coding}"`),
      })
      expect(Number(encoded.headers['content-length'])).toBeLessThan(made.text.length / 2)
    }
    expect((await app.get(path, token)).headers['content-encoding']).toBe(undefined)
  })

  test('are known again by the tag of any coding', async () => {
    const { app, token } = await open(databases)
    const plain = (await app.get(path, token)).headers['etag'] ?? ''
    const encoded = (await untilEncoded(app, token, gzip)).headers['etag'] ?? ''
    for (const tag of [plain, encoded]) {
      for (const coding of ['identity', 'gzip', 'br']) {
        const again = await app.get(path, token, { 'if-none-match': tag, 'accept-encoding': coding })
        expect([again.status, again.headers['etag']]).toEqual([304, tag])
      }
    }
    expect((await app.get(path, token, { 'if-none-match': `${plain.slice(0, -1)}.zip"` })).status).toBe(200)
  })

  test('are never encoded when they are short, unless nothing else is taken', async () => {
    const { app, token } = await open(databases)
    const ask = (coding: string) => app.get('content/pages/short', token, { 'accept-encoding': coding })
    for (let time = 0; time < 5; time += 1) expect((await ask('gzip, br')).headers['content-encoding']).toBe(undefined)
    const { headers, text } = await ask('br, identity;q=0')
    expect([headers['content-encoding'], text]).toEqual(['br', (await ask('gzip')).text])
  })

  test('are encoded at once for callers that take nothing else', async () => {
    const { app, token } = await open(databases)
    const only = { 'accept-encoding': 'gzip, identity;q=0' }
    const [made, kept] = [await app.get(path, token, only), await app.get(path, token, only)]
    expect([made, kept].map(({ headers }) => headers['content-encoding'])).toEqual(['gzip', 'gzip'])
    expect(kept.text).toBe(made.text)
  })

  test('are refused to callers that take nothing that there is', async () => {
    const { app, token } = await open(databases)
    const refused = await app.get(path, token, { 'accept-encoding': 'zstd, *;q=0' })
    expect([refused.status, refused.body.type]).toEqual([406, '/problems/not-acceptable'])
  })

  test('that are not kept come encoded at once', async () => {
    const { app } = await open(databases)
    const preview = await app.reader({ kind: 'preview', environment: 'production' })
    const plain = await app.get(`${path}?state=draft`, preview)
    const { headers, text } = await app.get(`${path}?state=draft`, preview, gzip)
    expect([headers['content-encoding'], text]).toEqual(['gzip', plain.text])
  })
})
