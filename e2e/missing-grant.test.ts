import type { Grant } from '@latchkey/policy/grant'
import { operations } from '@latchkey/contract/operations'
import { describeEachDatabase, type TestDatabases } from '@latchkey/server/database/test-databases'
import { type Answer, openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, parametersOf, pathOf } from './support/access-cases.ts'
import { dryRuns, takenBack } from './support/dry-run.ts'
import { type HiddenWorld, openHiddenWorld } from './support/hidden-world.ts'
import { sized } from './support/size.ts'

// Law 13 through the API, for every operation that api tokens may call: the missing grant of a refusal permits that very
// request, and changes nothing else. What is refused to be read is 404 and proposes nothing.

const space = '/api/v1/spaces/shop'
type Op = (typeof operations)[number]

/** Bulk operations answer item by item, and each item is refused as an operation of its own. */
const asked = operations.filter(
  ({ callers, guard, id }) =>
    callers !== 'anyone' && callers.includes('api') && guard !== null && id !== 'entries.bulk',
)

const everything: readonly Grant[] = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]

/** What contains other requests is asked first about itself, and then about them: two missing grants at the most. */
const containing: ReadonlySet<string> = new Set(['releases.publish', 'releases.schedule'])

/** Writes for which no missing grant is seen here: of somebody else's comment, and those that carry a file. */
const unproposed: ReadonlySet<string> = new Set([
  'comments.update',
  'assets.upload',
  'asset-uploads.complete',
  'asset-uploads.receive',
  'asset-uploads.receive-form',
])

const names = [...new Set(asked.map(({ guard }) => guard?.action.name ?? ''))]
const readings = names.filter((name) => name.endsWith('.read') || name === 'webhooks.manage')

function allow(actions: readonly string[], ...resources: readonly string[]): Grant {
  return { effect: 'allow', actions, resources }
}

/** A page that is live in English; `secret`: with a translation, another locale, and a new slug that is not live yet. */
async function openPage(
  databases: TestDatabases,
  secret: boolean,
): Promise<{ readonly app: TestApp; readonly id: string }> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', `${space}/locales`, { body: { code: 'de' } })
  if (secret) await app.expect(201, 'POST', `${space}/locales`, { body: { code: 'fr' } })
  const fields = [{ id: 'title', type: 'text', localized: true }]
  await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'pages', fields } })
  const body = { type: 'pages', slug: 'home', fields: { title: 'Home' } }
  const { id } = await app.expect(201, 'POST', `${space}/entries`, { body })
  await app.expect(200, 'POST', `${space}/entries/${id}/publish`, { body: {} })
  if (!secret) return { app, id }
  await app.expect(200, 'PATCH', `${space}/entries/${id}?locale=de`, { body: { fields: { title: 'Geheim' } } })
  await app.expect(200, 'PATCH', `${space}/entries/${id}`, { body: { slug: 'takeover' } })
  return { app, id }
}

describeEachDatabase('a refusal', (databases) => {
  test('betrays no locale and no new slug to who may not read them', { timeout: 60_000 }, async () => {
    const worlds = [await openPage(databases, false), await openPage(databases, true)]
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ['PATCH', '', { fields: { title: 'x' } }],
      ['PATCH', '?locale=de', { fields: { title: 'x' } }],
      ['PATCH', '', { slug: 'other' }],
      ['PATCH', '', { status: 'archived' }],
      ['PATCH', '', { status: 'draft' }],
      ['POST', '/publish', {}],
      ['POST', '/publish', { locales: ['de'] }],
      ['POST', '/unpublish', {}],
      ['POST', '/archive'],
      ['DELETE', ''],
    ]
    const reading = (conditions: object): Grant => ({ ...allow(['content.read'], 'content'), conditions })
    const lists = [
      [reading({ locales: ['en'], status: ['published'] })],
      [reading({ status: ['published'] }), { ...reading({ locales: ['de', 'fr'] }), effect: 'deny' as const }],
      [reading({ locales: ['en'] }), { ...reading({ status: ['draft'] }), effect: 'deny' as const }],
    ]
    const gates = allow(['content.update', 'content.publish', 'content.delete'], 'content:pages:elsewhere')
    for (const list of lists) {
      const answers: unknown[][] = []
      for (const { app, id } of worlds) {
        const body = { kind: 'api', name: 'Tried', grants: [...list, gates] }
        const { secret: token } = await app.expect(201, 'POST', `${space}/tokens`, { body })
        const told: unknown[] = []
        for (const [method, path, sent] of calls) {
          const { status, text } = await app.call(method, `${space}/entries/${id}${path}`, {
            token,
            ...(sent !== undefined && { body: sent }),
          })
          told.push([method, path, sent, status, text.replace(/urn:request:[0-9a-f-]+/, '').replaceAll(id, '…')])
        }
        answers.push(told)
      }
      expect(answers[1]).toEqual(answers[0])
      expect(answers[0]?.filter((each) => JSON.stringify(each).includes('missing_grant')).length).toBeGreaterThan(5)
    }
  })
})

describeEachDatabase('the missing grant of a refusal', (databases) => {
  const run = dryRuns(databases)
  let world: HiddenWorld
  let token: { readonly id: string; readonly secret: string }
  beforeAll(async () => {
    world = await openHiddenWorld(run.databases)
    const body = { kind: 'api', name: 'Tried', grants: [] }
    token = await world.app.expect(201, 'POST', `${space}/tokens`, { body })
  }, 60_000)

  const give = (grants: readonly Grant[]) =>
    world.app.expect(200, 'PATCH', `${space}/tokens/${token.id}`, { body: { grants } })

  /** Sends a request about the visible things; what it would do is not done. */
  async function attempt(operation: Op): Promise<Answer> {
    const values = Object.fromEntries(parametersOf(operation).map((name) => [name, world.things[name]!.visible]))
    run.on = true
    try {
      return await world.app.call(operation.method, pathOf(operation, values), {
        token: token.secret,
        ...bodyOf(operation),
      })
    } finally {
      run.on = false
    }
  }

  /** A list that lets an operation through the gate and its thing be read, and not be done. */
  const directed = ({ guard }: Op): readonly Grant[] => {
    const { name = '', area = '' } = guard?.action ?? {}
    const elsewhere = area === 'content' ? 'content:open:elsewhere' : `${area}:elsewhere`
    return [
      allow([name], elsewhere),
      allow(
        readings.filter((each) => each !== name),
        '*',
      ),
    ]
  }

  /** Lists that do so often, and among other things. */
  const randomly = (operation: Op): fc.Arbitrary<readonly Grant[]> => {
    const { name = '', area = '' } = operation.guard?.action ?? {}
    const [through = allow([name], area), reading = allow(readings, '*')] = directed(operation)
    const beside = fc.constantFrom(...names).map((each) => allow([each], each.slice(0, each.indexOf('.'))))
    const one: fc.Arbitrary<Grant> = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(through, reading) },
      { weight: 1, arbitrary: fc.constantFrom<Grant>(allow([name], area), { ...allow([name], area), effect: 'deny' }) },
      { weight: 2, arbitrary: beside },
    )
    return fc.array(one, { minLength: 2, maxLength: 5 })
  }

  async function statusUnder(grants: readonly Grant[], operation: Op): Promise<number> {
    await give(grants)
    return (await attempt(operation)).status
  }

  /** What is wrong with the answers to one list; and whether it was refused with a missing grant at all. */
  async function tryOut(operation: Op, grants: readonly Grant[], others: readonly Op[]) {
    await give(grants)
    const { status, body } = await attempt(operation)
    if (status !== 403) return { proposed: false, wrong: [] }
    const missing: Grant | undefined = body.missing_grant
    const isDenied = grants.some(({ effect }) => effect === 'deny')
    if (missing === undefined) {
      const isProposable = body.layer === 'grants' && !isDenied && !body.detail.startsWith('Nothing allows')
      return { proposed: false, wrong: isProposable ? [[operation.id, 'proposes nothing', body.detail]] : [] }
    }
    const beside = others.filter(({ guard }) => !missing.actions.includes(guard?.action.name ?? ''))
    const before: number[] = []
    for (const other of beside) before.push((await attempt(other)).status)
    await give([...grants, missing])
    let again = await attempt(operation)
    if (containing.has(operation.id) && again.body?.missing_grant !== undefined) {
      await give([...grants, missing, again.body.missing_grant])
      again = await attempt(operation)
    }
    const isLost = again.status === 404 && (await statusUnder(everything, operation)) !== 404
    const wrong: unknown[] = again.status === 403 || isLost ? [[operation.id, missing, again.status, again.body]] : []
    await give([...grants, missing])
    for (const [place, other] of beside.entries()) {
      const now = (await attempt(other)).status
      if (now !== before[place]) wrong.push([operation.id, missing, other.id, before[place], now])
    }
    return { proposed: true, wrong }
  }

  test('permits that request, and changes no decision about another action', { timeout: 240_000 }, async () => {
    const wrong: unknown[] = []
    const proposing: string[] = []
    for (const [place, operation] of asked.entries()) {
      const others = [asked[(place * 7 + 3) % asked.length]!, asked[(place * 11 + 5) % asked.length]!]
      const lists = [directed(operation), ...fc.sample(randomly(operation), { numRuns: sized(1, 40), seed: place })]
      const found = []
      for (const grants of lists) found.push(await tryOut(operation, grants, others))
      if (found.some(({ proposed }) => proposed)) proposing.push(operation.id)
      wrong.push(...found.flatMap((each) => each.wrong))
    }
    expect(wrong).toEqual([])
    const silent = asked.filter(({ id, access }) => access !== 'read' && !proposing.includes(id)).map(({ id }) => id)
    expect(silent.filter((id) => !unproposed.has(id))).toEqual([])
  })

  test('is asked of a server that does what it permits, and takes it back', async () => {
    await give(everything)
    const create = asked.find(({ id }) => id === 'entries.create')!
    expect((await attempt(create)).status).toBe(takenBack)
    const { total } = await world.app.expect(200, 'GET', `${space}/entries?type=open&count=true`)
    expect((await attempt(create)).status).toBe(takenBack)
    expect((await world.app.expect(200, 'GET', `${space}/entries?type=open&count=true`)).total).toBe(total)
  })
})
