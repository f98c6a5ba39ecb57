import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newPerson } from '../../test-support/test-people.ts'

describeEachDatabase('organizations', (databases) => {
  test('are shown to their people and to who administers the installation', async () => {
    const app = await openTestApp(databases)
    const { items } = await app.expect(200, 'GET', '/api/v1/organizations?count=true')
    expect(items).toMatchObject([{ slug: 'default', owner: app.owner.id }])
    expect(await app.expect(200, 'GET', '/api/v1/organizations/default')).toEqual(items[0])
    expect(await app.expect(200, 'GET', `/api/v1/organizations/${items[0].id}`)).toEqual(items[0])
  })

  test('are hidden from everybody else like those that do not exist', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Eve')
    expect(await app.expect(200, 'GET', '/api/v1/organizations?count=true', { token })).toEqual({
      items: [],
      next: null,
      total: 0,
    })
    await app.expect(404, 'GET', '/api/v1/organizations/default', { token })
    await app.expect(404, 'GET', '/api/v1/organizations/nowhere', { token })
  })
})
