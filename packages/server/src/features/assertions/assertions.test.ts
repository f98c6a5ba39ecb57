import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/spaces/shop'
const allow = (actions: readonly string[], resource: string, conditions?: object) =>
  ({ effect: 'allow', actions, resources: [resource], ...(conditions && { conditions }) }) as const
const published = { status: ['published'] }
const readPublished = allow(['content.read'], 'content', published)
const readAll = allow(['content.read'], 'content')
const neverDrafts = {
  name: 'Never drafts',
  claim: { effect: 'never', actions: ['content.read'], resources: ['content'], conditions: { status: ['draft'] } },
}
const alwaysProducts = {
  name: 'Always products',
  claim: { effect: 'always', actions: ['content.read'], resources: ['content:products'], conditions: published },
}

async function makeApi(app: People, grants: readonly unknown[], name = 'Site'): Promise<string> {
  return (await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'api', name, grants } })).id
}

const edit = (app: People, status: number, thing: string, grants: readonly unknown[], token?: string) =>
  app.expect(status, 'PATCH', `${path}/${thing}`, { body: { grants }, ...(token !== undefined && { token }) })

describeEachDatabase('an assertion of a token', (databases) => {
  test('is told with whether it holds, and refuses the edit that would break it, naming the grants', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPublished])
    const pinned = await app.expect(201, 'POST', `${path}/tokens/${id}/assertions`, { body: neverDrafts })
    expect(pinned).toMatchObject({
      name: 'Never drafts',
      claim: neverDrafts.claim,
      sentence: 'never content.read on content, where status is draft',
      holds: 'yes',
      created_by: `account:${app.owner.id}`,
      version: 1,
    })
    const refused = await edit(app, 409, `tokens/${id}`, [readAll])
    expect(refused).toMatchObject({
      type: '/problems/assertion-broken',
      detail:
        'It would make false “Never drafts” of the token Site (never content.read on content, where status is draft): “allow content.read on content”.',
      assertions: [{ id: pinned.id, name: 'Never drafts', token: { id, name: 'Site' }, because: [readAll] }],
    })
    expect((await app.expect(200, 'GET', `${path}/tokens/${id}`)).grants).toEqual([readPublished])
    await edit(app, 200, `tokens/${id}`, [readPublished, allow(['content.update'], 'content')])
    await app.expect(204, 'DELETE', `${path}/tokens/${id}/assertions/${pinned.id}`)
    await edit(app, 200, `tokens/${id}`, [readAll])
  })

  test('that something is always possible breaks with a deny, and with a missing allow', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readAll])
    await app.expect(201, 'POST', `${path}/tokens/${id}/assertions`, { body: alwaysProducts })
    const deny = { effect: 'deny', actions: ['content.read'], resources: ['content:products:secret-*'] } as const
    expect((await edit(app, 409, `tokens/${id}`, [readAll, deny])).assertions).toMatchObject([{ because: [deny] }])
    expect((await edit(app, 409, `tokens/${id}`, [])).assertions).toMatchObject([{ because: [] }])
    await edit(app, 200, `tokens/${id}`, [readPublished])
  })

  test('that is false now is refused with an example, and pinned where that is asked for; then it guards from when it holds', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readAll])
    const pin = (status: number, body: object) =>
      app.expect(status, 'POST', `${path}/tokens/${id}/assertions`, { body })
    const { detail } = await pin(409, neverDrafts)
    expect(detail).toBe(
      'It is false now: never content.read on content, where status is draft, but content.read on content:x:x (status draft, locale en) is allowed: “allow content.read on content”. To pin it nevertheless, say even_if_false.',
    )
    expect(await pin(201, { ...neverDrafts, even_if_false: true })).toMatchObject({ holds: 'no', because: [readAll] })
    await edit(app, 200, `tokens/${id}`, [readAll, allow(['content.update'], 'content')])
    await edit(app, 200, `tokens/${id}`, [readPublished])
    await edit(app, 409, `tokens/${id}`, [readAll])
  })

  test('that nobody can decide is refused, also where false ones are wanted', async () => {
    const app = await openPeople(databases)
    const names = Array.from({ length: 100 }, (_, index) => `n${index}`)
    const far = names.map((name) => ({ ...allow(['content.update'], `content:posts:${name}`), fields: ['title'] }))
    const id = await makeApi(app, far)
    const resources = names.map((name) => `content:pages:${name}`)
    const claim = { effect: 'never', actions: ['content.update'], resources, fields: names }
    const body = { name: 'Wide', claim, even_if_false: true }
    const { errors } = await app.expect(422, 'POST', `${path}/tokens/${id}/assertions`, { body })
    expect(errors[0]).toMatchObject({
      pointer: '/claim',
      detail: expect.stringMatching(/^Whether this holds cannot be decided/),
    })
  })

  test('is about the limits of its kind too: what no call is open for is never always possible', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [allow(['*'], '*')])
    const claim = { effect: 'always', actions: ['roles.read'], resources: ['roles'] }
    const { detail } = await app.expect(409, 'POST', `${path}/tokens/${id}/assertions`, { body: { name: 'R', claim } })
    expect(detail).toContain('no call for roles.read is open to it')
    const delivery = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'D' } })
    const on = `${path}/tokens/${delivery.id}/assertions`
    expect(await app.expect(201, 'POST', on, { body: neverDrafts })).toMatchObject({ holds: 'yes' })
    expect(await app.expect(201, 'POST', on, { body: alwaysProducts })).toMatchObject({ holds: 'yes' })
    const management = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'management', name: 'M' } })
    const writes = { effect: 'never', actions: ['content.update', 'content.delete'], resources: ['content'] }
    const body = { name: 'Reads', claim: writes }
    expect(await app.expect(201, 'POST', `${path}/tokens/${management.id}/assertions`, { body })).toMatchObject({
      holds: 'yes',
    })
  })

  test('is listed, renamed, changed, and named once', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPublished])
    const on = `${path}/tokens/${id}/assertions`
    const first = await app.expect(201, 'POST', on, { body: neverDrafts, headers: { 'idempotency-key': 'a' } })
    const again = await app.call('POST', on, { body: neverDrafts, headers: { 'idempotency-key': 'a' } })
    expect([again.status, again.body.id]).toEqual([200, first.id])
    await app.expect(201, 'POST', on, { body: alwaysProducts })
    await app.expect(409, 'POST', on, { body: neverDrafts })
    const { items } = await app.expect(200, 'GET', on)
    expect(items.map(({ name, holds }: { name: string; holds: string }) => [name, holds])).toEqual([
      ['Always products', 'yes'],
      ['Never drafts', 'yes'],
    ])
    await app.expect(409, 'PATCH', `${on}/${first.id}`, { body: { name: 'Always products' } })
    const claim = { ...neverDrafts.claim, conditions: { status: ['draft', 'archived'] } }
    const changed = await app.expect(200, 'PATCH', `${on}/${first.id}`, { body: { claim, name: 'Nothing unfinished' } })
    expect(changed).toMatchObject({ name: 'Nothing unfinished', holds: 'yes', version: 2 })
    await app.expect(412, 'PATCH', `${on}/${first.id}`, { body: { name: 'x' }, headers: { 'if-match': '"v1"' } })
    await app.expect(409, 'PATCH', `${on}/${first.id}`, { body: { claim: { ...claim, conditions: published } } })
    const wrong = { name: 'x', claim: { effect: 'deny', actions: ['content.raed'] } }
    expect((await app.expect(422, 'POST', on, { body: wrong })).errors).toMatchObject([{ pointer: '/claim/effect' }])
  })

  test('is for who may read the token, and pinned by who may change it', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPublished])
    const on = `${path}/tokens/${id}/assertions`
    const { id: pinned } = await app.expect(201, 'POST', on, { body: neverDrafts })
    const reader = await app.member([allow(['tokens.read'], 'tokens')])
    await app.expect(200, 'GET', on, { token: reader.token })
    await app.expect(403, 'POST', on, { token: reader.token, body: alwaysProducts })
    await app.expect(403, 'DELETE', `${on}/${pinned}`, { token: reader.token })
    const other = await app.member([allow(['tokens.read', 'tokens.update'], 'tokens:7Hq2mK9xB1aZ')])
    await app.expect(404, 'GET', on, { token: other.token })
    await app.expect(404, 'DELETE', `${on}/${pinned}`, { token: other.token })
  })

  test('names a space by its id, and a new slug breaks what depends on the old one', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [allow(['content.read'], 'space:shop:content')])
    const claim = { effect: 'always', actions: ['content.read'], resources: ['space:shop:content:products'] }
    const pinned = await app.expect(201, 'POST', `${path}/tokens/${id}/assertions`, { body: { name: 'Reads', claim } })
    expect(pinned.claim.resources).toEqual(['content:products'])
    const refused = await app.expect(409, 'PATCH', path, { body: { slug: 'store' } })
    expect(refused.type).toBe('/problems/assertion-broken')
    await app.expect(200, 'PATCH', path, { body: { name: 'Store' } })
    await edit(app, 200, `tokens/${id}`, [readAll])
    await app.expect(200, 'PATCH', path, { body: { slug: 'store' } })
  })
})

describeEachDatabase('an assertion of a role', (databases) => {
  test('refuses edits of the role; one of a token that is bound to it does so too', async () => {
    const app = await openPeople(databases)
    const role = await app.role('Pages', [readPublished])
    await app.expect(201, 'POST', `${path}/roles/Pages/assertions`, { body: alwaysProducts })
    await edit(app, 409, 'roles/Pages', [allow(['content.read'], 'content:pages')])
    const made = { kind: 'preview', name: 'Preview', role: 'Pages' }
    const token = await app.expect(201, 'POST', `${path}/tokens`, { body: made })
    await app.expect(201, 'POST', `${path}/tokens/${token.id}/assertions`, { body: neverDrafts })
    const { assertions } = await edit(app, 409, 'roles/Pages', [readAll])
    expect(assertions).toMatchObject([{ name: 'Never drafts', token: { id: token.id }, because: [readAll] }])
    expect(assertions[0].role).toBeUndefined()
    await app.expect(200, 'POST', `${path}/tokens/${token.id}/revoke`)
    await edit(app, 200, `roles/${role}`, [readAll])
  })

  test('of which the caller may not read the token is counted, and its name not told', async () => {
    const app = await openPeople(databases)
    await app.role('Pages', [readPublished])
    const made = { kind: 'preview', name: 'Preview', role: 'Pages' }
    const token = await app.expect(201, 'POST', `${path}/tokens`, { body: made })
    await app.expect(201, 'POST', `${path}/tokens/${token.id}/assertions`, { body: neverDrafts })
    const { token: keeper } = await app.member([readAll, allow(['roles.read', 'roles.update'], 'roles')])
    const refused = await edit(app, 409, 'roles/Pages', [readAll], keeper)
    expect(refused).toMatchObject({ detail: 'It would make false 1 of what you may not read.', assertions: [] })
  })

  test('goes with the role', async () => {
    const app = await openPeople(databases)
    const id = await app.role('Pages', [readPublished])
    await app.expect(201, 'POST', `${path}/roles/${id}/assertions`, { body: neverDrafts })
    await app.expect(204, 'DELETE', `${path}/roles/${id}`)
    expect(await app.database.read((db) => db.selectFrom('assertions').selectAll().execute())).toEqual([])
  })
})
