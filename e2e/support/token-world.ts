import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { join, newPerson } from '@latchkey/server/test-support/test-people'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import {
  type Facts,
  facts,
  live,
  type Model,
  type Person,
  type Role,
  type Scope,
  type Space,
  spaces,
  types,
} from './token-model.ts'

/** The real server beside the model. */
export interface World {
  readonly app: TestApp
  readonly model: Model
}

const handling = [
  {
    effect: 'allow',
    actions: ['tokens.read', 'tokens.create', 'tokens.update', 'tokens.revoke', 'tokens.reveal'],
    resources: ['tokens'],
  },
  { effect: 'allow', actions: ['roles.read'], resources: ['roles'] },
]

export const scopes: Readonly<Record<Scope, object>> = {
  all: { form: 'all' },
  read: { form: 'read' },
  making: { form: 'custom', operations: ['account-tokens.create', 'tokens.create', 'tokens.list'] },
}

export const grantsOf = (those: Facts) =>
  those.map((fact) => {
    const [action, type] = fact.split(' ')
    return { effect: 'allow', actions: [action], resources: [`content:${type}`] }
  })

/** Two spaces with the same published pages and posts, two people in one or both of them, and a role for tokens in each. */
export async function openWorld(databases: TestDatabases): Promise<World> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'garden', name: 'Garden' } })
  for (const space of spaces) await fill(app, `/api/v1/spaces/${space}`)
  const ada = await person(app, 'Ada', ['shop', 'garden'])
  const bea = await person(app, 'Bea', ['shop'])
  const bound = await Promise.all(spaces.map((space) => makeRole(app, space, 'Bound', facts, [])))
  return { app, model: { now: app.clock.now, people: [ada, bea], roles: bound, tokens: [] } }
}

async function fill(app: TestApp, space: string): Promise<void> {
  await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
  for (const type of types) {
    await app.expect(201, 'POST', `${space}/content-types`, {
      body: { slug: type, fields: [{ id: 'title', type: 'text' }] },
    })
    await app.expect(201, 'POST', `${space}/entries`, { body: { type, slug: 'home', fields: { title: 'Home' } } })
    const environments = Object.entries(live).flatMap(([name, those]) => (those.includes(type) ? [name] : []))
    await app.expect(200, 'POST', `${space}/entries/home/publish?type=${type}`, { body: { environments } })
  }
}

async function makeRole(
  app: TestApp,
  space: Space,
  name: string,
  those: Facts,
  more: readonly object[],
): Promise<Role> {
  const body = { name, grants: [...more, ...grantsOf(those)] }
  const { id } = await app.expect(201, 'POST', `/api/v1/spaces/${space}/roles`, { body })
  return { id, space, facts: those }
}

async function person(app: TestApp, name: string, those: readonly Space[]): Promise<Person> {
  const somebody = await newPerson(app, name)
  const roles: Partial<Record<Space, Role>> = {}
  for (const space of those) {
    roles[space] = await makeRole(app, space, name, facts, handling)
    await join(app, somebody, { space, roles: [name] })
  }
  return { name, session: somebody.token, roles }
}

/** The owner changes what a role allows. */
export async function changeRole(app: TestApp, role: Role, those: Facts, isOfTokens: boolean): Promise<void> {
  const grants = [...(isOfTokens ? [] : handling), ...grantsOf(those)]
  await app.expect(200, 'PATCH', `/api/v1/spaces/${role.space}/roles/${role.id}`, { body: { grants } })
  role.facts = those
}
