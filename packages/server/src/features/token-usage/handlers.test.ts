import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const space = '/api/v1/spaces/shop'
const path = `${space}/tokens`
const agent = { 'user-agent': 'shop-sync/1.2' }

async function openShop(databases: Parameters<typeof openPeople>[0]): Promise<People> {
  const app = await openPeople(databases)
  const fields = [
    { id: 'name', type: 'text' },
    { id: 'price', type: 'number' },
  ]
  await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'products', fields } })
  await app.expect(201, 'POST', `${space}/entries`, { body: { type: 'products', slug: 'pea-coat', fields: {} } })
  return app
}

/** A token that may change the price of products, and has tried to change the name of one. */
async function refusedToken(app: People) {
  const resources = ['content:products']
  const grants = [
    { effect: 'allow', actions: ['content.read'], resources },
    { effect: 'allow', actions: ['content.update'], resources, fields: ['price'] },
  ]
  const made = await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'Sync', grants } })
  const token = made.secret
  await app.expect(200, 'GET', `${space}/entries/pea-coat?type=products`, { token, headers: agent })
  const refused = await app.expect(403, 'PATCH', `${space}/entries/pea-coat?type=products`, {
    token,
    body: { fields: { name: 'X' } },
    headers: agent,
  })
  await app.app.usage.flush()
  return { id: made.id, missing: refused.missing_grant }
}

const readTokens = { effect: 'allow', actions: ['tokens.read'], resources: ['tokens'] } as const
const readContent = { effect: 'allow', actions: ['content.read'], resources: ['content'] } as const

describeEachDatabase('the usage of a token', (databases) => {
  test('says what it did, from where and by what, and the grant that it lacked', async () => {
    const app = await openShop(databases)
    const { id, missing } = await refusedToken(app)
    const at = new Date(app.clock.now).toISOString()
    const seen = { calls: 1, last_used_at: at }
    expect(missing).toMatchObject({ fields: ['name'], resources: ['space:shop:content:products:pea-coat'] })
    expect(await app.expect(200, 'GET', `${path}/${id}/usage`)).toEqual({
      since: '2026-08-26',
      last_used_at: at,
      calls: 2,
      refused: 1,
      days: [
        {
          day: '2026-11-23',
          calls: 2,
          refused: 1,
          operations: [
            { operation: 'entries.show', ...seen },
            { operation: 'entries.update', ...seen },
          ],
          networks: [{ network: '127.0.0.0/24', ...seen, calls: 2 }],
          agents: [{ agent: 'shop-sync/1.2', ...seen, calls: 2 }],
          refusals: [{ problem: 'insufficient-scope', layer: 'grants', missing_grant: missing, ...seen }],
        },
      ],
    })
  })

  test('is hidden, like the token, from who may not read that token', async () => {
    const app = await openShop(databases)
    const { id } = await refusedToken(app)
    const { token } = await app.member([
      readTokens,
      { effect: 'deny', actions: ['tokens.read'], resources: [`tokens:${id}`] },
    ])
    const hidden = await app.expect(404, 'GET', `${path}/${id}/usage`, { token })
    const missing = await app.expect(404, 'GET', `${path}/AAAAAAAAAAAA/usage`, { token })
    expect({ ...hidden, instance: '' }).toEqual({ ...missing, instance: '' })
    const { token: stranger } = await app.member([readContent])
    await app.expect(403, 'GET', `${path}/${id}/usage`, { token: stranger })
  })

  test('betrays no entry to who may read the token and not the entry', async () => {
    const app = await openShop(databases)
    const { id, missing } = await refusedToken(app)
    const grantsShownTo = async (...grants: Parameters<typeof app.member>[0] & object[]) => {
      const { token } = await app.member(grants)
      const { days } = await app.expect(200, 'GET', `${path}/${id}/usage`, { token })
      return days[0].refusals.map((refusal: any) => refusal.missing_grant)
    }
    expect(await grantsShownTo(readTokens, readContent)).toEqual([missing])
    expect(await grantsShownTo(readTokens)).toEqual([null])
    const deny = { effect: 'deny', actions: ['content.read'], resources: ['content:products:pea-coat'] } as const
    expect(await grantsShownTo(readTokens, readContent, deny)).toEqual([null])
  })

  test('of a personal token is its owner’s to read', async () => {
    const app = await openShop(databases)
    const own = '/api/v1/account/tokens'
    const made = await app.expect(201, 'POST', own, { body: { name: 'Mine', scope: { form: 'read' } } })
    await app.expect(403, 'POST', `${space}/locales`, { token: made.secret, body: { code: 'de' } })
    await app.app.usage.flush()
    expect(await app.expect(200, 'GET', `${own}/${made.id}/usage?days=1`)).toMatchObject({
      since: '2026-11-23',
      days: [{ refusals: [{ problem: 'insufficient-scope', layer: 'scope', missing_grant: null }] }],
    })
    const { token } = await app.member('administrator')
    await app.expect(404, 'GET', `${own}/${made.id}/usage`, { token })
  })

  test('is told of 90 days at the most', async () => {
    const app = await openShop(databases)
    const { id } = await refusedToken(app)
    await app.expect(400, 'GET', `${path}/${id}/usage?days=91`)
    app.clock.now += 89 * 24 * 60 * 60 * 1000
    expect((await app.expect(200, 'GET', `${path}/${id}/usage`)).days).toHaveLength(1)
    app.clock.now += 24 * 60 * 60 * 1000
    expect(await app.expect(200, 'GET', `${path}/${id}/usage`)).toMatchObject({ calls: 0, days: [] })
  })

  test('is told by lists to who asks for it, by day, and for every token in one answer', async () => {
    const app = await openShop(databases)
    const { id } = await refusedToken(app)
    const { secret } = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Own', scope: { form: 'read' } },
    })
    const idle = await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'Idle' } })
    app.clock.now += 6 * 24 * 60 * 60 * 1000
    await app.expect(200, 'GET', '/api/v1/session', { token: secret })
    await app.app.usage.flush()
    const usageIn = async (list: string) =>
      new Map((await app.expect(200, 'GET', list)).items.map((each: any) => [each.id, each.usage]))
    const told = await usageIn(`${path}?usage_days=7`)
    expect(told.get(id)).toEqual([{ day: '2026-11-23', calls: 2, refused: 1 }])
    expect(told.get(idle.id)).toEqual([])
    expect((await usageIn(`${path}?usage_days=6`)).get(id)).toEqual([])
    expect((await usageIn(path)).get(id)).toBeUndefined()
    expect([...(await usageIn('/api/v1/account/tokens?usage_days=1')).values()]).toEqual([
      [{ day: '2026-11-29', calls: 1, refused: 0 }],
    ])
    await app.expect(400, 'GET', `${path}?usage_days=31`)
  })
})
