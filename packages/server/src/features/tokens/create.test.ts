import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const readPages = { effect: 'allow', actions: ['content.read'], resources: ['content:pages'] } as const

describeEachDatabase('making a token of a space', (databases) => {
  test('answers the record and, this once, the secret', async () => {
    const app = await openPeople(databases)
    const answer = await app.call('POST', path, { body: { kind: 'delivery', name: 'Site' } })
    expect(answer.status).toBe(201)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['location']).toBe(`${path}/${answer.body.id}`)
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9A-Za-z]{12}$/),
      serial: expect.any(Number),
      kind: 'delivery',
      name: 'Site',
      description: '',
      masked: `lk_dlv_${answer.body.id}_••••`,
      state: 'active',
      space: { id: app.space.id, slug: 'shop' },
      environment: { id: expect.any(String), slug: 'production' },
      role: null,
      grants: null,
      scope: null,
      mode: null,
      spaces: null,
      branches: ['main'],
      aliases: [],
      reach: ['Reads published content and public files of the space shop in production.'],
      rate_limit: null,
      allowed_networks: null,
      allowed_origins: null,
      cache_ttl: 0,
      created_by: `account:${app.owner.id}`,
      created_at: new Date(app.clock.now).toISOString(),
      updated_at: new Date(app.clock.now).toISOString(),
      expires_at: null,
      last_used_at: null,
      releases: null,
      secret_version: 1,
      previous_secret_until: null,
      retired_secret_used_at: null,
      version: 1,
      secret: expect.stringMatching(/^lk_dlv_/),
    })
    const { secret, ...record } = answer.body
    expect(secret).toContain(record.id)
    expect(await app.expect(200, 'GET', `${path}/${record.id}`)).toEqual(record)
  })

  test('a management token is for reading unless it says otherwise', async () => {
    const app = await openPeople(databases)
    expect(await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })).toMatchObject({
      mode: 'read',
      environment: null,
    })
    const body = { kind: 'management', name: 'CI', mode: 'read-write' }
    expect(await app.expect(201, 'POST', path, { body })).toMatchObject({ mode: 'read-write' })
  })

  test('a preview token without an environment is for all of them', async () => {
    const app = await openPeople(databases)
    expect(await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'P' } })).toMatchObject({
      environment: null,
    })
  })

  test('an api token has its own grants, in canonical form, in the space where it is made', async () => {
    const app = await openPeople(databases)
    const grants = [{ ...readPages, resources: ['content:pages:*'] }, readPages]
    expect(await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'A', grants } })).toMatchObject({
      grants: [readPages],
      spaces: ['shop'],
    })
  })

  test('what a kind does not carry, and what it needs, is pointed at', async () => {
    const app = await openPeople(databases)
    const pointers = async (body: object) =>
      (await app.expect(422, 'POST', path, { body: { name: 'T', ...body } })).errors.map(
        (issue: { pointer: string }) => issue.pointer,
      )
    expect(
      await pointers({ kind: 'management', grants: [], role: 'Editor', environment: 'production', spaces: ['shop'] }),
    ).toEqual(['/environment', '/role', '/grants', '/spaces'])
    expect(await pointers({ kind: 'delivery', mode: 'read' })).toEqual(['/mode'])
    expect(await pointers({ kind: 'api' })).toEqual(['/grants'])
    expect(await pointers({ kind: 'delivery', environment: 'staging' })).toEqual(['/environment'])
    expect(await pointers({ kind: 'delivery', role: 'Nobody' })).toEqual(['/role'])
    expect(await pointers({ kind: 'api', grants: [], spaces: ['nowhere'] })).toEqual(['/spaces/0'])
    expect(
      await pointers({ kind: 'api', grants: [{ ...readPages, effect: 'Deny', actions: ['content.raed'] }] }),
    ).toEqual(['/grants/0/effect', '/grants/0/actions/0'])
    expect(await pointers({ kind: 'delivery', expires_at: new Date(app.clock.now).toISOString() })).toEqual([
      '/expires_at',
    ])
    expect(await pointers({ kind: 'delivery', expires_at: '2027-13-45T00:00:00Z' })).toEqual(['/expires_at'])
  })

  test('the Administrator role cannot be bound, and the answer says why', async () => {
    const app = await openPeople(databases)
    const body = { kind: 'delivery', name: 'Site', role: 'Administrator' }
    const problem = await app.expect(422, 'POST', path, { body })
    expect(problem.errors).toEqual([{ pointer: '/role', detail: expect.stringMatching(/may do everything/) }])
  })

  test('a role is bound by its name or id, with grants of its own besides', async () => {
    const app = await openPeople(databases)
    const id = await app.role('Pages', [readPages])
    const byName = { kind: 'delivery', name: 'Site', role: 'Pages', grants: [readPages] }
    expect(await app.expect(201, 'POST', path, { body: byName })).toMatchObject({
      role: { id, name: 'Pages' },
      grants: [readPages],
    })
    expect(await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'P', role: id } })).toMatchObject({
      role: { id },
    })
  })

  test('grants that do nothing on the public API, and denies of what does not exist, are warned about', async () => {
    const app = await openPeople(databases)
    const grants = [
      { ...readPages, actions: ['content.read', 'roles.read'], resources: ['content:pages', 'roles'] },
      { effect: 'deny', actions: ['content.update'], resources: ['content:paegs'], fields: ['price'] },
      { effect: 'deny', actions: ['content.read'], resources: ['content'], conditions: { locales: ['fr'] } },
    ]
    const { warnings } = await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'A', grants } })
    expect(warnings).toEqual([
      'roles.read has no effect on the public API.',
      'A deny names the locale fr, which the space does not have.',
      'A deny names the content type paegs, which does not exist.',
      'A deny names the field price, which does not exist there.',
    ])
  })

  test('a repeated request with the same key answers the record and not the secret', async () => {
    const app = await openPeople(databases)
    const options = { body: { kind: 'delivery', name: 'Site' }, headers: { 'idempotency-key': 'once' } }
    const { secret, ...first } = await app.expect(201, 'POST', path, options)
    const repeated = await app.call('POST', path, options)
    expect(repeated.status).toBe(200)
    expect(repeated.body).toEqual({ ...first, secret_shown: true })
    expect(repeated.text).not.toContain(secret.slice(20))
    const { items } = await app.expect(200, 'GET', path)
    expect(items).toHaveLength(1)
  })
})
