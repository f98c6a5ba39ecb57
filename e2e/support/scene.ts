import type { Account } from './accounts.ts'
import type { Client } from './client.ts'
import type { Kind } from './kinds.ts'

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

/** A space of a round's own: a published page, an environment, a role and a member who has it. */
export interface Scene {
  readonly owner: Client
  readonly account: Account
  /** Path of the organization that owns the space and nothing else. */
  readonly organization: string
  /** Path of the space. */
  readonly space: string
  /** The role of the member and of delivery tokens. */
  readonly role: string
  /** A role that opens nothing of what the tokens ask for. */
  readonly otherRole: string
  issue(kind: Kind, cause: string): Promise<Key>
}

export const writing = [
  { effect: 'allow', actions: ['content.read', 'content.update'], resources: ['content:pages'] },
] as const
export const nothingHere = [{ effect: 'allow', actions: ['dashboard.read'], resources: ['dashboard'] }] as const

/** How long a token lives that is made to expire, in milliseconds. */
const shortLife = 1200

let serial = 0

export async function openScene(owner: Client, account: Account): Promise<Scene> {
  const slug = `space-${process.pid}-${(serial += 1)}`
  const space = `/api/v1/spaces/${slug}`
  const create = (path: string, body: unknown) => owner.expect(201, 'POST', path, { body })
  const organization = `/api/v1/organizations/${slug}`
  await create('/api/v1/organizations', { slug, name: slug })
  await create(`${organization}/spaces`, { slug, name: slug })
  await create(`${space}/environments`, { slug: 'staging' })
  await create(`${space}/content-types`, { slug: 'pages', fields: [{ id: 'title', type: 'text' }] })
  await create(`${space}/entries`, { type: 'pages', slug: 'home', fields: { title: 'Home' } })
  const environments = ['production', 'staging']
  await owner.expect(200, 'POST', `${space}/entries/home/publish?type=pages`, { body: { environments } })
  const role = await create(`${space}/roles`, { name: 'Writer', grants: writing })
  const otherRole = await create(`${space}/roles`, { name: 'Onlooker', grants: nothingHere })
  const invitation = await create(`${space}/invitations`, { email: account.email, roles: [role.id] })
  const { client: person } = await account.login()
  await person.expect(200, 'POST', `/api/v1/account/invitations/${invitation.id}/accept`)

  const issue = async (kind: Kind, cause: string): Promise<Key> => {
    const expiresAt = cause === 'expiry' ? Date.now() + shortLife : null
    const issued = await issueOf(kind, expiresAt === null ? {} : { expires_at: new Date(expiresAt).toISOString() })
    return { ...issued, kind, expiresAt, requests: requestsOf(slug, kind, cause) }
  }
  const issueOf = async (kind: Kind, life: object) => {
    if (kind === 'session') return account.login()
    if (kind === 'personal') {
      const { client } = await account.login()
      return client.expect(201, 'POST', '/api/v1/account/tokens', {
        body: { name: 'Script', scope: { form: 'all' }, ...life },
      })
    }
    const choices = {
      delivery: { environment: 'staging', role: role.id },
      management: { mode: 'read-write' },
      api: { grants: writing },
    }[kind]
    return create(`${space}/tokens`, { kind, name: 'Key', ...choices, ...life })
  }
  return { owner, account, organization, space, role: role.id, otherRole: otherRole.id, issue }
}

function requestsOf(slug: string, kind: Kind, cause: string): readonly Ask[] {
  const delivered = `/delivery/v1/spaces/${slug}/content/pages/home`
  if (kind === 'delivery') return [{ method: 'GET', path: delivered }]
  const there = { method: 'GET', path: `${delivered}?environment=staging` }
  if (cause === 'deletion of the environment') return [there]
  const entry = `/api/v1/spaces/${slug}/entries/home?type=pages`
  return [there, { method: 'GET', path: entry }, { method: 'PATCH', path: entry, body: { fields: { title: 'Home' } } }]
}
