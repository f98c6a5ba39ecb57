import type { Operation } from '@latchkey/contract/operation'
import { operations } from '@latchkey/contract/operations'
import { describeDatabase } from '@latchkey/server/database/test-databases'
import type { Answer } from '@latchkey/server/test-support/test-app'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, pathOf } from './support/access-cases.ts'
import { type HiddenWorld, openHiddenWorld } from './support/hidden-world.ts'

// H-2: what may be kept, and by whom, for every operation; whoever keeps answers goes by these headers alone.

describeDatabase('sqlite', 'what caches are told', (databases) => {
  let world: HiddenWorld
  beforeAll(async () => {
    world = await openHiddenWorld(databases)
  }, 60_000)

  const ask = (operation: Operation, token: string | null): Promise<Answer> => {
    const visible = Object.fromEntries(Object.entries(world.things).map(([name, thing]) => [name, thing.visible]))
    return world.app.call(operation.method, pathOf(operation, visible), { token, ...bodyOf(operation) })
  }

  const told = ({ status, headers }: Answer) => ({
    cache: headers['cache-control'],
    vary: status < 400 ? headers['vary'] : undefined,
    hasTag: headers['etag'] !== undefined,
  })

  /** What an operation’s good answers have to say. */
  const goodOf = ({ surface }: Operation) => {
    if (surface === 'delivery')
      return { cache: 'private, no-cache', vary: expect.stringContaining('Authorization'), hasTag: true }
    return { cache: surface === 'root' ? 'no-cache' : 'no-store' }
  }

  test.each(operations.map((operation) => ({ id: operation.id, operation })))(
    '$id: may be kept as its surface says, and a refusal by nobody',
    async ({ operation }) => {
      const tokens = [null, world.app.owner.token, ...world.narrow.map(({ token }) => token)]
      for (const token of tokens) {
        const answer = await ask(operation, token)
        const { status } = answer
        expect({ status, ...told(answer) }).toMatchObject({
          status,
          ...(status < 400 ? goodOf(operation) : { cache: 'no-store' }),
        })
      }
    },
  )

  test('some of every surface were good', async () => {
    const reads = operations.filter(({ method, id }) => method === 'GET' && id !== 'account.show')
    const good = new Set<string>()
    for (const operation of reads) {
      for (const token of [world.app.owner.token, ...world.narrow.map((narrow) => narrow.token)]) {
        if ((await ask(operation, token)).status < 400) good.add(operation.surface)
      }
    }
    expect([...good].toSorted()).toEqual(['delivery', 'management', 'root'])
  })
})
