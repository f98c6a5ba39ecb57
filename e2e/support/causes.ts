import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './client.ts'
import { openClient } from './client.ts'
import { type Kind, kinds, kindsOfAccount, kindsOfSpace, legacyKind } from './kinds.ts'
import { type Key, nothingHere, type Scene, type Ways } from './scene.ts'

/** Something that takes rights away from tokens of some kinds. */
export interface Cause {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** What has to be there before, and what it asks of the token. */
  readonly prepare?: (scene: Scene) => Promise<Ways>
  /** Resolves when the server has acknowledged it; what starts from then on must be refused. */
  readonly narrow: (scene: Scene, key: Key) => Promise<void>
  /** Makes what outlives the scene as it was. */
  readonly restore?: (scene: Scene) => Promise<void>
  /** Narrows the token alone, so that others can be narrowed in the same scene. */
  readonly ofToken?: true
}

const constant = ['delivery', 'preview', 'release', 'asset'] as const
const lasting = [...kindsOfSpace, 'personal'] as const
const onBranches = ['delivery', 'preview', 'management', 'personal'] as const

/** Where the operations on a token itself are. Of an account they belong to its holder. */
async function change(scene: Scene, key: Key, method: string, verb = '', body?: unknown): Promise<void> {
  const status = method === 'DELETE' ? 204 : 200
  if (!(kindsOfAccount as readonly Kind[]).includes(key.kind)) {
    await scene.owner.expect(status, method, `${scene.space}/tokens/${key.id}${verb}`, { body })
    return
  }
  const { client } = await scene.account.login()
  const list = key.kind === 'personal' ? 'tokens' : 'sessions'
  await client.expect(status, method, `/api/v1/account/${list}/${key.id}${verb}`, { body })
}

const byOwner =
  (status: number, method: string, path: (scene: Scene, key: Key) => string, body?: (scene: Scene) => unknown) =>
  async (scene: Scene, key: Key): Promise<void> => {
    await scene.owner.expect(status, method, path(scene, key), body && { body: body(scene) })
  }

function turn(state: 'active' | 'suspended') {
  return async ({ owner, account }: Scene): Promise<void> => {
    await owner.expect(200, 'PATCH', `/api/v1/users/${account.id}`, { body: { state } })
  }
}

async function newBranch({ owner, space }: Scene, name: string): Promise<void> {
  await owner.expect(201, 'POST', `${space}/branches`, { body: { name } })
  while ((await owner.expect(200, 'GET', `${space}/branches/${name}`)).state !== 'active') await wait(5)
}

/** A personal token of the holder, by which others are made. */
async function tokenMaker(client: Client): Promise<{ readonly id: string; readonly client: Client }> {
  const body = { name: 'Maker', scope: { form: 'all' } }
  const { id, secret } = await client.expect(201, 'POST', '/api/v1/account/tokens', { body })
  return { id, client: openClient(client.url, secret) }
}

export const causes: readonly Cause[] = [
  { name: 'revoking', kinds: lasting, narrow: (scene, key) => change(scene, key, 'POST', '/revoke'), ofToken: true },
  {
    name: 'deactivation',
    kinds: [...lasting, legacyKind],
    narrow: (scene, key) => change(scene, key, 'POST', '/deactivate'),
    ofToken: true,
  },
  { name: 'deletion', kinds, narrow: (scene, key) => change(scene, key, 'DELETE'), ofToken: true },
  {
    name: 'expiry',
    kinds: lasting,
    prepare: async () => ({ lifeMs: 1200 }),
    narrow: async (_scene, { expiresAt }) => {
      while (Date.now() < expiresAt!) await wait(1)
    },
    ofToken: true,
  },
  {
    name: 'revocation by its text',
    kinds: ['management', 'api', 'personal', 'session'],
    narrow: async ({ owner }, { secret }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      await owner.expect(200, 'POST', '/api/v1/oauth/revoke', { token: null, headers, body: `token=${secret}` })
    },
    ofToken: true,
  },
  { name: 'reset', kinds: [legacyKind], narrow: (scene, key) => change(scene, key, 'POST', '/reset'), ofToken: true },
  {
    name: 'rotation without grace',
    kinds: ['management', 'api', 'personal'],
    narrow: (scene, key) => change(scene, key, 'POST', '/rotate', { grace_seconds: 0 }),
    ofToken: true,
  },
  {
    name: 'narrowing of the grants',
    kinds: [...constant, 'api'],
    narrow: byOwner(
      200,
      'PATCH',
      ({ space }, { id }) => `${space}/tokens/${id}`,
      () => ({ grants: nothingHere }),
    ),
    ofToken: true,
  },
  {
    name: 'narrowing of the networks',
    kinds: [...lasting, legacyKind],
    narrow: (scene, key) => change(scene, key, 'PATCH', '', { allowed_networks: ['203.0.113.0/24'] }),
    ofToken: true,
  },
  {
    name: 'narrowing of the origins',
    kinds: ['delivery'],
    narrow: (scene, key) => change(scene, key, 'PATCH', '', { allowed_origins: ['https://shop.example'] }),
    ofToken: true,
  },
  {
    name: 'narrowing of the branches',
    kinds: ['delivery', 'preview', 'asset', 'management'],
    prepare: async (scene) => {
      await newBranch(scene, 'next')
      return { choices: { branches: ['main', 'next'] }, query: 'branch=next' }
    },
    narrow: byOwner(
      200,
      'PATCH',
      ({ space }, { id }) => `${space}/tokens/${id}`,
      () => ({ branches: ['main'] }),
    ),
  },
  {
    name: 'deletion of the branch',
    kinds: onBranches,
    prepare: async (scene) => {
      await newBranch(scene, 'next')
      return { choices: { branches: ['main', 'next'] }, query: 'branch=next' }
    },
    narrow: byOwner(204, 'DELETE', ({ space }) => `${space}/branches/next`),
  },
  {
    name: 'moving of the alias to where nothing is',
    kinds: onBranches,
    prepare: async (scene) => {
      const { owner, space } = scene
      await newBranch(scene, 'empty')
      await owner.expect(204, 'DELETE', `${space}/entries/home?type=pages&branch=empty`)
      await owner.expect(200, 'PUT', `${space}/aliases/live`, { body: { branch: 'main' } })
      return { choices: { branches: [], aliases: ['live'] }, query: 'branch=live' }
    },
    narrow: byOwner(
      200,
      'PUT',
      ({ space }) => `${space}/aliases/live`,
      () => ({ branch: 'empty' }),
    ),
  },
  {
    name: 'deletion of the release',
    kinds: ['release'],
    prepare: async ({ owner, space, release }) => {
      const { id } = await owner.expect(201, 'POST', `${space}/releases`, { body: { name: 'Autumn' } })
      return { choices: { releases: [release, id] }, query: `release=${release}` }
    },
    narrow: byOwner(204, 'DELETE', ({ space, release }) => `${space}/releases/${release}`),
  },
  {
    name: 'narrowing of the role',
    kinds: [...constant, ...kindsOfAccount],
    narrow: byOwner(
      200,
      'PATCH',
      ({ space, role }) => `${space}/roles/${role}`,
      () => ({ grants: nothingHere }),
    ),
  },
  {
    name: 'another role of the member',
    kinds: kindsOfAccount,
    narrow: byOwner(
      200,
      'PATCH',
      ({ space, account }) => `${space}/members/${account.id}`,
      ({ otherRole }) => ({ roles: [otherRole] }),
    ),
  },
  {
    name: 'deletion of the role',
    kinds: kindsOfAccount,
    narrow: byOwner(204, 'DELETE', ({ space, role }) => `${space}/roles/${role}`),
  },
  {
    name: 'removal of the member',
    kinds: kindsOfAccount,
    narrow: byOwner(204, 'DELETE', ({ space, account }) => `${space}/members/${account.id}`),
  },
  {
    name: 'removal from the organization',
    kinds: kindsOfAccount,
    narrow: async ({ owner, account, organization }) => {
      const body = { email: account.email, role: 'member' }
      const { id } = await owner.expect(201, 'POST', `${organization}/invitations`, { body })
      const { client } = await account.login()
      await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
      await owner.expect(204, 'DELETE', `${organization}/members/${account.id}`)
    },
  },
  {
    name: 'single sign-on that is required',
    kinds: kindsOfAccount,
    narrow: async ({ owner, organization }) => {
      const domain = `${organization.split('/').at(-1)}.example`
      await owner.expect(201, 'POST', `${organization}/domains`, { body: { domain } })
      await owner.expect(200, 'POST', `${organization}/domains/${domain}/confirm`)
      const body = { issuer: 'https://idp.example.com', client_id: 'latchkey', required: true }
      await owner.expect(200, 'PUT', `${organization}/sso`, { body })
    },
  },
  {
    name: 'tightening of the token policy',
    kinds: lasting,
    narrow: byOwner(
      200,
      'PATCH',
      ({ organization }) => `${organization}/token-policy`,
      () => ({ allowed_kinds: [] }),
    ),
  },
  {
    name: 'approval that is required',
    kinds: ['personal'],
    narrow: byOwner(
      200,
      'PATCH',
      ({ organization }) => `${organization}/token-policy`,
      () => ({ approval_of_personal_tokens: true }),
    ),
  },
  {
    name: 'revoking of its maker and what that has made',
    kinds: ['personal'],
    prepare: async ({ account }) => {
      const { client } = await account.login()
      return { maker: (await tokenMaker(client)).client }
    },
    narrow: async ({ account }) => {
      const { client } = await account.login()
      const { items } = await client.expect(200, 'GET', '/api/v1/account/tokens')
      const maker = items.find(({ name, state }: Record<string, string>) => name === 'Maker' && state === 'active')
      await client.expect(200, 'POST', `/api/v1/account/tokens/${maker.id}/revoke?cascade=true`)
    },
  },
  { name: 'suspension of the account', kinds: kindsOfAccount, narrow: turn('suspended'), restore: turn('active') },
  {
    name: 'leaving of the account',
    kinds: kindsOfAccount,
    narrow: async ({ account }) => {
      const { client } = await account.login()
      await client.expect(204, 'POST', '/api/v1/account/deactivate')
    },
    restore: turn('active'),
  },
  {
    name: 'change of the password',
    kinds: ['session', 'studio-session'],
    narrow: async ({ account }) => {
      const { client } = await account.login()
      const password = `${account.password}!`
      const body = { current_password: account.password, password }
      await client.expect(200, 'PATCH', '/api/v1/account', { body })
      account.password = password
    },
  },
  {
    name: 'deletion of the space',
    kinds: [...kinds, legacyKind],
    narrow: byOwner(204, 'DELETE', ({ space }) => space),
  },
  {
    name: 'deletion of the environment',
    kinds: ['delivery', 'preview', 'management', 'api', 'personal', 'session', legacyKind],
    prepare: async () => ({ delivered: true }),
    narrow: byOwner(204, 'DELETE', ({ space }) => `${space}/environments/staging`),
  },
  {
    name: 'unpublishing for the holder',
    kinds: ['delivery'],
    narrow: byOwner(
      200,
      'POST',
      ({ space }) => `${space}/entries/home/unpublish?type=pages`,
      () => ({ environments: ['staging'] }),
    ),
  },
]
