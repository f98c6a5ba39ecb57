import { operations } from '@latchkey/contract/operations'
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

  test.each(['delivery', 'preview', 'asset', 'release'])('%s: writes nothing', async (kind) => {
    const space = '/api/v1/spaces/shop'
    const release =
      kind === 'release' && (await app.expect(201, 'POST', `${space}/releases`, { body: { name: 'Autumn' } }))
    const body = { kind, name: kind, ...(release && { releases: [release.id] }) }
    const { secret: token } = await app.expect(201, 'POST', `${space}/tokens`, { body })
    expect(writing.length).toBeGreaterThan(50)
    for (const { id, method, fullPath } of writing) {
      const answer = await app.call(method, fullPath.replaceAll(/\{\w+\}/g, 'shop'), { token })
      expect([id, answer.status, answer.body.type]).toEqual([id, 403, '/problems/token-kind-mismatch'])
    }
  })
})
