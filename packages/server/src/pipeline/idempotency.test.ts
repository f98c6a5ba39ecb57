import { createsWithoutKey } from '@latchkey/contract/creates-without-key'
import { operations } from '@latchkey/contract/operations'
import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../test-support/content-app.ts'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import type { TestApp } from '../test-support/test-app.ts'
import { joinOrganization, newMember, newPerson } from '../test-support/test-people.ts'

const space = '/api/v1/spaces/shop'
const organization = '/api/v1/organizations/default'
const installationTokens = '/api/v1/installation/tokens'
const headers = { 'idempotency-key': 'once' }

/** A request of an operation, and the key of what its answer says of the thing that was made. */
type Made = readonly [path: string, body: object | undefined, named?: string]

interface Scene {
  readonly app: TestApp
  readonly requests: ReadonlyMap<string, Made>
}

/** What the requests name stands; what they make does not. */
async function openScene(databases: TestDatabases): Promise<Scene> {
  const backups = { folder: temporaryFolder('backups'), keep: 0, journal: async () => null }
  const app = await openContentApp(databases, { backups })
  const [page, home] = [await createPage(app, 'page'), await createPage(app, 'home')]
  const release = await app.expect(201, 'POST', `${space}/releases`, { body: { name: 'Spring' } })
  await app.expect(201, 'POST', `${space}/datasources`, { body: { slug: 'sizes', name: 'Sizes' } })
  const own = await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'CI', scope: { form: 'all' } } })
  const program = await app.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'management', name: 'CI' } })
  const reading = { effect: 'allow', actions: ['content.read'], resources: ['content'] }
  const everywhere = await app.expect(201, 'POST', installationTokens, { body: { name: 'All', grants: [reading] } })
  const reader = await app.expect(201, 'POST', `${space}/roles`, { body: { name: 'Reads', grants: [reading] } })
  const claim = { effect: 'never', actions: ['content.delete'], resources: ['content'] }
  const archive = { slug: 'archive', name: 'Archive', created_at: '2020-12-16T00:00:00.000Z' }
  await app.expect(201, 'POST', '/api/v1/spaces', { body: archive })
  const [access] = (await app.expect(200, 'GET', '/api/v1/spaces/archive/tokens')).items
  const colleague = await newPerson(app, 'Ada')
  await joinOrganization(app, colleague)
  const at = new Date(app.clock.now + 60_000).toISOString()
  const requests = new Map<string, Made>([
    ['account-tokens.create', ['/api/v1/account/tokens', { name: 'Other', scope: { form: 'all' } }]],
    ['account-tokens.rotate', [`/api/v1/account/tokens/${own.id}/rotate`, {}]],
    ['organizations.create', ['/api/v1/organizations', { slug: 'studio', name: 'Studio' }]],
    ['organization-spaces.create', [`${organization}/spaces`, { slug: 'blog', name: 'Blog' }]],
    ['organization-domains.claim', [`${organization}/domains`, { domain: 'example.com' }, 'domain']],
    ['organization-invitations.create', [`${organization}/invitations`, { email: 'bob@example.com', role: 'member' }]],
    ['invitations.create', [`${space}/invitations`, { email: 'bob@example.com', roles: ['Viewer'] }]],
    ['spaces.create', ['/api/v1/spaces', { slug: 'world', name: 'World' }]],
    ['environments.create', [`${space}/environments`, { slug: 'staging' }]],
    ['branches.create', [`${space}/branches`, { name: 'next' }]],
    ['locales.create', [`${space}/locales`, { code: 'fr' }, 'code']],
    ['roles.create', [`${space}/roles`, { name: 'Reader', grants: [] }]],
    ['members.add', [`${space}/members`, { account: colleague.id, roles: ['Viewer'] }, 'account']],
    ['content-types.create', [`${space}/content-types`, { slug: 'posts', fields: [] }]],
    ['asset-categories.create', [`${space}/categories`, { category: 'Brand / Logos' }]],
    ['type-groups.create', [`${space}/type-groups`, { name: 'Blocks' }]],
    ['type-presets.create', [`${space}/type-presets`, { type: 'pages', name: 'Shop' }]],
    ['type-tags.create', [`${space}/type-tags`, { tag: 'block' }]],
    ['declared-asset-tags.create', [`${space}/declared-asset-tags`, { tag: 'press' }]],
    ['entries.create', [entries, { type: 'pages', slug: 'new', fields: { hero_title: 'New' } }]],
    ['schedules.create', [`${entries}/${page.id}/schedules`, { action: 'publish', at }]],
    ['publish-requests.create', [`${space}/publish-requests`, { entry: page.id, action: 'publish' }]],
    ['comments.create', [`${entries}/${page.id}/comments`, { text: 'Well.' }]],
    ['datasources.create', [`${space}/datasources`, { slug: 'colours', name: 'Colours' }]],
    ['datasource-entries.create', [`${space}/datasources/sizes/entries`, { key: 's', value: 'Small' }]],
    ['releases.create', [`${space}/releases`, { name: 'Summer' }]],
    ['release-items.add', [`${space}/releases/${release.id}/items`, { entry: home.id }, 'entry']],
    ['release-tokens.create', [`${space}/releases/${release.id}/tokens`, { name: 'Preview' }]],
    ['tokens.create', [`${space}/tokens`, { kind: 'delivery', name: 'Site' }]],
    ['token-assertions.create', [`${space}/tokens/${program.id}/assertions`, { name: 'Keeps', claim }]],
    ['role-assertions.create', [`${space}/roles/${reader.id}/assertions`, { name: 'Keeps', claim }]],
    ['installation-tokens.create', [installationTokens, { name: 'Other', grants: [reading] }]],
    ['installation-tokens.rotate', [`${installationTokens}/${everywhere.id}/rotate`, {}]],
    ['tokens.reset', [`/api/v1/spaces/archive/tokens/${access.id}/reset`, undefined]],
    ['tokens.rotate', [`${space}/tokens/${program.id}/rotate`, {}]],
    [
      'webhooks.create',
      [`${space}/webhooks`, { name: 'Site', url: 'https://example.com/', events: ['entries.publish'] }],
    ],
    ['backups.create', ['/api/v1/backups', {}]],
  ])
  return { app, requests }
}

describeEachDatabase('an Idempotency-Key', (databases) => {
  test('makes a repeated request of every operation that honours one answer what the first has made', async () => {
    const { app, requests } = await openScene(databases)
    const honouring = operations.filter((each) => each.idempotent)
    expect(new Set(requests.keys())).toEqual(new Set(honouring.map((each) => each.id)))
    for (const { id } of honouring) {
      const [path, body, named = 'id'] = requests.get(id)!
      const key = { 'idempotency-key': id }
      const ask = () => app.call('POST', path, { headers: key, ...(body && { body }) })
      const first = await ask()
      expect([id, first.status, first.body]).toEqual([id, first.status < 300 ? first.status : 201, first.body])
      const audited = await countAudited(app)
      const again = await ask()
      expect([id, again.status, again.body[named]]).toEqual([id, 200, first.body[named]])
      expect([id, again.body.secret, await countAudited(app)]).toEqual([id, undefined, audited])
      expect(again.headers['location']).toBe(undefined)
    }
  })

  test('shows nothing to whoever may not ask for it any more', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    const may: Grant[] = [
      { effect: 'allow', actions: ['content.read'], resources: ['content'] },
      { effect: 'allow', actions: ['publish-requests.create', 'publish-requests.read'], resources: ['*'] },
    ]
    const role = await app.expect(201, 'POST', `${space}/roles`, { body: { name: 'Author', grants: may } })
    const { token } = await newMember(app, 'Ann', 'Author')
    const ask = { token, headers, body: { entry: id, action: 'publish' } }
    await app.expect(201, 'POST', `${space}/publish-requests`, ask)
    await app.expect(200, 'POST', `${space}/publish-requests`, ask)
    const narrow = (grants: readonly Grant[]) =>
      app.expect(200, 'PATCH', `${space}/roles/${role.id}`, { body: { grants } })
    await narrow([may[0]!, { ...may[1]!, actions: ['publish-requests.create'] }])
    await app.expect(409, 'POST', `${space}/publish-requests`, ask)
    await narrow([may[0]!, { effect: 'deny', actions: ['publish-requests.create'], resources: ['*'] }, may[1]!])
    await app.expect(403, 'POST', `${space}/publish-requests`, ask)
  })

  test('finds a schedule again for who may publish and not read, and tells no more than the first time', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    const publishes: Grant[] = [
      { effect: 'allow', actions: ['content.publish'], resources: ['content'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content:other'] },
    ]
    const { token } = await newMember(app, 'Ann', publishes)
    const body = { action: 'publish', at: new Date(app.clock.now + 60_000).toISOString() }
    const first = await app.call('POST', `${entries}/${id}/schedules`, { token, headers, body })
    const again = await app.call('POST', `${entries}/${id}/schedules`, { token, headers, body })
    expect(first).toMatchObject({ status: 201, body: { id: expect.any(String), state: 'pending' } })
    expect(again).toMatchObject({ status: 200, text: first.text })
  })

  test('is refused by writes that honour none', async () => {
    const app = await openContentApp(databases)
    const page = await createPage(app, 'home')
    for (const [method, path, body] of [
      ['POST', `${entries}/${page.id}/publish`, {}],
      ['PATCH', `${entries}/${page.id}`, { fields: { price: 1 } }],
      ['DELETE', `${entries}/${page.id}`, undefined],
      ['POST', '/api/v1/users', { email: 'ada@example.com', name: 'Ada', password: 'long enough' }],
      ['POST', `${space}/assets`, undefined],
      ['POST', '/api/v1/session', { email: 'owner@example.com', password: 'long enough' }],
    ] as const) {
      const answer = await app.call(method, path, { headers, ...(body && { body }) })
      expect([path, answer.status, answer.body.type]).toEqual([path, 400, '/problems/key-not-honoured'])
    }
    expect([...createsWithoutKey.values()].filter((reason) => reason.length < 20)).toEqual([])
    await app.expect(200, 'GET', `${entries}/${page.id}`, { headers })
  })
})

/** How many rows all audit trails have. */
async function countAudited({ database }: TestApp): Promise<number> {
  const { count } = await database.read((db) =>
    db
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  )
  return count
}
