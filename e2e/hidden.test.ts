import { operations } from '@latchkey/contract/operations'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import type { Answer } from '@latchkey/server/test-support/test-app'
import { tokenKinds } from '@latchkey/tokens/kinds'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, hasCase, parametersOf, pathOf } from './support/access-cases.ts'
import { type HiddenWorld, openHiddenWorld } from './support/hidden-world.ts'

// H-1: what a caller may not know of answers exactly as what does not exist, in every operation and for every parameter;
// what an answer says before that depends on the operation and the token alone.

/** The operations that need a token, with those of their parameters that name a thing. */
const guarded = operations.filter(({ callers }) => callers !== 'anyone')
const naming = guarded.filter((operation) => parametersOf(operation).length > 0)

/** Everything that a client can tell two answers apart by; what it named itself tells it nothing. */
function bytesOf({ status, headers, text }: Answer, named = ''): unknown {
  const { date: _date, 'content-length': _length, ...told } = headers
  const said = text.replace(/urn:request:[0-9a-f-]{36}/, 'urn:request:…')
  return { status, headers: told, text: named === '' ? said : said.replaceAll(`:${named}`, ':…') }
}

describeEachDatabase('what a caller may not know of', (databases) => {
  let world: HiddenWorld
  beforeAll(async () => {
    world = await openHiddenWorld(databases)
  }, 60_000)

  type Values = Readonly<Record<string, string>>
  const ask = async (operation: (typeof operations)[number], values: Values, token: string | null) =>
    world.app.call(operation.method, pathOf(operation, values), {
      token,
      ...bodyOf(operation),
      ...(operation.id === 'entries.replace' && { headers: { 'if-match': '"v1"' } }),
    })
  /** Their tokens are no tokens of the space, whose things the world holds. */
  const isElsewhere = ({ id }: (typeof operations)[number]) => /^(account|installation)-/.test(id)
  const visible = () => Object.fromEntries(Object.entries(world.things).map(([name, thing]) => [name, thing.visible]))
  /** Names of one shape are answered alike: an id is told from a slug before anything is looked up. */
  const shapeOf = (value: string) => (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value) ? 'id' : 'name')

  test('has a case for every operation and every parameter', () => {
    expect(guarded.filter((operation) => !hasCase(operation)).map(({ id }) => id)).toEqual([])
    const parameters = new Set(naming.flatMap(parametersOf))
    expect([...parameters].filter((name) => !(name in world.things))).toEqual([])
  })

  test.each(naming.map((operation) => ({ id: operation.id, operation })))(
    '$id: is answered like what does not exist',
    async ({ operation }) => {
      const { callers } = operation
      const asking = world.narrow.filter(({ kind }) => callers.includes(kind))
      expect(asking.length + Number(callers.includes('management'))).toBeGreaterThan(0)
      for (const { kind, token } of asking) {
        for (const parameter of parametersOf(operation)) {
          const { hidden, missing } = world.things[parameter]!
          for (const [why, name] of Object.entries(hidden)) {
            // Editors and previews may know of drafts.
            if (why.startsWith('a draft') && operation.surface === 'delivery' && kind !== 'delivery') continue
            const none = missing.find((each) => shapeOf(each) === shapeOf(name)) ?? missing[0]!
            const what = [kind, parameter, why]
            const answer = await ask(operation, { ...visible(), [parameter]: name }, token)
            const reference = await ask(operation, { ...visible(), [parameter]: none }, token)
            expect([what, bytesOf(answer, name)]).toEqual([what, bytesOf(reference, none)])
            expect([what, [403, 404].includes(answer.status)]).toEqual([what, true])
          }
        }
      }
    },
  )

  test('is found by those who may read it', async () => {
    const reads = naming.filter(
      ({ access, method, surface }) => access === 'read' && method === 'GET' && surface === 'management',
    )
    for (const operation of reads) {
      const parameter = parametersOf(operation).at(-1)!
      const { hidden } = world.things[parameter]!
      for (const [why, name] of Object.entries(hidden)) {
        if (!/^not granted|^of others/.test(why)) continue
        const { status } = await ask(operation, { ...visible(), [parameter]: name }, world.app.owner.token)
        expect([operation.id, why, status]).toEqual([operation.id, why, isElsewhere(operation) ? 404 : 200])
      }
    }
  })

  test('is 404 as soon as the caller may do the like to something else', async () => {
    const session = world.byKind.get('session')!
    const item = naming.filter(
      ({ fullPath, callers }) =>
        /\{(entry|role|token|member|environment)\}/.test(fullPath) && callers.includes('session'),
    )
    for (const operation of item) {
      const parameter = parametersOf(operation).at(-1)!
      // What the installation has, only its administrators know anything of.
      if (parameter === 'type' || operation.id.startsWith('installation-')) continue
      const name = Object.values(world.things[parameter]!.hidden)[0]!
      const { status } = await ask(operation, { ...visible(), [parameter]: name }, session)
      expect([operation.id, status]).toEqual([operation.id, 404])
    }
  })

  test.each(guarded.map((operation) => ({ id: operation.id, operation })))(
    '$id: tokens of a wrong kind are told so, whatever the path names',
    async ({ operation }) => {
      const wrong = tokenKinds.filter((kind) => !operation.callers.includes(kind))
      for (const kind of wrong) {
        const token = world.byKind.get(kind)!
        const answers: unknown[] = []
        for (const values of pathsOf(operation)) {
          const answer = await ask(operation, values, token)
          answers.push(bytesOf(answer))
          expect([kind, answer.status, answer.body.type]).toEqual(
            kind === 'api' ? [kind, 404, '/problems/not-found'] : [kind, 403, '/problems/token-kind-mismatch'],
          )
          if (kind !== 'api') expect(answer.body.accepted_kinds).toEqual(operation.callers)
        }
        expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
      }
    },
  )

  /** The path with the visible thing, a hidden, a missing and a malformed one in each of its places. */
  function pathsOf(operation: (typeof operations)[number]): Values[] {
    const variants = parametersOf(operation).flatMap((parameter) => {
      const { hidden, missing } = world.things[parameter]!
      return [Object.values(hidden)[0]!, ...missing, '-', '%20'].map((name) => ({ ...visible(), [parameter]: name }))
    })
    return [visible(), ...variants]
  }

  test.each(naming.map((operation) => ({ id: operation.id, operation })))(
    '$id: a caller without a good token is told nothing else',
    async ({ operation }) => {
      const junk = world.byKind.get('session')!.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      for (const token of [null, junk]) {
        const answers = await Promise.all(pathsOf(operation).map((values) => ask(operation, values, token)))
        expect(answers[0]!.status).toBe(401)
        expect(new Set(answers.map((answer) => JSON.stringify(bytesOf(answer)))).size).toBe(1)
      }
    },
  )

  // Who reads may do what asks for no more than reading: such as issuing tokens of a release of one's own.
  const writing = naming.filter(({ access, guard }) => access !== 'read' && !guard?.action.name.endsWith('.read'))
  test.each(writing.map((operation) => ({ id: operation.id, operation })))(
    '$id: who may do it to nothing is told so, whether the thing exists or not',
    async ({ operation }) => {
      if (!operation.callers.includes('session') || operation.id.startsWith('account-')) return
      const parameter = parametersOf(operation).at(-1)!
      const { hidden, missing } = world.things[parameter]!
      const names = [world.things[parameter]!.visible, ...Object.values(hidden), ...missing]
      const ofSpace = parameter === 'space' ? ['shop'] : names
      const answers: unknown[] = []
      for (const name of ofSpace) {
        const answer = await ask(operation, { ...visible(), [parameter]: name }, world.onlooker)
        expect([name, answer.status]).toEqual([name, 403])
        answers.push(bytesOf(answer, name))
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    },
  )
})
