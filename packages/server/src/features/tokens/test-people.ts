import { randomUUID } from 'node:crypto'
import type { Grant } from '@latchkey/policy/grant'
import type { DatabaseLocation } from '../../database/open-database.ts'
import type { TestDatabases } from '../../database/test-databases.ts'
import type { Settings } from '../../services.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { raiseAccountEpoch, raiseSpaceEpoch } from '../authority.ts'
import type { BuiltinRole } from '../roles/builtin-roles.ts'
import { startSession } from '../session/start-session.ts'
import { insertSpace, takeSpaceSerials } from '../spaces/insert-space.ts'

/** Somebody who has logged in. */
export interface Person {
  readonly id: string
  /** A session. */
  readonly token: string
}

/** A server with the space `shop`, whose owner is no installation administrator, and whoever is needed in it. */
export interface People extends TestApp {
  readonly location: DatabaseLocation
  /** A new account, a member with a built-in role or with grants of its own; of no space with null. */
  member(role: BuiltinRole | readonly Grant[] | null): Promise<Person>
  /** Gives a member of `shop` one role in place of its others. */
  setRole(accountId: string, role: BuiltinRole): Promise<void>
  /** Logs an account in. */
  login(accountId: string): Promise<string>
  /** A role of the space; answers its id. */
  role(name: string, grants: readonly Grant[]): Promise<string>
  /** Another space, of somebody else; answers its owner. */
  ownerOfAnother(slug: string): Promise<Person & { readonly spaceId: string }>
  /** Makes an account a member of such a space, with one more role. */
  join(slug: string, accountId: string, role: BuiltinRole): Promise<void>
}

let serial = 2_000_000

/** Puts the people into the database by hand: what they may do is tested here, not how they came. */
export async function openPeople(databases: TestDatabases, settings: Partial<Settings> = {}): Promise<People> {
  const opened = await databases.open()
  const { location } = opened
  const app = await openTestApp({ ...databases, open: async () => opened }, { settings })
  const { database, owner } = app
  const shop = app.space.id
  await database.write(async (tx) => {
    await tx.updateTable('accounts').set({ installation_admin: 0 }).where('id', '=', owner.id).execute()
    await raiseAccountEpoch(tx, owner.id)
  })

  const login = async (accountId: string) => {
    const next = await app.services.nextSerial('token')
    const { text } = await database.write((tx) =>
      startSession(tx, app.services, { accountId, serial: next }, app.clock.now),
    )
    return text.expose()
  }
  const others = new Map<string, string>()
  const role = (name: string, grants: readonly Grant[]) => insertRole(app, shop, { name, grants, builtin: null })
  return {
    ...app,
    location,
    login,
    role,
    member: async (as) => {
      const id = randomUUID()
      await insertAccount(app, id)
      if (typeof as === 'string') await join(app, shop, id, await builtinRole(app, shop, as))
      else if (as !== null) await join(app, shop, id, await role(`Role ${id}`, as))
      return { id, token: await login(id) }
    },
    setRole: async (accountId, as) => {
      const role_id = await builtinRole(app, shop, as)
      await database.write(async (tx) => {
        await tx.updateTable('member_roles').set({ role_id }).where('account_id', '=', accountId).execute()
        await raiseSpaceEpoch(tx, shop)
      })
    },
    ownerOfAnother: async (slug) => {
      const id = randomUUID()
      await insertAccount(app, id)
      const spaceId = await makeSpace(app, slug, id)
      others.set(slug, spaceId)
      return { id, token: await login(id), spaceId }
    },
    join: async (slug, accountId, as) => {
      const other = others.get(slug)
      if (other === undefined) throw new Error(`There is no space ${slug}: make it with ownerOfAnother.`)
      await join(app, other, accountId, await builtinRole(app, other, as))
    },
  }
}

async function makeSpace({ database, services, clock }: TestApp, slug: string, ownerId: string): Promise<string> {
  const id = services.newId()
  const serials = await takeSpaceSerials(services.nextSerial)
  const space = { id, slug, name: slug, defaultLocale: 'en', ownerId, organizationId: null, serials }
  await database.write((tx) => insertSpace(tx, space, services.newId, clock.now))
  return id
}

async function insertRole(
  { database, clock }: TestApp,
  spaceId: string,
  { name, grants, builtin }: { name: string; grants: readonly Grant[]; builtin: BuiltinRole | null },
): Promise<string> {
  const id = randomUUID()
  serial += 1
  const times = { created_at: clock.now, updated_at: clock.now }
  await database.write((tx) =>
    tx
      .insertInto('roles')
      .values({
        id,
        serial,
        space_id: spaceId,
        name,
        description: '',
        builtin,
        grants: JSON.stringify(grants),
        version: 1,
        ...times,
      })
      .execute(),
  )
  return id
}

async function builtinRole({ database }: TestApp, spaceId: string, builtin: BuiltinRole): Promise<string> {
  const row = await database.read((db) =>
    db
      .selectFrom('roles')
      .select('id')
      .where('space_id', '=', spaceId)
      .where('builtin', '=', builtin)
      .executeTakeFirstOrThrow(),
  )
  return row.id
}

async function insertAccount({ database, clock }: TestApp, id: string): Promise<void> {
  serial += 1
  const email = `${id}@example.com`
  const times = { created_at: clock.now, updated_at: clock.now }
  await database.write((tx) =>
    tx
      .insertInto('accounts')
      .values({
        id,
        serial,
        email,
        email_norm: email,
        display_name: id,
        password_hash: null,
        state: 'active',
        installation_admin: 0,
        authz_epoch: 1,
        version: 1,
        ...times,
      })
      .execute(),
  )
}

async function join({ database, clock }: TestApp, spaceId: string, accountId: string, roleId: string): Promise<void> {
  await database.write(async (tx) => {
    const member = { space_id: spaceId, account_id: accountId }
    await tx
      .insertInto('members')
      .values({ ...member, state: 'active', created_at: clock.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('member_roles')
      .values({ ...member, role_id: roleId })
      .execute()
  })
}
