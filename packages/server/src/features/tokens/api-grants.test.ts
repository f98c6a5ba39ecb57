import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openContentApp } from '../../test-support/content-app.ts'

const space = '/api/v1/spaces/shop'

const lists = [
  [],
  [
    { effect: 'allow', actions: ['content.read', 'content.update'], resources: ['workspace:shop:content:pages:*'] },
    {
      effect: 'deny',
      actions: ['content.update'],
      resources: ['content:pages:homepage'],
      fields: ['price'],
      conditions: { own: true, status: ['draft', 'protected'], locales: ['en', 'de'] },
    },
  ],
  [{ effect: 'Deny', actions: ['content.raed'], resources: [''] }],
  [{ effect: 'allow', actions: [], resources: ['content'], conditions: { own: false } }],
  [{ effect: 'allow', actions: ['media.read'], resources: ['media:category:Brand / *'], colour: 'red' }],
]

describeEachDatabase('an api token', (databases) => {
  test('takes the grants of a role as they stand, and is pointed at the same mistakes', async () => {
    const app = await openContentApp(databases)
    for (const [index, grants] of lists.entries()) {
      const name = `List ${index}`
      const role = await app.call('POST', `${space}/roles`, { body: { name, grants } })
      const token = await app.call('POST', `${space}/tokens`, { body: { kind: 'api', name, grants } })
      expect(token.status).toBe(role.status)
      expect(token.body.grants).toEqual(role.body.grants)
      expect(token.body.errors).toEqual(role.body.errors)
    }
  })

  test('without a grant opens nothing', async () => {
    const app = await openContentApp(databases)
    const body = { kind: 'api', name: 'Nothing', grants: [] }
    const { secret: token } = await app.expect(201, 'POST', `${space}/tokens`, { body })
    for (const path of ['entries', 'content-types', 'assets', 'activity', 'dashboard']) {
      await app.expect(403, 'GET', `${space}/${path}`, { token })
    }
  })
})
