import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const space = '/api/v1/spaces/shop'
const requests = `${space}/publish-requests`
const everything: Grant[] = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]
const asking: Grant[] = [
  { effect: 'allow', actions: ['content.read', 'content.update'], resources: ['content'] },
  { effect: 'allow', actions: ['publish-requests.read', 'publish-requests.create'], resources: ['publish-requests'] },
]

async function openReview(databases: TestDatabases) {
  const app = await openContentApp(databases)
  const { id } = await createPage(app, 'home', { price: 1 })
  const path = `${entries}/${id}`
  const { token: author } = await newMember(app, 'Author', asking)
  const submit = (body: object = {}, token = author, status = 201) =>
    app.expect(status, 'POST', requests, { token, body: { entry: id, action: 'publish', ...body } })
  const answer = (request: string, verb: string, status = 200, options: object = {}) =>
    app.expect(status, 'POST', `${requests}/${request}/${verb}`, options)
  const price = async () => {
    const { status, body } = await app.call('GET', '/delivery/v1/spaces/shop/content/pages/home?environment=production')
    return status === 200 ? body.fields.price : status
  }
  const requireReview = () =>
    app.expect(200, 'PATCH', `${space}/environments/production`, { body: { requires_review: true } })
  return { app, id, path, author, submit, answer, price, requireReview }
}

describeEachDatabase('a publish request', (databases) => {
  test('is submitted for a version, and accepted: exactly that version goes live', async () => {
    const { app, id, author, submit, answer, price } = await openReview(databases)
    const made = await submit({ note: 'Please' })
    expect(made).toMatchObject({
      entry: { id, type: 'pages', slug: 'home' },
      action: 'publish',
      environment: 'production',
      locales: null,
      version: 1,
      note: 'Please',
      state: 'open',
      answered_by: null,
    })
    expect(await app.expect(200, 'GET', `${requests}/${made.id}`, { token: author })).toEqual(made)
    expect(await price()).toBe(404)
    const accepted = await answer(made.id, 'accept', 200, { body: { answer: 'Fine' } })
    expect(accepted).toMatchObject({ state: 'accepted', answer: 'Fine', answered_by: `account:${app.owner.id}` })
    expect(await price()).toBe(1)
    const { items } = await app.expect(200, 'GET', `${space}/activity?limit=2`)
    expect(items.map(({ operation }: { operation: string }) => operation)).toEqual([
      'entries.publish',
      'publish-requests.accept',
    ])
  })

  test('about an entry that has moved on is accepted only with its version', async () => {
    const { app, path, submit, answer, price } = await openReview(databases)
    const { id } = await submit()
    await app.expect(200, 'PATCH', path, { body: { fields: { price: 2 } } })
    expect((await answer(id, 'accept', 409)).type).toBe('/problems/conflict')
    await answer(id, 'accept', 409, { body: { version: 2 } })
    await answer(id, 'accept', 200, { body: { version: 1 } })
    expect(await price()).toBe(1)
    expect(await app.expect(200, 'GET', path)).toMatchObject({ changed: true, version: 2 })
  })

  test('to take offline does so when it is accepted', async () => {
    const { app, path, submit, answer, price } = await openReview(databases)
    await app.expect(200, 'POST', `${path}/publish`)
    const { id } = await submit({ action: 'unpublish' })
    await answer(id, 'accept')
    expect(await price()).toBe(404)
  })

  test('is rejected, or taken back, once', async () => {
    const { app, submit, answer, price } = await openReview(databases)
    const first = await submit()
    expect(await answer(first.id, 'reject', 200, { body: { answer: 'No' } })).toMatchObject({
      state: 'rejected',
      answer: 'No',
    })
    for (const verb of ['accept', 'reject', 'cancel']) {
      expect((await answer(first.id, verb, 409)).detail).toBe('It is rejected already.')
    }
    app.clock.now += 1000
    const second = await submit()
    expect(await answer(second.id, 'cancel')).toMatchObject({ state: 'cancelled' })
    expect(await price()).toBe(404)
    const states = async (query: string) =>
      (await app.expect(200, 'GET', `${requests}${query}`)).items.map(({ state }: { state: string }) => state)
    expect(await states('')).toEqual(['cancelled', 'rejected'])
    expect(await states('?state=open')).toEqual([])
  })

  test('names what there is', async () => {
    const { id, submit } = await openReview(databases)
    const pointers = async (body: object) =>
      (await submit(body, undefined, 422)).errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(await pointers({ entry: id.replace(/....$/, '0000') })).toEqual(['/entry'])
    expect(await pointers({ locales: ['fr'] })).toEqual(['/locales/0'])
    expect(await pointers({ environment: 'nowhere' })).toEqual(['/environment'])
    expect(await pointers({ version: 2 })).toEqual(['/version'])
  })

  test('is accepted by a person with the right to review and to publish, never by a token of the space', async () => {
    const { app, submit, answer } = await openReview(databases)
    const { secret: management } = await app.expect(201, 'POST', `${space}/tokens`, {
      body: { kind: 'management', name: 'M', mode: 'read-write' },
    })
    const made = await submit({}, management)
    expect(made.created_by).toMatch(/^token:/)
    for (const verb of ['accept', 'reject']) {
      expect((await answer(made.id, verb, 403, { token: management })).type).toBe('/problems/token-kind-mismatch')
    }
    const reviewing: Grant = { effect: 'allow', actions: ['publish-requests.review'], resources: ['publish-requests'] }
    const { token: reviewer } = await newMember(app, 'Reviewer', [...asking, reviewing])
    expect((await answer(made.id, 'accept', 403, { token: reviewer })).type).toBe('/problems/insufficient-scope')
    const publishing: Grant = { effect: 'allow', actions: ['content.publish'], resources: ['content'] }
    const { token: publisher } = await newMember(app, 'Publisher', [...asking, publishing])
    expect((await answer(made.id, 'accept', 403, { token: publisher })).type).toBe('/problems/insufficient-scope')
    const { token } = await newMember(app, 'Both', [...asking, reviewing, publishing])
    await answer(made.id, 'accept', 200, { token })
  })

  test('of somebody who may ask no more is not accepted', async () => {
    const { app, submit, answer, price } = await openReview(databases)
    const { id } = await submit()
    const { items } = await app.expect(200, 'GET', `${space}/roles`)
    const role = items.find(({ name }: { name: string }) => name === "Author's role")
    await app.expect(200, 'PATCH', `${space}/roles/${role.id}`, { body: { grants: [] } })
    expect((await answer(id, 'accept', 409)).detail).toContain('may not ask for this any more')
    expect(await price()).toBe(404)
    await answer(id, 'reject')
  })

  test('is shown to those who may read it and the working copy that it is about', async () => {
    const { app, path, submit } = await openReview(databases)
    const { id } = await submit({ locales: ['de'] })
    const both = await submit({ locales: ['en', 'de'] })
    const read: Grant = { effect: 'allow', actions: ['publish-requests.read'], resources: ['publish-requests'] }
    const member = async (name: string, conditions: Grant['conditions'], ...more: Grant[]) => {
      const reads: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content'] }
      return (await newMember(app, name, [{ ...reads, ...(conditions && { conditions }) }, ...more])).token
    }
    const english = await member('Ada', { locales: ['en'] }, read)
    expect(await app.expect(200, 'GET', `${requests}?count=true`, { token: english })).toMatchObject({
      total: 1,
      items: [{ id: both.id, locales: ['en'] }],
    })
    await app.expect(404, 'GET', `${requests}/${id}`, { token: english })
    await app.expect(403, 'GET', requests, { token: await member('Bob', undefined) })
    await app.expect(200, 'POST', `${path}/publish`)
    const outsider = await member('Cy', { status: ['published'] }, read)
    expect((await app.expect(200, 'GET', requests, { token: outsider })).items).toEqual([])
    const hidden = await submit({}, outsider, 403)
    expect(hidden.type).toBe('/problems/insufficient-scope')
    const blind = await member('Dee', { status: ['published'] }, ...asking.slice(1))
    expect((await submit({}, blind, 422)).errors[0].pointer).toBe('/entry')
  })
})

describeEachDatabase('an environment that requires a review', (databases) => {
  test('takes only the version that a second person has accepted, by whatever route', async () => {
    const { app, path, submit, answer, price, requireReview } = await openReview(databases)
    expect(await requireReview()).toMatchObject({ slug: 'production', requires_review: true })
    const direct = await app.expect(409, 'POST', `${path}/publish`)
    expect(direct.type).toBe('/problems/review-required')
    await app.expect(409, 'PATCH', path, { body: { status: 'published' } })
    const bulk = await app.expect(200, 'POST', `${entries}/bulk`, {
      body: { items: [{ type: 'pages', slug: 'home', publish: true }] },
    })
    expect(bulk.items[0].status).toBe(409)
    const { id } = await submit()
    await answer(id, 'accept')
    expect(await price()).toBe(1)
    await app.expect(200, 'POST', `${path}/unpublish`)
    await app.expect(200, 'POST', `${path}/publish`)
    await app.expect(200, 'PATCH', path, { body: { fields: { price: 2 } } })
    await app.expect(409, 'POST', `${path}/publish`)
    await app.expect(200, 'POST', `${path}/publish`, { body: { version: 1 } })
    expect(await price()).toBe(1)
  })

  test('does not let anybody accept what he has asked for, nor what his token has', async () => {
    const { app, submit, answer, requireReview } = await openReview(databases)
    const { token: other } = await newMember(app, 'Other', everything)
    const own = await submit({}, app.owner.token)
    await requireReview()
    expect((await answer(own.id, 'accept', 409)).type).toBe('/problems/review-required')
    const { secret } = await app.expect(201, 'POST', `${space}/tokens`, {
      body: { kind: 'management', name: 'M', mode: 'read-write' },
    })
    const byToken = await submit({}, secret)
    expect((await answer(byToken.id, 'accept', 409)).type).toBe('/problems/review-required')
    await answer(own.id, 'accept', 200, { token: other })
  })

  test('does not count what somebody accepted for himself before', async () => {
    const { app, path, submit, answer, requireReview } = await openReview(databases)
    const { id } = await submit({}, app.owner.token)
    await answer(id, 'accept')
    await requireReview()
    const problem = await app.expect(409, 'POST', `${path}/publish`)
    expect(problem.type).toBe('/problems/review-required')
  })

  test('takes no more locales than were accepted', async () => {
    const { app, path, submit, answer, requireReview } = await openReview(databases)
    await requireReview()
    const { id } = await submit({ locales: ['en'] })
    await answer(id, 'accept')
    expect((await app.expect(409, 'POST', `${path}/publish`)).type).toBe('/problems/review-required')
    await app.expect(200, 'POST', `${path}/publish`, { body: { locales: ['en'] } })
  })
})
