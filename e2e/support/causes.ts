import { setTimeout as wait } from 'node:timers/promises'
import { type Kind, kinds } from './kinds.ts'
import { type Key, nothingHere, type Scene } from './scene.ts'

/** Something that takes rights away from tokens of some kinds. */
interface Cause {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** Resolves when the server has acknowledged it; what starts from then on must be refused. */
  readonly narrow: (scene: Scene, key: Key) => Promise<void>
  /** Makes what outlives the scene as it was. */
  readonly restore?: (scene: Scene) => Promise<void>
}

const ofSpace = ['delivery', 'management', 'api'] as const
const ofAccount = ['personal', 'session'] as const

/** Where the operations on a token itself are. Of an account they belong to its holder. */
async function change(scene: Scene, key: Key, method: string, verb = ''): Promise<void> {
  const status = method === 'DELETE' ? 204 : 200
  if ((ofSpace as readonly Kind[]).includes(key.kind)) {
    await scene.owner.expect(status, method, `${scene.space}/tokens/${key.id}${verb}`)
    return
  }
  const { client } = await scene.account.login()
  const list = key.kind === 'session' ? 'sessions' : 'tokens'
  await client.expect(status, method, `/api/v1/account/${list}/${key.id}${verb}`)
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

export const causes: readonly Cause[] = [
  {
    name: 'revoking',
    kinds: [...ofSpace, 'personal'],
    narrow: (scene, key) => change(scene, key, 'POST', '/revoke'),
  },
  {
    name: 'deactivation',
    kinds: [...ofSpace, 'personal'],
    narrow: (scene, key) => change(scene, key, 'POST', '/deactivate'),
  },
  { name: 'deletion', kinds, narrow: (scene, key) => change(scene, key, 'DELETE') },
  {
    name: 'expiry',
    kinds: [...ofSpace, 'personal'],
    narrow: async (_scene, { expiresAt }) => {
      while (Date.now() < expiresAt!) await wait(1)
    },
  },
  {
    name: 'narrowing of the grants',
    kinds: ['api'],
    narrow: byOwner(
      200,
      'PATCH',
      ({ space }, { id }) => `${space}/tokens/${id}`,
      () => ({ grants: nothingHere }),
    ),
  },
  {
    name: 'narrowing of the role',
    kinds: ['delivery', ...ofAccount],
    narrow: byOwner(
      200,
      'PATCH',
      ({ space, role }) => `${space}/roles/${role}`,
      () => ({ grants: nothingHere }),
    ),
  },
  {
    name: 'another role of the member',
    kinds: ofAccount,
    narrow: byOwner(
      200,
      'PATCH',
      ({ space, account }) => `${space}/members/${account.id}`,
      ({ otherRole }) => ({ roles: [otherRole] }),
    ),
  },
  {
    name: 'removal of the member',
    kinds: ofAccount,
    narrow: byOwner(204, 'DELETE', ({ space, account }) => `${space}/members/${account.id}`),
  },
  {
    name: 'removal from the organization',
    kinds: ofAccount,
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
    kinds: ofAccount,
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
    kinds: [...ofSpace, 'personal'],
    narrow: byOwner(
      200,
      'PATCH',
      ({ organization }) => `${organization}/token-policy`,
      () => ({ allowed_kinds: [] }),
    ),
  },
  {
    name: 'suspension of the account',
    kinds: ofAccount,
    narrow: turn('suspended'),
    restore: turn('active'),
  },
  {
    name: 'change of the password',
    kinds: ['session'],
    narrow: async ({ account }) => {
      const { client } = await account.login()
      const password = `${account.password}!`
      const body = { current_password: account.password, password }
      await client.expect(200, 'PATCH', '/api/v1/account', { body })
      account.password = password
    },
  },
  { name: 'deletion of the space', kinds, narrow: byOwner(204, 'DELETE', ({ space }) => space) },
  {
    name: 'deletion of the environment',
    kinds,
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
