import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'

const space = '/api/v1/spaces/shop'
const delivered = '/delivery/v1/spaces/shop/content/pages'

function make(app: TestApp, body: object = {}) {
  return app.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'delivery', name: 'Site', ...body } })
}

async function publish(app: TestApp, slug: string, ...environments: string[]) {
  await createPage(app, slug)
  await app.expect(200, 'POST', `${space}/entries/${slug}/publish?type=pages`, { body: { environments } })
}

/** What it lists; a type of which it can see nothing is not there for it. */
async function slugs(app: TestApp, token: string) {
  const { status, body } = await app.call('GET', delivered, { token })
  return status === 404 ? [] : body.items.map(({ slug }: { slug: string }) => slug)
}

describeEachDatabase('delivery tokens', (databases) => {
  test('share an environment, and each serves its own alone', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
    await publish(app, 'live', 'production')
    await publish(app, 'tried', 'staging')
    const production = [await make(app), await make(app)]
    const staging = await make(app, { environment: 'staging' })
    for (const { secret } of production) expect(await slugs(app, secret)).toEqual(['live'])
    expect(await slugs(app, staging.secret)).toEqual(['tried'])
    await app.expect(403, 'GET', `${delivered}?environment=production`, { token: staging.secret })
  })

  test('take a role of their own space and no other', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'garden', name: 'Garden' } })
    const body = { name: 'Gardener', grants: [] }
    const role = await app.expect(201, 'POST', '/api/v1/spaces/garden/roles', { body })
    for (const named of [role.id, role.name, 'Nobody']) {
      const token = { kind: 'delivery', name: 'Site', role: named }
      const refused = await app.expect(422, 'POST', `${space}/tokens`, { body: token })
      expect(refused.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/role'])
    }
  })

  test('take from their role what a reader can: conditions and denies count, fields and writes mean nothing', async () => {
    const app = await openContentApp(databases)
    for (const slug of ['home', 'imprint']) await publish(app, slug, 'production')
    const allow = { effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }
    const writing = { ...allow, actions: ['content.read', 'content.update', 'content.delete'], fields: ['price'] }
    const deny = { ...allow, effect: 'deny', resources: ['content:pages:imprint'] }
    const cases = [
      ['allow', [allow], ['home', 'imprint']],
      ['deny', [allow, deny], ['home']],
      ['fields and writes', [writing], ['home', 'imprint']],
      ['drafts', [{ ...allow, conditions: { status: ['draft'] } }], []],
      ['own', [{ ...allow, conditions: { own: true } }], []],
    ] as const
    for (const [name, grants, expected] of cases) {
      await app.expect(201, 'POST', `${space}/roles`, { body: { name, grants } })
      const { secret } = await make(app, { role: name })
      expect([name, (await slugs(app, secret)).toSorted()]).toEqual([name, expected])
      const path = `${space}/entries/home?type=pages`
      await app.expect(403, 'PATCH', path, { token: secret, body: { fields: { price: 1 } } })
    }
  })

  test('are swapped: another is made, put in place, and the old one deleted', async () => {
    const app = await openContentApp(databases, { settings: { limits: { delivery: 2 } } })
    await publish(app, 'home', 'production')
    const old = await make(app)
    const next = await make(app)
    for (const { secret } of [old, next]) expect(await slugs(app, secret)).toEqual(['home'])
    await app.expect(204, 'DELETE', `${space}/tokens/${old.id}`)
    await app.expect(401, 'GET', delivered, { token: old.secret })
    expect(await slugs(app, next.secret)).toEqual(['home'])
  })
})
