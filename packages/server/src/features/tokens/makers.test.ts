import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const nothing = { grants: [] } as const
const bodies = {
  delivery: { kind: 'delivery', name: 'T', ...nothing },
  preview: { kind: 'preview', name: 'T', ...nothing },
  management: { kind: 'management', name: 'T' },
  api: { kind: 'api', name: 'T', ...nothing },
} as const

const mayCreate = [{ effect: 'allow', actions: ['tokens.create'], resources: ['tokens'] }] as const

describeEachDatabase('who may make which kind', (databases) => {
  test('delivery, preview and api: owner, Administrator, Developer, and a role of its own with tokens.create', async () => {
    const app = await openPeople(databases)
    const makers = {
      owner: app.owner.token,
      administrator: (await app.member('administrator')).token,
      developer: (await app.member('developer')).token,
      custom: (await app.member(mayCreate)).token,
      editor: (await app.member('editor')).token,
      viewer: (await app.member('viewer')).token,
    }
    for (const kind of ['delivery', 'preview', 'api'] as const) {
      const statuses = await Promise.all(
        Object.values(makers).map(
          async (token) => (await app.call('POST', path, { token, body: bodies[kind] })).status,
        ),
      )
      expect([kind, ...statuses]).toEqual([kind, 201, 201, 201, 201, 403, 403])
    }
  })

  test('management: owner and Administrator; neither Developer nor a role of its own', async () => {
    const app = await openPeople(databases)
    const status = async (token: string) => (await app.call('POST', path, { token, body: bodies.management })).status
    expect(await status(app.owner.token)).toBe(201)
    expect(await status((await app.member('administrator')).token)).toBe(201)
    expect(await status((await app.member('developer')).token)).toBe(403)
    const everything = await app.member([{ effect: 'allow', actions: ['*'], resources: ['*'] }])
    const refused = await app.expect(403, 'POST', path, { token: everything.token, body: bodies.management })
    expect(refused.detail).toMatch(/owner or administrator/)
  })

  test('nobody who is no member, and whether there is a space is not told', async () => {
    const app = await openPeople(databases)
    const { token } = await app.member(null)
    const here = await app.call('POST', path, { token, body: bodies.delivery })
    const nowhere = await app.call('POST', path.replace('shop', 'nowhere'), { token, body: bodies.delivery })
    expect(here.status).toBe(403)
    expect({ ...nowhere.body, instance: null }).toEqual({ ...here.body, instance: null })
  })

  test('no token that is not an account’s', async () => {
    const app = await openPeople(databases)
    const { secret } = await app.expect(201, 'POST', path, { body: { ...bodies.management, mode: 'read-write' } })
    const refused = await app.expect(403, 'POST', path, { token: secret, body: bodies.delivery })
    expect(refused).toMatchObject({ layer: 'kind', accepted_kinds: ['session', 'personal'] })
  })
})
