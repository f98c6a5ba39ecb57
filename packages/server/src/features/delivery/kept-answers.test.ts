import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type { FixtureEntry } from '../../test-support/content-fixture.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'

const shape = { slug: 'shop', types: [{ slug: 'pages', fields: [{ id: 'title', type: 'text' }] }] } as const
const entry = (slug: string): FixtureEntry => ({ type: 'pages', slug, values: { '': { title: slug } } })
const read = { effect: 'allow', actions: ['content.read'], resources: ['content:pages:*'] } as const

async function open(databases: Parameters<typeof openReadingApp>[0]) {
  const app = await openReadingApp(databases, shape, [entry('a')])
  const token = await app.reader({ kind: 'delivery', environment: 'production' })
  return { app, token }
}

/** How many entries the list says there are. */
async function total(app: ReadingApp, token: string): Promise<number> {
  return (await app.get('content/pages?count=true', token)).body.total
}

/** Raises the version of the environment, as publishing does. */
function raise({ database, space }: ReadingApp): Promise<unknown> {
  return database.write((tx) =>
    tx
      .updateTable('environments')
      .set((row) => ({ content_version: row('content_version', '+', 1) }))
      .where('id', '=', space.environmentId)
      .execute(),
  )
}

describeEachDatabase('kept answers', (databases) => {
  test('are given until the content version says otherwise', async () => {
    const { app, token } = await open(databases)
    expect(await total(app, token)).toBe(1)
    await app.insert([entry('b')])
    expect(await total(app, token)).toBe(1)
    await raise(app)
    expect(await total(app, token)).toBe(2)
  })

  test('are shared by tokens of the same reach, and by no others', async () => {
    const { app, token } = await open(databases)
    const same = await app.reader({ kind: 'delivery', environment: 'production', grants: [read] })
    const less = [read, { ...read, effect: 'deny', resources: ['content:pages:a'] }] as const
    const other = await app.reader({ kind: 'delivery', environment: 'production', grants: less })
    const alike = await app.reader({ kind: 'delivery', environment: 'production', role: [...less].toReversed() })
    expect(await total(app, same)).toBe(1)
    expect(await total(app, other)).toBe(0)
    // What is in the tables now, only an answer that has to be made would show.
    await app.insert([entry('b')])
    expect(await total(app, alike)).toBe(0)
    expect(await total(app, token)).toBe(2)
  })

  test('of datasources are not given to a token that may read content alone', async () => {
    const { app, token } = await open(databases)
    const narrow = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [{ ...read, actions: ['content.read', 'media.read'], resources: ['*'] }],
    })
    expect((await app.get('datasources', token)).status).toBe(200)
    expect((await app.get('datasources', token)).status).toBe(200)
    expect((await app.get('datasources', narrow)).status).toBe(403)
  })

  test('are not given to a token that was ended', async () => {
    const { app, token } = await open(databases)
    expect(await total(app, token)).toBe(1)
    await app.database.write((tx) =>
      tx
        .updateTable('tokens')
        .set((row) => ({ state: 'revoked', version: row('version', '+', 1) }))
        .where('id', '=', token.split('_')[2] ?? '')
        .execute(),
    )
    expect((await app.get('content/pages?count=true', token)).status).toBe(401)
  })

  test('are made once for all who ask meanwhile, and alike for all', async () => {
    const { app, token } = await open(databases)
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.get('content/pages', token)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const missing = await Promise.all(Array.from({ length: 5 }, () => app.get('content/pages/none', token)))
    expect(missing.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  })

  test('have the same headers and bytes as when they were made', async () => {
    const { app, token } = await open(databases)
    const { headers: first, text } = await app.get('content/pages/a', token)
    const { headers: kept, text: again } = await app.get('content/pages/a', token)
    const without = (headers: typeof first) => ({ ...headers, date: '' })
    expect(without(kept)).toEqual(without(first))
    expect(again).toBe(text)
    const tag = { 'if-none-match': `W/${first['etag']}` }
    const { status, headers, text: none } = await app.get('content/pages/a', token, tag)
    expect([status, headers['etag'], headers['cache-control'], none]).toEqual([
      304,
      first['etag'],
      'private, no-cache',
      '',
    ])
  })
})
