import { declaredActions } from '@latchkey/contract/action'
import type { Database } from '@latchkey/server/database/database'
import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { insertBackup } from '@latchkey/server/features/backups/queries'
import { insertPasskey } from '@latchkey/server/features/factors/queries'
import { insertDeliveries } from '@latchkey/server/features/webhooks/delivery-queries'
import { readWebhook } from '@latchkey/server/features/webhooks/queries'
import { issueToken, type NewToken } from '@latchkey/server/features/tokens/issue-token'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { upload as uploadAsset } from '@latchkey/server/test-support/upload'
import { type TokenKind, tokenKinds } from '@latchkey/tokens/kinds'

/** What a parameter of a path can name. */
export interface Thing {
  /** A thing that the narrow callers may read. */
  readonly visible: string
  /** Things that exist and that they may not read, each by what hides it. */
  readonly hidden: Readonly<Record<string, string>>
  /** Names and ids of nothing. */
  readonly missing: readonly string[]
}

/** A server with things that narrow callers see, and as many that they do not. */
export interface HiddenWorld {
  readonly app: TestApp
  /** By the name of the path parameter. */
  readonly things: Readonly<Record<string, Thing>>
  /** Tokens whose rights name the visible things alone. */
  readonly narrow: readonly { readonly kind: TokenKind; readonly token: string }[]
  /** One of every kind there is. */
  readonly byKind: ReadonlyMap<TokenKind, string>
  /** A member's session that may read everything in the space and change nothing. */
  readonly onlooker: string
}

/** Somebody with an account. */
interface Person {
  readonly id: string
  readonly email: string
  login(): Promise<{ readonly secret: string }>
}

const uuid = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const password = 'a long enough password'
const space = '/api/v1/spaces/shop'

/** Every action of an area. */
function actionsOf(area: string): string[] {
  return [...declaredActions().values()].filter((action) => action.area === area).map(({ name }) => name)
}

export async function openHiddenWorld(databases: TestDatabases): Promise<HiddenWorld> {
  const app = await openTestApp(databases)
  const create = (path: string, body: unknown, token = app.owner.token) =>
    app.expect(201, 'POST', path, { body, token })
  const entry = async (at: string, type: string, slug: string, publish: boolean): Promise<string> => {
    const { id } = await create(`${at}/entries`, { type, slug, fields: { title: slug } })
    if (publish) await app.expect(200, 'POST', `${at}/entries/${id}/publish`)
    return id
  }
  const shape = (slug: string) => ({ slug, fields: [{ id: 'title', type: 'text' }] })

  const trial = await create(`${space}/branches`, { name: 'trial' })
  const otherBranch = await create(`${space}/branches`, { name: 'other' })
  await app.app.runner.runDue()
  for (const [alias, branch] of Object.entries({ shown: 'trial', concealed: 'other' })) {
    await app.expect(200, 'PUT', `${space}/aliases/${alias}`, { body: { branch } })
  }
  await create(`${space}/content-types`, shape('open'))
  const closed = await create(`${space}/content-types`, shape('closed'))
  const group = await create(`${space}/type-groups`, { name: 'Shown' })
  const otherGroup = await create(`${space}/type-groups`, { name: 'Concealed' })
  const preset = await create(`${space}/type-presets`, { type: 'open', name: 'Shown' })
  const otherPreset = await create(`${space}/type-presets`, { type: 'closed', name: 'Concealed' })
  const tag = await create(`${space}/type-tags`, { tag: 'shown' })
  const otherTag = await create(`${space}/type-tags`, { tag: 'concealed' })
  const assetTag = await create(`${space}/declared-asset-tags`, { tag: 'shown' })
  const otherAssetTag = await create(`${space}/declared-asset-tags`, { tag: 'concealed' })
  await entry(space, 'open', 'shown', true)
  const concealed = await entry(space, 'open', 'concealed', true)
  await app.expect(200, 'PATCH', `${space}/entries/${concealed}`, { body: { fields: { title: 'again' } } })
  const draft = await entry(space, 'open', 'draft', false)
  const elsewhere = await entry(space, 'closed', 'elsewhere', true)
  const trashed = await entry(space, 'open', 'trashed', true)
  await app.expect(204, 'DELETE', `${space}/entries/${trashed}`)
  const vault = await create('/api/v1/spaces', { slug: 'vault', name: 'Vault' })
  await create('/api/v1/spaces/vault/content-types', shape('open'))
  const foreign = await entry('/api/v1/spaces/vault', 'open', 'shown', true)
  const production = await app.expect(200, 'GET', `${space}/environments/production`)
  const staging = await create(`${space}/environments`, { slug: 'staging' })
  await create(`${space}/locales`, { code: 'de' })
  const role = await create(`${space}/roles`, { name: 'Shown', grants: [] })
  const otherRole = await create(`${space}/roles`, { name: 'Concealed', grants: [] })
  const foreignRole = await create('/api/v1/spaces/vault/roles', { name: 'Foreign', grants: [] })
  const token = await create(`${space}/tokens`, { kind: 'delivery', name: 'Shown' })
  const otherToken = await create(`${space}/tokens`, { kind: 'delivery', name: 'Concealed' })
  const pinned = { name: 'Nothing', claim: { effect: 'never', actions: ['content.update'], resources: ['content'] } }
  const assertion = await create(`${space}/tokens/${token.id}/assertions`, pinned)
  const otherAssertion = await create(`${space}/tokens/${otherToken.id}/assertions`, pinned)
  const foreignToken = await create('/api/v1/spaces/vault/tokens', { kind: 'delivery', name: 'Foreign' })
  const ownersToken = await create('/api/v1/account/tokens', { name: 'Owner’s', scope: { form: 'all' } })

  const person = async (name: string): Promise<Person> => {
    const email = `${name}@example.com`
    const { id } = await create('/api/v1/users', { email, name, password })
    return { id, email, login: async () => create('/api/v1/session', { email, password }) }
  }
  const somebody = await person('somebody')
  const narrowPerson = await person('narrow')
  const onlookingPerson = await person('onlooker')
  const invite = async (at: string, invited: Person, body: object) => {
    const { id } = await create(`${at}/invitations`, { email: invited.email, ...body })
    const { secret } = await invited.login()
    await app.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`, { token: secret })
  }
  const other = await person('other')
  await invite(space, other, { roles: ['Viewer'] })
  const { items: members } = await app.expect(200, 'GET', `${space}/members`)
  const otherMember = members.find((each: { email: string }) => each.email === 'other@example.com').account

  const scheduled = (named: string) =>
    create(`${space}/entries/${named}/schedules?type=open`, { action: 'publish', at: '2100-01-01T00:00:00.000Z' })
  const schedule = await scheduled('shown')
  const otherSchedule = await scheduled('concealed')
  const { items: open } = await app.expect(200, 'GET', `${space}/entries?type=open`)
  const shown = open.find(({ slug }: { slug: string }) => slug === 'shown').id
  const comment = await create(`${space}/entries/${shown}/comments`, { text: 'x' })
  const otherComment = await create(`${space}/entries/${shown}/comments`, { text: 'x' })
  const commentElsewhere = await create(`${space}/entries/${concealed}/comments`, { text: 'x' })
  const asked = (named: string) => create(`${space}/publish-requests`, { entry: named, action: 'publish' })
  const request = await asked(shown)
  const otherRequest = await asked(shown)
  // JSON, because the test app reads every answer as such.
  const shownFile = await uploadAsset(app, 'shown.txt', '{}', { category: 'Shown' })
  const concealedFile = await uploadAsset(app, 'concealed.txt', '{}', { category: 'Concealed' })
  const unused = await create(`${space}/categories`, { category: 'Unused' })
  for (const { id } of [shownFile, concealedFile]) await app.expect(200, 'POST', `${space}/assets/${id}/publish`)

  const datasource = async (slug: string, key: string, delivered: boolean) => {
    const { id } = await create(`${space}/datasources`, { slug, delivered })
    await create(`${space}/datasources/${slug}/entries`, { key })
    return id
  }
  const colours = await datasource('colours', 'red', true)
  const sizes = await datasource('sizes', 'small', true)
  const internal = await datasource('internal', 'blue', false)
  const release = await create(`${space}/releases`, { name: 'Shown' })
  const otherRelease = await create(`${space}/releases`, { name: 'Concealed' })
  const restricted = await create(`${space}/releases`, { name: 'Of few', people: [other.id] })
  for (const named of [shown, concealed]) await create(`${space}/releases/${release.id}/items`, { entry: named })
  await create(`${space}/releases/${otherRelease.id}/items`, { entry: shown })
  const hook = { name: 'x', url: 'https://hooks.example.com/', events: ['*'] }
  const webhook = await create(`${space}/webhooks`, hook)
  const otherWebhook = await create(`${space}/webhooks`, hook)
  const tried = (hooked: { id: string }) => app.expect(202, 'POST', `${space}/webhooks/${hooked.id}/test`)
  const delivery = await tried(webhook)
  const otherDelivery = await tried(otherWebhook)
  const concealedDelivery = await deliverByHand(app, webhook.id, concealed)
  const backup = await addBackupByHand(app)
  const ownersPasskey = await addPasskeyByHand(app, app.owner.id)

  // In each area of a space, everything may be done to the visible thing and nothing to any other.
  const visible: Readonly<Record<string, string>> = {
    content: 'content:open:shown',
    schema: 'schema:open',
    environments: `environments:${production.id}`,
    locales: 'locales:en',
    roles: `roles:${role.id}`,
    tokens: `tokens:${token.id}`,
    users: `users:${narrowPerson.id}`,
    spaces: `spaces:${app.space.id}`,
    activity: 'activity:nothing',
    'publish-requests': `publish-requests:${request.id}`,
    media: 'media:shown.txt',
    branches: `branches:${trial.id}`,
    comments: `comments:${comment.id}`,
    datasources: `datasources:${colours}`,
    releases: `releases:${release.id}`,
    webhooks: `webhooks:${webhook.id}`,
  }
  // These are granted, and hidden all the same from whom they are not meant for.
  const withheld: Readonly<Record<string, string>> = { releases: `releases:${restricted.id}` }
  // What else may be done to.
  const besides: Readonly<Record<string, readonly string[]>> = {
    schema: [`schema:${group.id}`, `schema:${tag.id}`],
    media: [`media:${assetTag.id}`],
  }
  const grants = Object.entries(visible).flatMap(([area, resource]) =>
    [resource, withheld[area] ?? [], besides[area] ?? []]
      .flat()
      .map((each) => ({ effect: 'allow', actions: actionsOf(area), resources: [each] })),
  )
  const narrowRole = await create(`${space}/roles`, { name: 'Narrow', grants })
  await invite(space, narrowPerson, { roles: [narrowRole.id] })
  await create('/api/v1/organizations', { slug: 'circle', name: 'Circle' })
  await create('/api/v1/organizations/circle/domains', { domain: 'circle.example' })
  await create('/api/v1/organizations/default/domains', { domain: 'default.example' })
  const connection = { issuer: 'https://idp.example.com', client_id: 'latchkey' }
  await app.expect(200, 'PUT', '/api/v1/organizations/default/sso', { body: connection })
  await create('/api/v1/organizations/circle/spaces', { slug: 'den', name: 'Den' })
  await invite('/api/v1/organizations/circle', narrowPerson, { role: 'administrator' })
  await invite('/api/v1/organizations/default', other, { role: 'member' })
  const invitation = await create(`${space}/invitations`, { email: somebody.email, roles: ['Viewer'] })
  const foreignInvitation = await create('/api/v1/spaces/vault/invitations', {
    email: 'x@example.com',
    roles: ['Viewer'],
  })
  const reads = Object.keys(visible)
    .map((area) => `${area}.read`)
    .filter((name) => declaredActions().has(name))
  const readAll = [{ effect: 'allow', actions: reads, resources: ['*'] }]
  const readingRole = await create(`${space}/roles`, { name: 'Onlooker', grants: readAll })
  await invite(space, onlookingPerson, { roles: [readingRole.id] })

  const session = await narrowPerson.login()
  const personal = await create('/api/v1/account/tokens', { name: 'x', scope: { form: 'all' } }, session.secret)
  const ofContent = grants.slice(0, 4)
  const agent = await create(`${space}/tokens`, { kind: 'api', name: 'Agent', grants: ofContent })
  const read = [
    { effect: 'allow', actions: ['content.read'], resources: [visible['content']] },
    {
      effect: 'allow',
      actions: ['datasources.read'],
      resources: [visible['datasources'], `datasources:${internal}`],
    },
  ]
  const storefront = await create(`${space}/tokens`, { kind: 'delivery', name: 'Storefront', grants: read })
  const preview = await create(`${space}/tokens`, { kind: 'preview', name: 'Preview', grants: read })
  const management = await create(`${space}/tokens`, { kind: 'management', name: 'M', mode: 'read-write' })

  const things: Readonly<Record<string, Thing>> = {
    space: {
      visible: 'shop',
      hidden: { 'of others': 'vault', 'of others, by id': vault.id },
      missing: ['nowhere', uuid],
    },
    entry: {
      visible: 'shown',
      hidden: {
        'not granted': 'concealed',
        'not granted, by id': concealed,
        'a draft': 'draft',
        'a draft, by id': draft,
        'in the trash': 'trashed',
        'in the trash, by id': trashed,
        'of another type': 'elsewhere',
        'of another type, by id': elsewhere,
        'of another space, by id': foreign,
      },
      missing: ['nothing', uuid],
    },
    schedule: { visible: schedule.id, hidden: { 'of another entry': otherSchedule.id }, missing: [uuid] },
    request: { visible: request.id, hidden: { 'not granted': otherRequest.id }, missing: [uuid] },
    version: { visible: '1', hidden: { 'of another entry': '2' }, missing: ['7'] },
    type: {
      visible: 'open',
      hidden: { 'not granted': 'closed', 'not granted, by id': closed.id },
      missing: ['nothing', uuid],
    },
    group: { visible: group.id, hidden: { 'not granted': otherGroup.id }, missing: [uuid] },
    preset: { visible: preset.id, hidden: { 'not granted': otherPreset.id }, missing: [uuid] },
    tag: { visible: tag.id, hidden: { 'not granted': otherTag.id, 'of files': assetTag.id }, missing: [uuid] },
    assetTag: {
      visible: assetTag.id,
      hidden: { 'not granted': otherAssetTag.id, 'of types': tag.id },
      missing: [uuid],
    },
    asset: {
      visible: 'shown.txt',
      hidden: { 'not granted': 'concealed.txt', 'not granted, by id': concealedFile.id },
      missing: ['nothing.txt', uuid],
    },
    upload: { visible: uuid, hidden: {}, missing: [uuid] },
    category: {
      visible: 'Shown',
      hidden: { 'of hidden files': 'Concealed', 'made, by id': unused.id },
      missing: ['Nothing', uuid],
    },
    environment: {
      visible: production.id,
      hidden: { 'not granted': 'staging', 'not granted, by id': staging.id },
      missing: ['nothing', uuid],
    },
    locale: { visible: 'en', hidden: { 'not granted': 'de' }, missing: ['fr'] },
    branch: {
      visible: 'trial',
      hidden: { 'not granted': 'other', 'not granted, by id': otherBranch.id },
      missing: ['nothing', uuid],
    },
    alias: { visible: 'shown', hidden: { 'not granted': 'concealed' }, missing: ['nothing'] },
    comment: {
      visible: comment.id,
      hidden: { 'not granted': otherComment.id, 'of another entry': commentElsewhere.id },
      missing: [uuid],
    },
    datasource: {
      visible: 'colours',
      hidden: { 'not granted': 'sizes', 'not granted, by id': sizes, 'not delivered': 'internal' },
      missing: ['nothing', uuid],
    },
    key: { visible: 'red', hidden: { 'of another datasource': 'small' }, missing: ['nothing'] },
    release: {
      visible: release.id,
      hidden: { 'not granted': otherRelease.id, 'for other people': restricted.id },
      missing: [uuid],
    },
    webhook: { visible: webhook.id, hidden: { 'not granted': otherWebhook.id }, missing: [uuid] },
    delivery: {
      visible: delivery.id,
      hidden: { 'of another webhook': otherDelivery.id, 'about what is not granted': concealedDelivery },
      missing: [`msg_${uuid}`],
    },
    backup: { visible: uuid, hidden: { 'of the installation': backup }, missing: [uuid] },
    passkey: {
      visible: uuid,
      hidden: { 'of another account': ownersPasskey },
      missing: [uuid.replace('019a', '019b')],
    },
    assertion: { visible: assertion.id, hidden: { 'of another token': otherAssertion.id }, missing: [uuid] },
    role: {
      visible: role.id,
      hidden: { 'not granted': 'Concealed', 'not granted, by id': otherRole.id, 'of another space': foreignRole.id },
      missing: ['Nothing', uuid],
    },
    token: {
      visible: token.id,
      hidden: {
        'not granted': otherToken.id,
        'of another space': foreignToken.id,
        'of another account': ownersToken.id,
      },
      missing: ['AAAAAAAAAAAA'],
    },
    member: {
      visible: narrowPerson.id,
      hidden: { 'not granted': otherMember, 'of no space': somebody.id },
      missing: [uuid],
    },
    user: { visible: uuid, hidden: { 'of others': somebody.id }, missing: [uuid.replace('019a', '019b')] },
    organization: { visible: 'circle', hidden: { 'of others': 'default' }, missing: ['nothing'] },
    person: { visible: narrowPerson.id, hidden: { 'in another organization': other.id }, missing: [uuid] },
    domain: {
      visible: 'circle.example',
      hidden: { 'of another organization': 'default.example' },
      missing: ['x.example'],
    },
    reaching: { visible: ownersToken.id, hidden: { 'no personal one': otherToken.id }, missing: ['AAAAAAAAAAAA'] },
    owned: { visible: 'den', hidden: { 'in another organization': 'vault' }, missing: ['nothing'] },
    invitation: {
      visible: invitation.id,
      hidden: { 'to another space': foreignInvitation.id },
      missing: [uuid],
    },
  }
  const made: readonly { kind: TokenKind; secret: string }[] = [
    { kind: 'session', secret: session.secret },
    { kind: 'personal', secret: personal.secret },
    { kind: 'api', secret: agent.secret },
    { kind: 'delivery', secret: storefront.secret },
    { kind: 'preview', secret: preview.secret },
    { kind: 'management', secret: management.secret },
  ]
  const byKind = new Map(made.map(({ kind, secret }) => [kind, secret]))
  for (const kind of tokenKinds) if (!byKind.has(kind)) byKind.set(kind, await issueByHand(app, kind))
  return {
    app,
    things,
    narrow: made.filter(({ kind }) => kind !== 'management').map(({ kind, secret }) => ({ kind, token: secret })),
    byKind,
    onlooker: (await onlookingPerson.login()).secret,
  }
}

/** A delivery of a webhook that tells of an entry, without the job that would make it. */
async function deliverByHand({ database, clock, space: { id, slug }, services }: TestApp, hook: string, entry: string) {
  const delivery = `msg_${services.newId()}`
  const subject = { area: 'content', space: { id, slug }, type: 'open', id: entry }
  await database.write(async (tx) => {
    const webhook = await readWebhook(tx, id, hook)
    if (webhook === null) throw new Error('There is no such webhook.')
    const occurrence = { event: 'entries.update', at: clock.now, subjects: [subject] }
    await insertDeliveries(tx, [{ id: delivery, webhook, occurrence }], clock.now)
  })
  return delivery
}

/** A passkey of an account, without an authenticator. */
async function addPasskeyByHand({ database, clock, services }: TestApp, accountId: string): Promise<string> {
  const id = services.newId()
  const row = {
    id,
    account_id: accountId,
    credential_id: 'x',
    name: 'x',
    public_key: 'x',
    counter: 0,
    transports: '[]',
    backed_up: 0,
    created_at: clock.now,
    last_used_at: null,
  } as const
  await database.write((tx) => insertPasskey(tx, row))
  return id
}

/** A backup that was asked for, without a folder to put it in. */
async function addBackupByHand({ database, clock, services, owner }: TestApp): Promise<string> {
  const id = services.newId()
  const outcome = { bytes: null, sha256: null, row_count: null, problem: null, finished_at: null }
  const creator = { created_by_kind: 'account', created_by_id: owner.id } as const
  const row = { id, state: 'pending', files: 0, ...outcome, ...creator, created_at: clock.now } as const
  await database.write((tx) => insertBackup(tx, row))
  return id
}

/** Kinds that the API makes none of yet. */
async function issueByHand(app: TestApp, kind: TokenKind): Promise<string> {
  const serial = await app.services.nextSerial('token')
  const token: NewToken = {
    serial,
    kind,
    spaceId: app.space.id,
    accountId: null,
    environmentId: null,
    roleId: null,
    grants: null,
    scope: null,
    spaces: 'one',
    spaceIds: [],
    name: kind,
    note: '',
    expiresAt: null,
    createdBy: { kind: 'account', id: app.owner.id },
  }
  const database: Database = app.database
  const { text } = await database.write((tx) => issueToken(tx, app.services, token, app.clock.now))
  return text.expose()
}
