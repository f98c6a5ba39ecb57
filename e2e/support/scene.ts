import { formOf } from '@latchkey/server/test-support/upload'
import type { Account } from './accounts.ts'
import type { Client } from './client.ts'
import { type Kind, legacyKind } from './kinds.ts'

/** A token that is about to be narrowed, and what it may do until then. */
export interface Key {
  readonly kind: Kind
  readonly id: string
  readonly secret: string
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
  readonly requests: readonly Ask[]
}

/** A request that its token may make. */
export interface Ask {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** What a cause asks of the token that it narrows, and of its requests. */
export interface Ways {
  /** Members of the body that makes a token of the space. */
  readonly choices?: object
  /** Who makes it; the owner, or the holder of the account, where absent. */
  readonly maker?: Client
  readonly lifeMs?: number
  /** Said in every request: `branch=next`. */
  readonly query?: string
  /** It only reads what is delivered. */
  readonly delivered?: boolean
}

/** A space of a round's own: a published page, a private file, an environment, a role and a member who has it. */
export interface Scene {
  readonly owner: Client
  readonly account: Account
  /** Path of the organization that owns the space and nothing else. */
  readonly organization: string
  /** Path of the space. */
  readonly space: string
  /** The role of the member and of the tokens that take one. */
  readonly role: string
  /** A role that opens nothing of what the tokens ask for. */
  readonly otherRole: string
  /** The release of release tokens. */
  readonly release: string
  issue(kind: Kind, ways?: Ways): Promise<Key>
}

const writing = [
  {
    effect: 'allow',
    actions: ['content.read', 'content.update', 'media.read'],
    resources: ['content:pages', 'media:*'],
  },
] as const
export const nothingHere = [{ effect: 'allow', actions: ['dashboard.read'], resources: ['dashboard'] }] as const

let serial = 0

/** `old`: the space comes from a time when there were access tokens; it is then of no organization of its own. */
export async function openScene(owner: Client, account: Account, { old = false } = {}): Promise<Scene> {
  const slug = `space-${process.pid}-${(serial += 1)}`
  const space = `/api/v1/spaces/${slug}`
  const create = (path: string, body: unknown) => owner.expect(201, 'POST', path, { body })
  const organization = `/api/v1/organizations/${slug}`
  await create('/api/v1/organizations', { slug, name: slug })
  if (old) await create('/api/v1/spaces', { slug, name: slug, created_at: '2019-03-01T00:00:00.000Z' })
  else await create(`${organization}/spaces`, { slug, name: slug })
  await create(`${space}/environments`, { slug: 'staging' })
  await publishPage(owner, space)
  await publishFile(owner, space)
  const release = await create(`${space}/releases`, { name: 'Spring' })
  const role = await create(`${space}/roles`, { name: 'Writer', grants: writing })
  const otherRole = await create(`${space}/roles`, { name: 'Onlooker', grants: nothingHere })
  const invitation = await create(`${space}/invitations`, { email: account.email, roles: [role.id] })
  const { client: person } = await account.login()
  await person.expect(200, 'POST', `/api/v1/account/invitations/${invitation.id}/accept`)

  const issueOf = async (kind: Kind, { maker, choices }: Ways, life: object) => {
    if (kind === 'session') return account.login()
    if (kind === 'studio-session') return account.loginToStudio()
    if (kind === 'personal') {
      const body = { name: 'Script', scope: { form: 'all' }, ...life }
      const { client } = maker === undefined ? await account.login() : { client: maker }
      return client.expect(201, 'POST', '/api/v1/account/tokens', { body })
    }
    if (kind === legacyKind) {
      const { items } = await owner.expect(200, 'GET', `${space}/tokens?filter[kind]=${kind}`)
      return owner.expect(200, 'POST', `${space}/tokens/${items[0].id}/reset`)
    }
    const ofKind = {
      delivery: { environment: 'staging', role: role.id },
      preview: { environment: 'staging', role: role.id },
      release: { releases: [release.id], role: role.id },
      asset: { role: role.id },
      management: { mode: 'read-write' },
      api: { grants: writing },
    }[kind]
    const body = { kind, name: 'Key', ...ofKind, ...choices, ...life }
    return (maker ?? owner).expect(201, 'POST', `${space}/tokens`, { body })
  }
  const issue = async (kind: Kind, ways: Ways = {}): Promise<Key> => {
    const expiresAt = ways.lifeMs === undefined ? null : Date.now() + ways.lifeMs
    const life = expiresAt === null ? {} : { expires_at: new Date(expiresAt).toISOString() }
    const { id, secret } = await issueOf(kind, ways, life)
    return { kind, id, secret, expiresAt, requests: requestsOf(slug, kind, ways) }
  }
  return { owner, account, organization, space, role: role.id, otherRole: otherRole.id, release: release.id, issue }
}

async function publishPage(owner: Client, space: string): Promise<void> {
  const type = { slug: 'pages', fields: [{ id: 'title', type: 'text' }] }
  await owner.expect(201, 'POST', `${space}/content-types`, { body: type })
  await owner.expect(201, 'POST', `${space}/entries`, {
    body: { type: 'pages', slug: 'home', fields: { title: 'Home' } },
  })
  const environments = ['production', 'staging']
  await owner.expect(200, 'POST', `${space}/entries/home/publish?type=pages`, { body: { environments } })
}

async function publishFile(owner: Client, space: string): Promise<void> {
  const { payload, headers } = formOf({ private: 'true' }, { name: 'plan.txt', bytes: 'The plan.' })
  const answer = await fetch(`${owner.url}${space}/assets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.token}`, ...headers },
    body: new Uint8Array(payload),
  })
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`)
  await owner.expect(200, 'POST', `${space}/assets/plan.txt/publish`)
}

function requestsOf(slug: string, kind: Kind, { query, delivered: deliveredOnly }: Ways): readonly Ask[] {
  const place = `/delivery/v1/spaces/${slug}`
  const get = (path: string, ...queries: (string | undefined)[]): Ask => {
    const said = queries.filter((each) => each !== undefined).join('&')
    return { method: 'GET', path: said === '' ? path : `${path}?${said}` }
  }
  const page = `${place}/content/pages/home`
  if (kind === 'asset') return [get(`${place}/assets/plan.txt/file`, query)]
  if (kind === 'delivery' || kind === 'release') return [get(page, query)]
  if (kind === 'preview') return [get(page, query), get(page, 'state=draft', query)]
  const there = get(page, 'environment=staging', query)
  if (kind === legacyKind) return [there, get(page, 'environment=staging', 'state=draft', query)]
  if (deliveredOnly) return [there]
  const entry = get(`/api/v1/spaces/${slug}/entries/home`, 'type=pages', query)
  // The studio's cookie counts on the management API alone.
  if (kind === 'studio-session') return [entry, { ...entry, method: 'PATCH', body: { fields: { title: 'Home' } } }]
  return [there, entry, { ...entry, method: 'PATCH', body: { fields: { title: 'Home' } } }]
}
