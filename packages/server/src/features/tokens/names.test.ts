import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const places = [
  { path: '/api/v1/spaces/shop/tokens', choices: { kind: 'delivery' } },
  { path: '/api/v1/spaces/shop/tokens', choices: { kind: 'api', grants: [] } },
  { path: '/api/v1/account/tokens', choices: { scope: { form: 'read' } } },
] as const

describeEachDatabase('a token', (databases) => {
  test('needs a name, and may have a description, neither of which changes what it opens', async () => {
    const app = await openPeople(databases)
    for (const { path, choices } of places) {
      const make = (body: object) => app.call('POST', path, { body: { ...choices, ...body } })
      for (const name of [undefined, '']) {
        const refused = await make({ name })
        expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/name'])
      }
      const plain = (await make({ name: 'Nightly upload' })).body
      const described = (await make({ name: 'Administrator', description: 'May do everything' })).body
      expect([plain.description, described.description]).toEqual(['', 'May do everything'])
      const opens = ({ kind, scope, grants, role, spaces, reach }: Record<string, unknown>) => {
        return { kind, scope, grants, role, spaces, reach }
      }
      expect(opens(described)).toEqual(opens(plain))
    }
  })
})
