import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { openReceiver, type Received, type Receiver } from '../../test-support/receiver.ts'
import { type CallOptions, openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/webhooks'
const minute = 60_000

const receivers: Receiver[] = []
afterEach(() => receivers.splice(0).forEach((receiver) => receiver.close()))

interface Scene {
  readonly app: TestApp
  readonly receiver: Receiver
  /** Makes a webhook to the receiver. */
  readonly hook: (body?: object, options?: CallOptions) => Promise<any>
  /** Does all that is due. */
  readonly settle: () => Promise<unknown>
  /** The events that arrived, in order. */
  readonly told: () => string[]
  readonly deliveries: (webhook: { id: string }, options?: CallOptions) => Promise<any[]>
}

async function open(databases: TestDatabases): Promise<Scene> {
  const app = await openContentApp(databases, { settings: { outgoingAllow: ['127.0.0.1'] } })
  const receiver = await openReceiver()
  receivers.push(receiver)
  return {
    app,
    receiver,
    hook: (body = {}, options = {}) =>
      app.expect(201, 'POST', path, {
        body: { name: 'Site', url: receiver.url, events: ['entries.*'], ...body },
        ...options,
      }),
    settle: () => app.app.runner.runDue(),
    told: () => receiver.received.map(({ body }) => body.type),
    deliveries: async ({ id }, options = {}) =>
      (await app.expect(200, 'GET', `${path}/${id}/deliveries`, options)).items,
  }
}

function verified(secret: string, { text, headers }: Received): unknown {
  return new Verifier(secret).verify(text, headers as Record<string, string>)
}

describeEachDatabase('webhooks', (databases) => {
  test('are told event, type, id and time, signed as Standard Webhooks say', async () => {
    const { app, receiver, hook, settle } = await open(databases)
    const { secret } = await hook()
    // The library compares with the clock of the machine.
    app.clock.now = Date.now()
    const { id } = await createPage(app, 'home', { hero_image: 'not for everybody' })
    await settle()
    expect(receiver.received).toHaveLength(1)
    const [message] = receiver.received as [Received]
    expect(verified(secret, message)).toEqual({
      type: 'entries.create',
      timestamp: new Date(app.clock.now).toISOString(),
      data: { space: 'shop', resource: 'content', type: 'pages', id },
    })
    expect(message.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/)
  })

  test('are told of what they asked for, and of nothing else', async () => {
    const { app, hook, settle, told, receiver } = await open(databases)
    await hook({ events: ['entries.publish', 'locales.*'], types: null })
    const { id } = await createPage(app, 'home')
    await settle()
    await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: {} })
    await settle()
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'fr' } })
    await settle()
    expect(told()).toEqual(['entries.publish', 'locales.create'])
    expect(receiver.received[1]?.body.data).toEqual({ space: 'shop', resource: 'locales', type: null, id: 'fr' })
  })

  test('can be for some types and some environments', async () => {
    const { app, hook, settle, told } = await open(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
      body: { slug: 'notes', fields: [{ id: 'text', type: 'text' }] },
    })
    await hook({ events: ['*'], types: ['pages'], environments: ['staging'] })
    const page = await createPage(app, 'home')
    const note = await app.expect(201, 'POST', entries, { body: { type: 'notes', slug: 'n', fields: {} } })
    const publish = (id: string, environment: string) =>
      app.expect(200, 'POST', `${entries}/${id}/publish`, { body: { environments: [environment] } })
    await publish(page.id, 'production')
    await publish(note.id, 'staging')
    await publish(page.id, 'staging')
    await settle()
    expect(told()).toEqual(['entries.publish'])
  })

  test('are told of each entry of a bulk write, and of nothing that failed', async () => {
    const { app, hook, settle, told } = await open(databases)
    await hook()
    await app.expect(200, 'POST', `${entries}/bulk`, {
      body: {
        items: [
          { type: 'pages', slug: 'a', fields: { hero_title: 'A' } },
          { type: 'pages', slug: 'b', fields: { price: 'no number' } },
          { type: 'pages', slug: 'c', fields: { hero_title: 'C' } },
        ],
      },
    })
    await settle()
    expect(told()).toEqual(['entries.create', 'entries.create'])
  })

  test('are told what their author may read, as it was or as it is, and nothing else', async () => {
    const { app, hook, settle, told } = await open(databases)
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['webhooks.manage'], resources: ['webhooks'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content'], conditions: { status: ['published'] } },
    ])
    await hook({ events: ['*'] }, { token })
    const { id } = await createPage(app, 'home')
    await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: {} })
    await app.expect(200, 'POST', `${entries}/${id}/unpublish`, { body: {} })
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'x', mode: 'read' },
    })
    await settle()
    // Deliveries go out side by side.
    expect(told().toSorted()).toEqual(['entries.publish', 'entries.unpublish'])
  })

  test('are paused when their author may have none any more, and say why', async () => {
    const { app, hook, settle, told } = await open(databases)
    const { id: person, token } = await newMember(app, 'Ada', 'Developer')
    const { id, acts_for } = await hook({}, { token })
    expect(acts_for).toBe(`account:${person}`)
    await app.expect(204, 'DELETE', `/api/v1/spaces/shop/members/${person}`)
    await createPage(app, 'home')
    await settle()
    expect(told()).toEqual([])
    expect(await app.expect(200, 'GET', `${path}/${id}`)).toMatchObject({
      state: 'paused',
      paused_because: 'Who set it up may no longer have webhooks here.',
    })
    const resumed = await app.expect(200, 'PATCH', `${path}/${id}`, { body: { state: 'active' } })
    expect(resumed).toMatchObject({ acts_for: `account:${app.owner.id}`, paused_because: null })
    await createPage(app, 'about')
    await settle()
    expect(told()).toEqual(['entries.create'])
  })

  test('of a token end with the token', async () => {
    const { app, hook, settle, told } = await open(databases)
    const robot = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'robot', mode: 'read-write' },
    })
    const { id } = await hook({}, { token: robot.secret })
    await createPage(app, 'home')
    await settle()
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${robot.id}/revoke`)
    await createPage(app, 'about')
    await settle()
    expect(told()).toEqual(['entries.create'])
    expect((await app.expect(200, 'GET', `${path}/${id}`)).state).toBe('paused')
  })

  test('act for whoever last decided where they send what', async () => {
    const { app, hook } = await open(databases)
    const { id } = await hook()
    const ada = await newMember(app, 'Ada', 'Developer')
    const change = (body: object) => app.expect(200, 'PATCH', `${path}/${id}`, { token: ada.token, body })
    expect((await change({ name: 'Renamed' })).acts_for).toBe(`account:${app.owner.id}`)
    expect((await change({ url: 'https://ada.example/hook' })).acts_for).toBe(`account:${ada.id}`)
  })

  test('are tried again with the same id until the event arrives', async () => {
    const { app, receiver, hook, settle, deliveries } = await open(databases)
    const webhook = await hook()
    receiver.status = 503
    await createPage(app, 'home')
    await settle()
    expect(await deliveries(webhook)).toMatchObject([
      {
        state: 'pending',
        attempts: 1,
        last_status: 503,
        next_attempt_at: new Date(app.clock.now + 5000).toISOString(),
      },
    ])
    app.clock.now += 5000
    await settle()
    receiver.status = 200
    app.clock.now += 5 * minute
    await settle()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([ids[0], ids[0], ids[0]])
    expect(await deliveries(webhook)).toMatchObject([
      { id: ids[0], state: 'delivered', attempts: 3, last_status: 200, last_error: null, next_attempt_at: null },
    ])
  })

  test('give up after three days, and send again when somebody asks for it', async () => {
    const { app, receiver, hook, settle, deliveries, told } = await open(databases)
    const webhook = await hook()
    receiver.status = 500
    await createPage(app, 'home')
    for (let attempts = 0; attempts < 12; attempts += 1) {
      await settle()
      app.clock.now += 24 * 60 * minute
    }
    expect(told()).toHaveLength(10)
    const [dead] = await deliveries(webhook)
    expect(dead).toMatchObject({ state: 'failed', attempts: 10, last_error: 'The receiver answered 500.' })
    receiver.status = 204
    const replayed = await app.expect(202, 'POST', `${path}/${webhook.id}/deliveries/${dead.id}/replay`)
    expect(replayed).toMatchObject({ id: dead.id, state: 'pending' })
    await settle()
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(dead.id)
    expect(await deliveries(webhook)).toMatchObject([{ state: 'delivered' }])
    expect(await app.expect(202, 'POST', `${path}/${webhook.id}/replay-failed`)).toEqual({ replayed: 0 })
  })

  test('send all that was given up again at once', async () => {
    const { app, receiver, hook, settle, told } = await open(databases)
    // An address that nothing may reach is given up at once.
    const webhook = await hook({ url: 'http://10.0.0.1/hook' })
    for (const slug of ['a', 'b', 'c']) await createPage(app, slug)
    await settle()
    const { items } = await app.expect(200, 'GET', `${path}/${webhook.id}/deliveries?state=failed`)
    expect(items.map((each: any) => each.last_error)).toEqual(
      Array.from({ length: 3 }, () => '10.0.0.1 is not at a public address, nor an allowed one.'),
    )
    await app.expect(200, 'PATCH', `${path}/${webhook.id}`, { body: { url: receiver.url } })
    expect(await app.expect(202, 'POST', `${path}/${webhook.id}/replay-failed`)).toEqual({ replayed: 3 })
    await settle()
    expect(told()).toEqual(['entries.create', 'entries.create', 'entries.create'])
  })

  test('whose receiver says that it is gone are paused', async () => {
    const { app, receiver, hook, settle } = await open(databases)
    const { id } = await hook()
    receiver.status = 410
    await createPage(app, 'home')
    await settle()
    const paused = await app.expect(200, 'GET', `${path}/${id}`)
    expect(paused).toMatchObject({ state: 'paused', paused_because: expect.stringContaining('410') })
    await app.expect(409, 'POST', `${path}/${id}/test`)
  })

  test('sign with both secrets while the grace of a rotation lasts', async () => {
    const { app, receiver, hook, settle } = await open(databases)
    app.clock.now = Date.now()
    const { id, secret: old } = await hook()
    const rotate = (body: object) => app.expect(200, 'POST', `${path}/${id}/rotate-secret`, { body })
    const { secret } = await rotate({ grace_seconds: 3600 })
    expect(secret).not.toBe(old)
    await createPage(app, 'home')
    await settle()
    const [graced] = receiver.received as [Received]
    expect(verified(old, graced)).toEqual(verified(secret, graced))
    const { secret: latest } = await rotate({ grace_seconds: 0 })
    await createPage(app, 'about')
    await settle()
    const after = receiver.received[1] as Received
    expect(verified(latest, after)).toMatchObject({ type: 'entries.create' })
    expect(() => verified(secret, after)).toThrow(/signature/i)
  })

  test('keep their secret sealed, and show it in the answer that made it alone', async () => {
    const { app, hook } = await open(databases)
    const { id, secret } = await hook()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const shown = await app.call('GET', `${path}/${id}`)
    expect(shown.text).not.toContain('whsec_')
    const rows = await app.database.read((db) => db.selectFrom('webhooks').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length))
    expect(app.logged()).not.toContain(secret)
  })

  test('can be tried out', async () => {
    const { app, receiver, hook, settle } = await open(databases)
    const { id } = await hook()
    const delivery = await app.expect(202, 'POST', `${path}/${id}/test`)
    expect(delivery).toMatchObject({ event: 'webhooks.test', state: 'pending' })
    await settle()
    expect(receiver.received[0]?.body).toMatchObject({ type: 'webhooks.test', data: { resource: 'webhooks', id } })
    const shown = await app.expect(200, 'GET', `${path}/${id}/deliveries/${delivery.id}`)
    expect(shown).toMatchObject({ state: 'delivered', payload: receiver.received[0]?.body })
  })

  test('that were deleted send nothing of what was on its way', async () => {
    const { app, receiver, hook, settle, told } = await open(databases)
    const { id } = await hook()
    receiver.status = 500
    await createPage(app, 'home')
    await settle()
    await app.expect(204, 'DELETE', `${path}/${id}`)
    app.clock.now += 60 * minute
    await settle()
    expect(told()).toHaveLength(1)
    await app.expect(404, 'GET', `${path}/${id}`)
    const left = await app.database.read((db) => db.selectFrom('outbox').select('id').execute())
    expect(left).toEqual([])
  })

  test('that were paused cancel what was on its way', async () => {
    const { app, receiver, hook, settle, deliveries } = await open(databases)
    const webhook = await hook()
    receiver.status = 500
    await createPage(app, 'home')
    await settle()
    await app.expect(200, 'PATCH', `${path}/${webhook.id}`, { body: { state: 'paused' } })
    app.clock.now += minute
    await settle()
    expect(await deliveries(webhook)).toMatchObject([{ state: 'cancelled', last_error: 'The webhook was paused.' }])
  })

  test('do not betray by their deliveries what the asker may not read', async () => {
    const { app, hook, settle, deliveries } = await open(databases)
    const webhook = await hook()
    await createPage(app, 'secret-plans')
    await createPage(app, 'home')
    await settle()
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['webhooks.manage'], resources: ['webhooks'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content:pages:home'] },
    ])
    const all = await deliveries(webhook)
    const shown = await deliveries(webhook, { token })
    expect([all.length, shown.length]).toEqual([2, 1])
    const hidden = all.find((each: any) => each.id !== shown[0].id)
    const missing = await app.call('GET', `${path}/${webhook.id}/deliveries/msg_unknown`, { token })
    const answer = await app.call('GET', `${path}/${webhook.id}/deliveries/${hidden.id}`, { token })
    const masked = (text: string) => text.replace(/urn:request:[0-9a-f-]+/, '')
    expect([answer.status, masked(answer.text)]).toEqual([missing.status, masked(missing.text)])
  })

  test('are read page by page', async () => {
    const { app, hook, settle } = await open(databases)
    const { id } = await hook()
    for (const slug of ['a', 'b', 'c']) await createPage(app, slug)
    await settle()
    const first = await app.expect(200, 'GET', `${path}/${id}/deliveries?limit=2`)
    const second = await app.expect(200, 'GET', `${path}/${id}/deliveries?limit=2&after=${first.next}`)
    expect(new Set([...first.items, ...second.items].map((each: any) => each.id)).size).toBe(3)
    expect(second.next).toBe(null)
  })

  test.each([
    [{ url: 'nowhere' }, '/url'],
    [{ url: 'ftp://example.com/x' }, '/url'],
    [{ url: 'https://me:word@example.com/' }, '/url'],
    [{ events: ['entries.publishh'] }, '/events/0'],
    [{ events: ['entries.list'] }, '/events/0'],
    [{ events: ['webhooks.update'] }, '/events/0'],
    [{ events: [] }, '/events'],
    [{ surprise: true }, '/surprise'],
  ])('are refused with %j', async (wrong, pointer) => {
    const app = await openTestApp(databases)
    const body = { name: 'Site', url: 'https://example.com/', events: ['*'], ...wrong }
    const problem = await app.expect(422, 'POST', path, { body })
    expect(problem.errors.map((each: any) => each.pointer)).toEqual([pointer])
  })

  test('are nothing for who may not manage them, whether there are any or not', async () => {
    const { app, hook } = await open(databases)
    const { id } = await hook()
    const { token } = await newMember(app, 'Ed', 'Editor')
    const masked = (text: string) => text.replace(/urn:request:[0-9a-f-]+/, '')
    const there = await app.call('GET', `${path}/${id}`, { token })
    const missing = await app.call('GET', `${path}/${app.space.id}`, { token })
    expect([there.status, masked(there.text)]).toEqual([403, masked(missing.text)])
  })
})
