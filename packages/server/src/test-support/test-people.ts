import type { Grant } from '@latchkey/policy/grant'
import { startSession } from '../features/session/start-session.ts'
import { insertAccount } from '../features/users/queries.ts'
import type { TestApp } from './test-app.ts'

/** Somebody with an account and a session. */
export interface TestPerson {
  readonly id: string
  readonly email: string
  readonly token: string
}

/** A new account that is in no space, logged in; without the cost of hashing a password. */
export async function newPerson({ services, database, clock }: TestApp, name: string): Promise<TestPerson> {
  const id = services.newId()
  const email = `${name.toLowerCase()}@example.com`
  const serials = { account: await services.nextSerial('account'), token: await services.nextSerial('token') }
  const text = await database.write(async (tx) => {
    const account = { id, serial: serials.account, email, name, passwordHash: null, installationAdministrator: false }
    await insertAccount(tx, account, clock.now)
    const session = await startSession(tx, services, { accountId: id, serial: serials.token }, clock.now)
    return session.text
  })
  return { id, email, token: text.expose() }
}

/** A new member of `shop`, with a role of that name, or with a new one that holds the grants. */
export async function newMember(app: TestApp, name: string, role: string | readonly Grant[]): Promise<TestPerson> {
  const person = await newPerson(app, name)
  const roleName = typeof role === 'string' ? role : `${name}'s role`
  if (typeof role !== 'string') {
    await app.expect(201, 'POST', '/api/v1/spaces/shop/roles', { body: { name: roleName, grants: role } })
  }
  await join(app, person, { roles: [roleName] })
  return person
}

/** Invites somebody to a space, `shop` where none is named, and accepts. */
export async function join(
  app: TestApp,
  { email, token }: TestPerson,
  { space = 'shop', roles }: { readonly space?: string; readonly roles: readonly string[] },
): Promise<void> {
  const { id } = await app.expect(201, 'POST', `/api/v1/spaces/${space}/invitations`, { body: { email, roles } })
  await app.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`, { token })
}

/** Invites somebody to an organization, `default` where none is named, and accepts. */
export async function joinOrganization(
  app: TestApp,
  { email, token }: TestPerson,
  { organization = 'default', role = 'member' }: { readonly organization?: string; readonly role?: string } = {},
): Promise<void> {
  const path = `/api/v1/organizations/${organization}/invitations`
  const { id } = await app.expect(201, 'POST', path, { body: { email, role } })
  await app.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`, { token })
}
