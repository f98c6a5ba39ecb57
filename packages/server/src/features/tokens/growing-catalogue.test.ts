import { dashboard } from '@latchkey/contract/actions'
import { operation } from '@latchkey/contract/operation'
import type * as Contract from '@latchkey/contract/operations'
import { operations } from '@latchkey/contract/operations'
import { Segment, strict } from '@latchkey/contract/schema'
import { inSpace } from '@latchkey/contract/target'
import { Type } from 'typebox'
import { afterEach, expect, test, vi } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type * as Features from '../../features.ts'
import { openTestApp } from '../../test-support/test-app.ts'

const path = '/api/v1/spaces/shop/dashboard/visitors'

/** What a later version might add to a resource that there is. */
const added = operation({
  id: 'dashboard.visitors',
  summary: 'Visitors of today',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/dashboard/visitors',
  params: { space: Segment },
  query: {},
  body: null,
  result: strict({ visitors: Type.Integer() }),
  action: dashboard.read,
  access: 'read',
  callers: ['personal'],
  tags: ['cli'],
  target: ({ params }) => inSpace('dashboard', params.space),
  problems: [],
})

/** The same server in the next version, in modules of its own: its contract holds the operation, its features what it does. */
async function nextVersion(): Promise<typeof openTestApp> {
  vi.resetModules()
  vi.doMock('@latchkey/contract/operations', async (actual) => {
    const contract = await actual<typeof Contract>()
    return { ...contract, operations: [...contract.operations, added] }
  })
  vi.doMock('../../features.ts', async (actual) => {
    const { implement } = await import('../../pipeline/implementation.ts')
    const features = await actual<typeof Features>()
    const visitors = implement(added, {
      load: async ({ space }) => ({ target: { area: 'dashboard', space } }),
      handle: async () => ({ visitors: 3 }),
    })
    return { ...features, implementations: [...features.implementations, visitors] }
  })
  return (await import('../../test-support/test-app.ts')).openTestApp
}

afterEach(() => {
  vi.doUnmock('@latchkey/contract/operations')
  vi.doUnmock('../../features.ts')
  vi.resetModules()
})

describeEachDatabase('an operation that is added', (databases) => {
  test('is gained by all, read and cli, and by no list that somebody ticked', async () => {
    const today = await openTestApp(databases)
    const ofResource = operations.filter(({ resource }) => resource === 'dashboard').map(({ id }) => id)
    const everything = operations
      .filter(({ callers }) => callers !== 'anyone' && callers.includes('personal'))
      .map(({ id }) => id)
    const scopes = {
      all: { form: 'all' },
      read: { form: 'read' },
      cli: { form: 'cli' },
      'the ticked resource': { form: 'custom', operations: ofResource },
      'every call ticked': { form: 'custom', operations: everything },
    }
    const tokens: [string, string][] = []
    for (const [name, scope] of Object.entries(scopes)) {
      const made = await today.expect(201, 'POST', '/api/v1/account/tokens', { body: { name, scope } })
      tokens.push([name, made.secret])
    }
    for (const [name, token] of tokens) {
      expect([name, (await today.call('GET', path, { token })).status]).toEqual([name, 404])
    }

    const openNext = await nextVersion()
    const tomorrow = await openNext(databases, { beside: today })
    const answers: Record<string, number> = {}
    for (const [name, token] of tokens) answers[name] = (await tomorrow.call('GET', path, { token })).status
    expect(answers).toEqual({ all: 200, read: 200, cli: 200, 'the ticked resource': 403, 'every call ticked': 403 })
    const refused = await tomorrow.call('GET', path, { token: tokens.at(-1)![1] })
    expect(refused.body).toMatchObject({
      layer: 'scope',
      detail: 'The token’s scope does not have dashboard.visitors.',
    })
    const body = { name: 'Ticked anew', scope: { form: 'custom', operations: [...ofResource, added.id] } }
    const { secret: token } = await tomorrow.expect(201, 'POST', '/api/v1/account/tokens', { body })
    await tomorrow.expect(200, 'GET', path, { token })
  })
})
