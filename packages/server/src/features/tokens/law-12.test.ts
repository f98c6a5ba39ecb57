import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const personal = '/api/v1/account/tokens'

function allow(actions: readonly string[], resource: string) {
  return { effect: 'allow', actions, resources: [resource] } as const
}

const handling = allow(['tokens.read', 'tokens.create', 'tokens.update'], 'tokens')
const readPages = allow(['content.read'], 'content:pages')
const readAll = allow(['content.read'], 'content')

describeEachDatabase('a token never exceeds its maker', (databases) => {
  test('in grants: the one that does is named', async () => {
    const app = await openPeople(databases)
    const { token } = await app.member([handling, readPages])
    const make = (grants: readonly unknown[]) =>
      app.call('POST', path, { token, body: { kind: 'api', name: 'T', grants } })
    expect((await make([readPages])).status).toBe(201)
    const refused = await make([readPages, readAll])
    expect(refused.body).toMatchObject({
      type: '/problems/exceeds-maker',
      detail: 'You cannot do yourself in shop what it would: allow content.read on content.',
      errors: [{ pointer: '/grants/1' }],
    })
  })

  test('in a right that a deny takes from the maker', async () => {
    const app = await openPeople(databases)
    const { token } = await app.member([handling, readAll, { ...readPages, effect: 'deny' }])
    const body = { kind: 'api', name: 'T', grants: [readAll] }
    await app.expect(403, 'POST', path, { token, body })
    const denied = { effect: 'deny', actions: ['*'], resources: ['*'] }
    await app.expect(201, 'POST', path, { token, body: { ...body, grants: [denied] } })
  })

  test('in a role: only what its ceiling lets through is compared', async () => {
    const app = await openPeople(databases)
    await app.role('Everything on pages', [
      allow(['content.read', 'content.update', 'content.delete'], 'content:pages'),
    ])
    await app.role('Reads all', [readAll])
    const { token } = await app.member([handling, allow(['roles.read'], 'roles'), readPages])
    const body = { kind: 'delivery', name: 'T' }
    await app.expect(201, 'POST', path, { token, body: { ...body, role: 'Everything on pages' } })
    const refused = await app.expect(403, 'POST', path, { token, body: { ...body, role: 'Reads all' } })
    expect(refused.errors).toEqual([{ pointer: '/role', detail: expect.any(String) }])
  })

  test('by having no grants at all: then it reaches its whole ceiling', async () => {
    const app = await openPeople(databases)
    const { token } = await app.member([handling, readAll])
    const body = { kind: 'delivery', name: 'T' }
    expect((await app.expect(403, 'POST', path, { token, body })).detail).toMatch(/media\.read/)
    const other = await app.member([
      handling,
      readAll,
      allow(['media.read'], 'media'),
      allow(['datasources.read'], 'datasources'),
    ])
    await app.expect(201, 'POST', path, { token: other.token, body })
  })

  test('by a later change of its grants, by resuming it', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'T', grants: [readAll] } })
    const { token } = await app.member([handling, readPages])
    await app.expect(403, 'PATCH', `${path}/${id}`, { token, body: { grants: [readAll] } })
    await app.expect(200, 'POST', `${path}/${id}/deactivate`, { token })
    await app.expect(403, 'POST', `${path}/${id}/activate`, { token })
    await app.expect(200, 'PATCH', `${path}/${id}`, { token, body: { grants: [readPages] } })
    await app.expect(200, 'POST', `${path}/${id}/activate`, { token })
  })

  test('in spaces: those listed are the maker’s, and in each it has the same rights', async () => {
    const app = await openPeople(databases)
    const garden = await app.ownerOfAnother('garden')
    const body = { kind: 'api', name: 'T', grants: [readAll], spaces: ['shop', 'garden'] }
    const unknown = await app.expect(422, 'POST', path, { body })
    expect(unknown.errors).toEqual([{ pointer: '/spaces/1', detail: 'There is no space garden that you are in.' }])
    await app.expect(422, 'POST', path, { body: { ...body, spaces: [garden.spaceId] } })
    await app.join('garden', app.owner.id, 'viewer')
    expect((await app.expect(403, 'POST', path, { body })).detail).toMatch(/of the space garden/)
    await app.join('garden', app.owner.id, 'developer')
    expect(await app.expect(201, 'POST', path, { body })).toMatchObject({ spaces: ['garden', 'shop'] })
    const writing = { ...body, grants: [allow(['users.update'], 'users')] }
    expect((await app.expect(403, 'POST', path, { body: writing })).detail).toMatch(/in garden/)
  })

  test('through a personal token: no more than its scope has, no longer than it lasts', async () => {
    const app = await openPeople(databases)
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const scope = { form: 'custom', operations: ['tokens.create', 'entries.list', 'entries.show'] }
    const { secret: token } = await app.expect(201, 'POST', personal, { body: { name: 'P', scope, expires_at } })
    const body = { kind: 'api', name: 'T', grants: [], expires_at }
    await app.expect(201, 'POST', path, { token, body })
    const later = await app.expect(403, 'POST', path, { token, body: { ...body, expires_at: undefined } })
    expect(later.errors).toEqual([{ pointer: '/expires_at', detail: expect.any(String) }])
    const wider = { ...body, grants: [allow(['content.publish'], 'content')] }
    expect((await app.expect(403, 'POST', path, { token, body: wider })).detail).toMatch(/entries\./)
  })

  test('and the record of a token made by a token says so', async () => {
    const app = await openPeople(databases)
    const made = await app.expect(201, 'POST', personal, { body: { name: 'P', scope: { form: 'all' } } })
    expect(made.created_by).toBe(`account:${app.owner.id}`)
    const child = await app.expect(201, 'POST', path, { token: made.secret, body: { kind: 'delivery', name: 'T' } })
    expect(child.created_by).toBe(`token:${made.id}`)
  })

  test('what somebody made through his own token is his own', async () => {
    const app = await openPeople(databases)
    const own = { ...allow(['tokens.read'], 'tokens'), conditions: { own: true } } as const
    const person = await app.member([allow(['tokens.create'], 'tokens'), own])
    const body = { name: 'P', scope: { form: 'all' } }
    const { secret } = await app.expect(201, 'POST', personal, { token: person.token, body })
    const api = { kind: 'api', name: 'T', grants: [] }
    const { id } = await app.expect(201, 'POST', path, { token: secret, body: api })
    const others = await app.expect(201, 'POST', path, { body: api })
    expect((await app.expect(200, 'GET', path, { token: person.token })).items).toEqual([
      expect.objectContaining({ id }),
    ])
    await app.expect(200, 'GET', `${path}/${id}`, { token: person.token })
    await app.expect(404, 'GET', `${path}/${others.id}`, { token: person.token })
  })
})
