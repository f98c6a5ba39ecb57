import { operations } from '@latchkey/contract/operations'
import { type TokenKind, tokenKinds } from '@latchkey/tokens/kinds'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'

const writing = operations.filter(({ access, callers }) => access !== 'read' && callers !== 'anyone')

describeEachDatabase('reading kinds', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openContentApp(databases)
  })

  const space = '/api/v1/spaces/shop'
  const make = async (body: object): Promise<string> =>
    (await app.expect(201, 'POST', `${space}/tokens`, { body: { name: 'T', ...body } })).secret

  const issue = {
    delivery: () => make({ kind: 'delivery' }),
    preview: () => make({ kind: 'preview' }),
    asset: () => make({ kind: 'asset' }),
    theme: () => make({ kind: 'theme' }),
    release: async () => {
      const { id } = await app.expect(201, 'POST', `${space}/releases`, { body: { name: 'Autumn' } })
      return make({ kind: 'release', releases: [id] })
    },
    // Nobody makes one: a space that is old enough has it.
    access: async () => {
      const old = { slug: 'archive', name: 'Archive', created_at: '2019-03-01T00:00:00.000Z' }
      await app.expect(201, 'POST', '/api/v1/spaces', { body: old })
      const { items } = await app.expect(200, 'GET', '/api/v1/spaces/archive/tokens')
      return (await app.expect(200, 'POST', `/api/v1/spaces/archive/tokens/${items[0].id}/reset`)).secret
    },
  } as const satisfies Partial<Record<TokenKind, () => Promise<string>>>

  test('are all kinds that no call which writes is open to', () => {
    const reading = tokenKinds.filter((kind) => !writing.some(({ callers }) => callers.includes(kind)))
    expect(reading.toSorted()).toEqual(Object.keys(issue).toSorted())
  })

  test.each(Object.entries(issue))('%s: writes nothing', async (_kind, issueOne) => {
    const token = await issueOne()
    expect(writing.length).toBeGreaterThan(50)
    for (const { id, method, fullPath } of writing) {
      const answer = await app.call(method, fullPath.replaceAll(/\{\w+\}/g, 'shop'), { token })
      expect([id, answer.status, answer.body.type]).toEqual([id, 403, '/problems/token-kind-mismatch'])
    }
  })
})
