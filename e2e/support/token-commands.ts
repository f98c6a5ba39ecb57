import fc from 'fast-check'
import {
  environments,
  type Environment,
  type Facts,
  facts,
  isWithin,
  live,
  type Maker,
  mayMake,
  mayMakePersonal,
  mayUse,
  type Model,
  rightsOf,
  type Scope,
  type Space,
  spaces,
  type Token,
} from './token-model.ts'
import { changeRole, grantsOf, scopes, type World } from './token-world.ts'

/** What each command does to the server and to the model, comparing their answers. */
export type Command = fc.AsyncCommand<Model, World>

/** Numbers by which a command picks among what there is when its turn comes. */
const pick = fc.nat(1000)
const someFacts = fc.subarray([...facts])
const someSpaces = fc.subarray([...spaces], { minLength: 1 })
const life = fc.option(fc.constantFrom(5_000, 20_000, 60_000))

function chosen<Thing>(things: readonly Thing[], number: number): Thing {
  return things[number % things.length]!
}

/** A command of a name, told with its choices when it is part of a counterexample. */
function command(name: string, choices: readonly unknown[], run: (world: World) => Promise<void>): Command {
  const told = `${name}(${choices.map((each) => JSON.stringify(each)).join(', ')})`
  return { check: () => true, toString: () => told, run: (_model, world) => run(world) }
}

/** Somebody at the keyboard, or by one of his personal tokens. */
function makerOf(model: Model, number: number): Maker {
  const byToken = model.tokens
    .filter(({ kind }) => kind === 'personal')
    .map((token) => ({ person: token.person, token }))
  return chosen([...model.people.map((person) => ({ person, token: null })), ...byToken, ...byToken], number)
}

function secretOf({ person, token }: Maker): string {
  return token?.secret ?? person.session
}

type Parts = Omit<Token, 'id' | 'secret' | 'retired' | 'state'>

/** Asks for a token; the model says whether it is made. What is made is tried at once against its maker, right by right. */
async function make(world: World, maker: Maker, path: string, parts: Parts, expected: boolean): Promise<void> {
  const { app, model } = world
  const { kind, spaces: those, scope, role, environment, expiresAt, facts: own } = parts
  const body = {
    ...(kind !== 'personal' && { kind }),
    name: 'T',
    ...(those !== 'all' && kind !== 'delivery' && { spaces: those }),
    ...(scope !== null && { scope: scopes[scope] }),
    ...(role !== null && { role: role.id }),
    ...(environment !== null && { environment }),
    ...(own !== null && { grants: grantsOf(own) }),
    ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
  }
  const answer = await app.call('POST', path, { token: secretOf(maker), body })
  agree(`${maker.token?.id ?? maker.person.name} makes ${JSON.stringify(body)}`, answer, expected)
  if (answer.status !== 201) return
  const token: Token = { ...parts, id: answer.body.id, secret: answer.body.secret, retired: [], state: 'active' }
  model.tokens.push(token)
  for (const space of spaces) {
    for (const fact of facts) {
      if (
        (await use(world, token, token.secret, space, fact)) &&
        !(await use(world, maker.token, secretOf(maker), space, fact))
      )
        throw new Error(`${fact} in ${space} is allowed to ${token.id} and refused to its maker.`)
    }
  }
}

function agree(
  what: string,
  { status, text }: { readonly status: number; readonly text: string },
  expected: boolean,
): void {
  if (status < 300 !== expected || status >= 500)
    throw new Error(`${what}: the model ${expected ? 'allows' : 'refuses'} it, the server answered ${status}: ${text}`)
}

/** Does what a fact allows; where it is delivered, in the token's environment. */
async function use({ app }: World, token: Token | null, secret: string, space: Space, fact: string): Promise<boolean> {
  const [action, type] = fact.split(' ')
  const entry = `/api/v1/spaces/${space}/entries/home?type=${type}`
  const delivered = `/delivery/v1/spaces/${space}/content/${type}/home`
  const ask = () => {
    if (action === 'content.update')
      return app.call('PATCH', entry, { token: secret, body: { fields: { title: 'Home' } } })
    return app.call('GET', token?.kind === 'delivery' ? delivered : entry, { token: secret })
  }
  const { status, text } = await ask()
  if (status >= 500) throw new Error(`${fact} in ${space} answered ${status}: ${text}`)
  return status < 300
}

const makePersonal = fc
  .record({
    who: pick,
    where: fc.oneof(fc.constant('all' as const), someSpaces),
    scope: fc.constantFrom<Scope>('all', 'all', 'read', 'making'),
    life,
  })
  .map(({ who, where, scope, life: ms }) =>
    command('makePersonal', [who, where, scope, ms], async (world) => {
      const { model } = world
      const maker = makerOf(model, who)
      const child = { spaces: where, scope, expiresAt: ms === null ? null : model.now + ms }
      const parts = {
        ...child,
        kind: 'personal',
        person: maker.person,
        role: null,
        environment: null,
        facts: null,
      } as const
      await make(world, maker, '/api/v1/account/tokens', parts, mayMakePersonal(model, maker, child))
    }),
  )

const makeApi = fc.record({ who: pick, where: someSpaces, own: someFacts, life }).map(({ who, where, own, life: ms }) =>
  command('makeApi', [who, where, own, ms], async (world) => {
    const { model } = world
    const maker = makerOf(model, who)
    const child = { spaces: where, facts: own, expiresAt: ms === null ? null : model.now + ms }
    const parts = { ...child, kind: 'api', person: maker.person, scope: null, role: null, environment: null } as const
    await make(world, maker, `/api/v1/spaces/${where[0]}/tokens`, parts, mayMake(model, maker, child))
  }),
)

const makeDelivery = fc
  .record({
    who: pick,
    space: fc.constantFrom<Space>(...spaces),
    environment: fc.constantFrom<Environment>(...environments),
    own: fc.option(someFacts),
    life,
  })
  .map(({ who, space, environment, own, life: ms }) =>
    command('makeDelivery', [who, space, environment, own, ms], async (world) => {
      const { model } = world
      const maker = makerOf(model, who)
      const role = own === null ? model.roles.find((each) => each.space === space)! : null
      const read = (own ?? role?.facts ?? []).filter((fact) => fact.startsWith('content.read'))
      const child = { spaces: [space], facts: read, expiresAt: ms === null ? null : model.now + ms }
      const parts = {
        ...child,
        kind: 'delivery',
        person: maker.person,
        scope: null,
        role,
        environment,
        facts: own,
      } as const
      const isFull =
        model.tokens.filter((each) => each.kind === 'delivery' && each.spaces[0] === space && each.state !== 'revoked')
          .length >= 20
      await make(world, maker, `/api/v1/spaces/${space}/tokens`, parts, !isFull && mayMake(model, maker, child))
    }),
  )

/** Runs on a token, where there is one. */
function ofToken(
  name: string,
  run: (world: World, token: Token, number: number) => Promise<void>,
): fc.Arbitrary<Command> {
  return fc.tuple(pick, pick).map(([which, number]) =>
    command(name, [which, number], async (world) => {
      const { tokens } = world.model
      if (tokens.length > 0) await run(world, chosen(tokens, which), number)
    }),
  )
}

const useToken = ofToken('use', async (world, token, number) => {
  const space = chosen(spaces, number)
  const fact = chosen(facts, number >> 1)
  const expected = mayUse(world.model, token, space, fact) && isOpenToKind(token, fact)
  const allowed = await use(world, token, token.secret, space, fact)
  if (allowed !== expected)
    throw new Error(
      `${token.kind} ${token.id}, ${fact} in ${space}: the model ${expected ? 'allows' : 'refuses'} it, the server does not.`,
    )
  for (const old of token.retired)
    if (await use(world, token, old, space, fact)) throw new Error('A secret that has ended opens something.')
})

/** A delivery token reads what is live in its environment. */
function isOpenToKind({ kind, environment }: Token, fact: string): boolean {
  const [action, type] = fact.split(' ')
  return kind !== 'delivery' || (action === 'content.read' && live[environment ?? 'production'].includes(type!))
}

/** Where a token is changed by its owner: a person for his own, else the owner of the spaces. */
function pathOf({ kind, id, spaces: those }: Token): string {
  return kind === 'personal' ? `/api/v1/account/tokens/${id}` : `/api/v1/spaces/${those[0]}/tokens/${id}`
}

const ownerOf = (world: World, { kind, person }: Token) =>
  kind === 'personal' ? person.session : world.app.owner.token

function turning(verb: 'activate' | 'deactivate' | 'revoke', state: Token['state']): fc.Arbitrary<Command> {
  return ofToken(verb, async (world, token) => {
    const isFinal = token.state === 'revoked' || !(token.expiresAt === null || world.model.now < token.expiresAt)
    const answer = await world.app.call('POST', `${pathOf(token)}/${verb}`, { token: ownerOf(world, token) })
    if (answer.status < 300 && !(isFinal && verb !== 'revoke')) token.state = state
    else if (!isFinal) throw new Error(`${verb} answered ${answer.status}: ${answer.text}`)
    if (isFinal && verb === 'activate' && answer.status < 300) throw new Error('What had ended was activated.')
  })
}

const rotate = ofToken('rotate', async (world, token) => {
  const path = `${pathOf(token)}/rotate`
  const answer = await world.app.call('POST', path, { token: ownerOf(world, token), body: { grace_seconds: 0 } })
  agree(`rotate ${token.kind}`, answer, token.kind !== 'delivery' && isChangeable(world.model, token))
  if (answer.status >= 300) return
  token.retired.push(token.secret)
  token.secret = answer.body.secret
})

/** Somebody changes the grants of an api token, to what he may himself in each of its spaces. */
const changeGrants = fc.tuple(pick, pick, someFacts).map(([who, which, own]) =>
  command('changeGrants', [who, which, own], async ({ app, model }) => {
    const tokens = model.tokens.filter(({ kind }) => kind === 'api')
    if (tokens.length === 0) return
    const token = chosen(tokens, which)
    const person = chosen(model.people, who)
    const those = token.spaces as readonly Space[]
    const covers = those.every((space) => isWithin(own, rightsOf(model, { person, token: null }, space)))
    // By the space of the path: who looks after it there may revoke it, and so take all of its grants as well.
    const looksAfterIt = person.roles[those[0]!] !== undefined
    const answer = await app.call('PATCH', pathOf(token), { token: person.session, body: { grants: grantsOf(own) } })
    agree(
      `${person.name} gives ${token.id} ${own.join(', ')}`,
      answer,
      looksAfterIt && covers && isChangeable(model, token),
    )
    if (answer.status < 300) token.facts = own
  }),
)

function isChangeable({ now }: Model, { state, expiresAt }: Token): boolean {
  return state !== 'revoked' && (expiresAt === null || now < expiresAt)
}

const changeARole = fc.tuple(pick, someFacts).map(([which, those]: [number, Facts]) =>
  command('changeRole', [which, those], async ({ app, model }) => {
    const ofPeople = model.people.flatMap(({ roles }) => Object.values(roles))
    const role = chosen([...ofPeople, ...model.roles], which)
    await changeRole(app, role, those, model.roles.includes(role))
  }),
)

const wait = fc.constantFrom(1_000, 10_000).map((ms) =>
  command('wait', [ms], async ({ app, model }) => {
    app.clock.now += ms
    model.now = app.clock.now
  }),
)

const states = [turning('deactivate', 'inactive'), turning('activate', 'active'), turning('revoke', 'revoked')]
const making = [makePersonal, makeApi, makeDelivery]

/** Making is drawn twice as often, so that there is something to use. */
export const commands = [...making, ...making, useToken, useToken, changeARole, changeGrants, rotate, wait, ...states]
