import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const space = '/api/v1/spaces/shop'
const hour = 3_600_000

const on = (actions: string[], more: Partial<Grant> = {}): Grant => ({
  effect: 'allow',
  actions,
  resources: ['content'],
  ...more,
})

async function openScheduling(databases: TestDatabases) {
  const app = await openContentApp(databases)
  const { id } = await createPage(app, 'home', { price: 1 })
  const path = `${entries}/${id}`
  const at = new Date(app.clock.now + hour).toISOString()
  const schedule = (body: object = {}, options: object = {}, status = 201) =>
    app.expect(status, 'POST', `${path}/schedules`, { body: { action: 'publish', at, ...body }, ...options })
  const pass = async () => {
    app.clock.now += hour
    await app.app.runner.runDue()
  }
  const price = async () => {
    const { status, body } = await app.call('GET', '/delivery/v1/spaces/shop/content/pages/home?environment=production')
    return status === 200 ? body.fields.price : status
  }
  const states = async (token = app.owner.token) => statesIn(app, `${space}/schedules`, token)
  return { app, id, path, at, schedule, pass, price, states }
}

async function statesIn(app: TestApp, path: string, token: string) {
  const { items } = await app.expect(200, 'GET', path, { token })
  return items.map(({ state, reason }: { state: string; reason: string | null }) => [state, reason])
}

describeEachDatabase('a schedule', (databases) => {
  test('publishes when its time has come, and not before', async () => {
    const { app, id, path, at, schedule, pass, price } = await openScheduling(databases)
    const made = await schedule()
    expect(made).toEqual({
      id: expect.any(String),
      entry: { id, type: 'pages', slug: 'home' },
      action: 'publish',
      at,
      environments: ['production'],
      locales: null,
      version: null,
      state: 'pending',
      reason: null,
      created_by: `account:${app.owner.id}`,
      created_at: new Date(app.clock.now).toISOString(),
      ended_at: null,
    })
    expect(await app.expect(200, 'GET', `${path}/schedules/${made.id}`)).toEqual(made)
    await app.app.runner.runDue()
    expect(await price()).toBe(404)
    await pass()
    expect(await price()).toBe(1)
    const done = await app.expect(200, 'GET', `${path}/schedules/${made.id}`)
    expect(done).toMatchObject({ state: 'done', reason: null, ended_at: at })
    const [record] = (await app.expect(200, 'GET', `${space}/activity`)).items
    expect(record).toMatchObject({ operation: 'entries.publish', actor: `account:${app.owner.id}` })
  })

  test('publishes what the entry then holds, or the version that it was made for', async () => {
    const { app, path, schedule, pass, price } = await openScheduling(databases)
    await schedule()
    const change = (value: number) => app.expect(200, 'PATCH', path, { body: { fields: { price: value } } })
    await change(2)
    await pass()
    expect(await price()).toBe(2)
    const later = { at: new Date(app.clock.now + hour).toISOString() }
    expect(await schedule(later, { headers: { 'if-match': '"v2"' } })).toMatchObject({ version: 2 })
    await change(3)
    await app.expect(200, 'POST', `${path}/publish`)
    await schedule({ version: 1, at: new Date(app.clock.now + 2 * hour).toISOString() })
    await pass()
    expect(await price()).toBe(2)
    await pass()
    expect(await price()).toBe(1)
    await schedule({ version: 9, at: new Date(app.clock.now + hour).toISOString() }, {}, 422)
    await schedule(later, { headers: { 'if-match': '"v1"' } }, 412)
  })

  test('takes offline', async () => {
    const { app, path, schedule, pass, price } = await openScheduling(databases)
    await app.expect(200, 'POST', `${path}/publish`)
    await schedule({ action: 'unpublish' })
    await pass()
    expect(await price()).toBe(404)
    expect(await app.expect(200, 'GET', path)).toMatchObject({ status: 'draft' })
  })

  test('lies in the future, and names what there is', async () => {
    const { app, schedule } = await openScheduling(databases)
    const past = await schedule({ at: new Date(app.clock.now).toISOString() }, {}, 422)
    expect(past.errors).toEqual([{ pointer: '/at', detail: 'It must lie in the future.' }])
    const never = await schedule({ at: '2027-02-30T00:00:00.000Z', locales: ['fr'] }, {}, 422)
    expect(never.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/at', '/locales/0'])
    await schedule({ environments: ['nowhere'] }, {}, 422)
  })

  test('that is cancelled does nothing and stays in the list', async () => {
    const { app, path, schedule, pass, price, states } = await openScheduling(databases)
    const { id } = await schedule()
    await app.expect(204, 'DELETE', `${path}/schedules/${id}`)
    await pass()
    expect(await price()).toBe(404)
    expect(await states()).toEqual([['cancelled', null]])
    const again = await app.expect(409, 'DELETE', `${path}/schedules/${id}`)
    expect(again.detail).toBe('It is cancelled already.')
  })

  test('ends with an entry that is archived or deleted', async () => {
    const { app, path, schedule, pass, states, price } = await openScheduling(databases)
    await schedule()
    await app.expect(200, 'POST', `${path}/archive`)
    expect(await states()).toEqual([['cancelled', 'The entry was archived.']])
    await schedule()
    await app.expect(204, 'DELETE', path)
    expect(await states()).toContainEqual(['cancelled', 'The entry was deleted.'])
    await pass()
    expect(await price()).toBe(404)
  })

  test('is decided when it is made, and again when it is done', async () => {
    const { app, schedule, pass, price, states } = await openScheduling(databases)
    const { token } = await newMember(app, 'Ada', [on(['content.read'])])
    expect((await schedule({}, { token }, 403)).layer).toBe('owner')
    const agent = await apiToken(app, on(['content.read', 'content.publish']))
    await schedule({}, { token: agent })
    await app.expect(200, 'PATCH', `${space}/tokens/${agent.split('_')[2]}`, {
      body: { grants: [on(['content.read'])] },
    })
    await pass()
    expect(await price()).toBe(404)
    const [[state, reason]] = await states()
    expect([state, reason]).toEqual(['failed', expect.stringContaining('content.publish')])
    const [record] = (await app.expect(200, 'GET', `${space}/activity`)).items
    expect(record).toMatchObject({
      operation: 'schedules.run',
      actor: `token:${agent.split('_')[2]}`,
      details: { failed: reason },
    })
  })

  test('fails when its author is gone, and says so', async () => {
    const { app, schedule, pass, states } = await openScheduling(databases)
    const agent = await apiToken(app, on(['content.read', 'content.publish']))
    await schedule({}, { token: agent })
    await app.expect(200, 'POST', `${space}/tokens/${agent.split('_')[2]}/revoke`)
    await pass()
    expect(await states()).toEqual([['failed', 'Who has set this up may do nothing here any more.']])
  })

  test('of a writer who may not read answers no more than that it is planned', async () => {
    const { app, schedule } = await openScheduling(databases)
    const token = await apiToken(app, on(['content.publish']))
    expect(await schedule({}, { token })).toEqual({ id: expect.any(String), state: 'pending' })
  })

  test('is shown to those who may read the working copy, in their locales', async () => {
    const { app, path, schedule, states } = await openScheduling(databases)
    await schedule({ locales: ['de'] })
    await schedule({ locales: ['en', 'de'] })
    const member = async (name: string, conditions: Grant['conditions']) =>
      (await newMember(app, name, [on(['content.read'], conditions ? { conditions } : {})])).token
    const english = await member('Ada', { locales: ['en'] })
    const list = await app.expect(200, 'GET', `${space}/schedules?count=true`, { token: english })
    expect(list).toMatchObject({ total: 1, items: [{ locales: ['en'] }] })
    await app.expect(200, 'POST', `${path}/publish`)
    const outsider = await member('Bob', { status: ['published'] })
    expect(await states(outsider)).toEqual([])
    expect(await statesIn(app, `${path}/schedules`, outsider)).toEqual([])
    expect(await states(await member('Cy', undefined))).toHaveLength(2)
  })

  test('is listed by state, page by page', async () => {
    const { app, schedule } = await openScheduling(databases)
    for (const minutes of [1, 2, 3]) {
      await schedule({ at: new Date(app.clock.now + minutes * 60_000).toISOString() })
    }
    const first = await app.expect(200, 'GET', `${space}/schedules?state=pending&limit=2&count=true`)
    expect([first.items.length, first.total]).toEqual([2, 3])
    const next = `${space}/schedules?state=pending&limit=2&after=${encodeURIComponent(first.next)}`
    const second = await app.expect(200, 'GET', next)
    expect([second.items.length, second.next]).toEqual([1, null])
    expect((await app.expect(200, 'GET', `${space}/schedules?state=done`)).items).toEqual([])
  })
})
