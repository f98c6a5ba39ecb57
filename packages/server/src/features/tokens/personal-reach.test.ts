import { operations } from '@latchkey/contract/operations'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openContentApp } from '../../test-support/content-app.ts'

const path = '/api/v1/account/tokens'
const space = '/api/v1/spaces/shop'
const all = { form: 'all' }

/** Every resource at the most that some operation of it takes. */
function everyResource() {
  const levels = ['read', 'write', 'publish'] as const
  const open = operations.filter(({ callers }) => callers !== 'anyone' && callers.includes('personal'))
  const most = new Map<string, number>()
  for (const { resource, access } of open) {
    most.set(resource, Math.max(most.get(resource) ?? 0, levels.indexOf(access)))
  }
  return Object.fromEntries([...most].map(([resource, level]) => [resource, levels[level]]))
}

describeEachDatabase('a personal token', (databases) => {
  test('creates, edits, publishes and deletes as its account does, and makes tokens', async () => {
    const app = await openContentApp(databases)
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'Nightly upload', scope: all } })
    const entry = { type: 'pages', slug: 'coat', fields: { hero_title: 'Coat' } }
    await app.expect(201, 'POST', `${space}/entries`, { token, body: entry })
    const one = `${space}/entries/coat`
    await app.expect(200, 'PATCH', `${one}?type=pages`, { token, body: { fields: { price: 90 } } })
    await app.expect(200, 'POST', `${one}/publish?type=pages`, { token })
    await app.expect(204, 'DELETE', `${one}?type=pages`, { token })
    await app.expect(201, 'POST', `${space}/tokens`, { token, body: { kind: 'delivery', name: 'Site' } })
    await app.expect(201, 'POST', path, { token, body: { name: 'Another', scope: all } })
  })

  test('reaches the account, its Sandbox, its organizations and their spaces', async () => {
    const app = await openContentApp(databases)
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'All', scope: all } })
    expect(await app.expect(200, 'GET', '/api/v1/account', { token })).toMatchObject({ id: app.owner.id })
    const sandbox = await app.expect(200, 'PUT', '/api/v1/account/sandbox', { token })
    await app.expect(200, 'GET', `/api/v1/spaces/${sandbox.slug}/entries`, { token })
    const { items } = await app.expect(200, 'GET', '/api/v1/organizations', { token })
    await app.expect(200, 'GET', `/api/v1/organizations/${items[0].slug}/spaces`, { token })
    await app.expect(200, 'GET', `${space}/entries`, { token })
  })

  test('is listed with name, description, maker and expiry', async () => {
    const app = await openContentApp(databases)
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const body = { name: 'Maker', description: 'Makes others', scope: all, expires_at }
    const maker = await app.expect(201, 'POST', path, { body })
    app.clock.now += 1
    const child = { name: 'Made', scope: all, expires_at }
    await app.expect(201, 'POST', path, { token: maker.secret, body: child })
    const { items } = await app.expect(200, 'GET', path)
    expect(items).toEqual([
      expect.objectContaining({ name: 'Made', description: '', created_by: `token:${maker.id}`, expires_at }),
      expect.objectContaining({
        name: 'Maker',
        description: 'Makes others',
        created_by: `account:${app.owner.id}`,
        expires_at,
      }),
    ])
  })

  test('with every resource at its highest level may call what takes no more than that', async () => {
    const app = await openContentApp(databases)
    const scope = { form: 'resources', resources: everyResource() }
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'All scopes', scope } })
    const entry = { type: 'pages', slug: 'coat', fields: { hero_title: 'Coat' } }
    await app.expect(201, 'POST', `${space}/entries`, { token, body: entry })
    await app.expect(200, 'POST', `${space}/entries/coat/publish?type=pages`, { token })
    await app.expect(200, 'GET', '/api/v1/account', { token })
    await app.expect(201, 'POST', `${space}/tokens`, { token, body: { kind: 'api', name: 'Nothing', grants: [] } })
  })
})
