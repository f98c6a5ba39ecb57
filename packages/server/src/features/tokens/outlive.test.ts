import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const tokens = '/api/v1/spaces/shop/tokens'
const roles = '/api/v1/spaces/shop/roles'

describeEachDatabase('a token of a space', (databases) => {
  test('outlives the leaving and the suspension of its maker, whose own tokens end', async () => {
    const app = await openTestApp(databases)
    const maker = await newMember(app, 'Mona', 'Administrator')
    const make = (path: string, body: object) => app.expect(201, 'POST', path, { token: maker.token, body })
    const management = await make(tokens, { kind: 'management', name: 'CI' })
    const own = await make('/api/v1/account/tokens', { name: 'Own', scope: { form: 'all' } })
    const statuses = async () => [
      (await app.call('GET', roles, { token: management.secret })).status,
      (await app.call('GET', roles, { token: own.secret })).status,
    ]
    expect(await statuses()).toEqual([200, 200])
    await app.expect(204, 'DELETE', `/api/v1/spaces/shop/members/${maker.id}`)
    expect(await statuses()).toEqual([200, 403])
    await app.expect(200, 'PATCH', `/api/v1/users/${maker.id}`, { body: { state: 'suspended' } })
    expect(await statuses()).toEqual([200, 401])
    expect(await app.expect(200, 'GET', `${tokens}/${management.id}`)).toMatchObject({
      created_by: `account:${maker.id}`,
      state: 'active',
    })
  })
})
