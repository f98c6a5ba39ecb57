import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Client, openClient } from './support/client.ts'
import { type Home, newHome, type Served, serveIn } from './support/latchkey.ts'

// Assertions, exposure and explanations from the command line. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

let home: Home
let server: Served
let owner: Client
let site: { readonly id: string }

const space = '/api/v1/spaces/shop'
const published = {
  effect: 'allow',
  actions: ['content.read'],
  resources: ['content'],
  conditions: { status: ['published'] },
}
const neverDrafts = JSON.stringify({ ...published, effect: 'never', conditions: { status: ['draft'] } })

beforeAll(async () => {
  home = newHome()
  server = await serveIn(home)
  const person = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const body = { setup_secret: server.setupSecret, ...person }
  const { secret } = await openClient(server.url).expect(201, 'POST', '/api/v1/setup', { body })
  owner = openClient(server.url, secret)
  Object.assign(home.variables, { LATCHKEY_URL: server.url, LATCHKEY_TOKEN: secret, LATCHKEY_SPACE: 'shop' })
  await owner.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
  const type = { slug: 'products', fields: [{ id: 'price', type: 'number' }] }
  await owner.expect(201, 'POST', `${space}/content-types`, { body: type })
  const shirt = await owner.expect(201, 'POST', `${space}/entries`, {
    body: { type: 'products', slug: 'shirt', fields: { price: 1 } },
  })
  await owner.expect(200, 'POST', `${space}/entries/${shirt.id}/publish`, { body: {} })
  site = await owner.expect(201, 'POST', `${space}/tokens`, {
    body: { kind: 'api', name: 'Site', grants: [published] },
  })
}, 120_000)

afterAll(async () => {
  await server.stop()
  home.remove()
})

const run = (...words: string[]) => home.run(words)
const json = async (...words: string[]) => {
  const { code, out, err } = await home.run([...words, '--json'])
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

test('an assertion is pinned, listed, guards an edit, and is taken off', async () => {
  const pinned = await json('assertion', 'pin', 'Never drafts', '--token', site.id, '--claim', neverDrafts)
  expect(pinned).toMatchObject({ name: 'Never drafts', holds: 'yes' })
  const { out } = await run('assertion', 'list', '--token', site.id)
  expect(out).toMatch(/Never drafts\s+yes\s+never content\.read on content, where status is draft/)
  const { conditions: _any, ...all } = published
  const body = { grants: [all] }
  expect((await owner.expect(409, 'PATCH', `${space}/tokens/${site.id}`, { body })).type).toBe(
    '/problems/assertion-broken',
  )
  await json('assertion', 'unpin', pinned.id, '--token', site.id)
  await owner.expect(200, 'PATCH', `${space}/tokens/${site.id}`, { body })
  expect(await run('assertion', 'pin', 'Never drafts', '--token', site.id, '--claim', neverDrafts)).toMatchObject({
    err: expect.stringContaining('It is false now'),
  })
  await json('assertion', 'pin', 'Never drafts', '--token', site.id, '--claim', neverDrafts, '--even-if-false')
  await json('assertion', 'pin', 'Never drafts', '--role', 'Viewer', '--claim', neverDrafts, '--even-if-false')
  expect((await run('assertion', 'list')).code).toBe(2)
})

test('the exposure of a token is told, and of one that is not made', async () => {
  expect(await json('token', 'exposure', site.id)).toMatchObject({ kind: 'api', entries: 1, partial: false })
  const { out } = await run('token', 'exposure', '--kind', 'delivery', '--grants', JSON.stringify([published]))
  expect(out).toMatch(/entries\s+1/)
  expect(out).toMatch(/products\s+1\s+en 1\s+price/)
  expect((await owner.expect(200, 'GET', `${space}/tokens`)).items).toHaveLength(1)
  expect((await run('token', 'exposure')).code).toBe(2)
})

test('who can touch an entry is told, with the grants', async () => {
  const { out } = await run('explain', 'entry', 'shirt', '--type', 'products')
  expect(out).toMatch(/token\s+Site\s+\S+\s+read\s+en\s+.*content\.read/)
  expect(out).toMatch(/role\s+Editor\s+\S+\s+update\s+price in en/)
  const { items, hidden } = await json('explain', 'entry', 'shirt', '--type', 'products', '--all')
  expect(hidden).toEqual({ tokens: 0, roles: 0, members: 0 })
  expect(items.map(({ holder }: { holder: { name: string } }) => holder.name)).toContain('Ada')
})
