import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember, newPerson } from '../../test-support/test-people.ts'

const shop = '/api/v1/spaces/shop'
const sandbox = '/api/v1/account/sandbox'

describeEachDatabase('a space', (databases) => {
  test('is given away by its owner to a member, not taken by an Administrator', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Administrator')
    const eve = await newPerson(app, 'Eve')
    const transfer = `${shop}/transfer`
    const refused = await app.expect(403, 'POST', transfer, { token: ada.token, body: { account: ada.id } })
    expect(refused.layer).toBe('owner')
    await app.expect(422, 'POST', transfer, { body: { account: eve.id } })
    expect(await app.expect(200, 'POST', transfer, { body: { account: ada.id } })).toMatchObject({ owner: ada.id })
    await app.expect(409, 'DELETE', `${shop}/members/${ada.id}`)
    await app.expect(403, 'POST', transfer, { body: { account: app.owner.id } })
    await app.expect(204, 'DELETE', shop, { token: ada.token })
  })
})

describeEachDatabase('the Sandbox', (databases) => {
  test('is a space of one’s own outside organizations, made when it is first asked for, once', async () => {
    const app = await openTestApp(databases)
    const { id, token } = await newPerson(app, 'Ada')
    const opened = await Promise.all([1, 2, 3].map(() => app.expect(200, 'PUT', sandbox, { token })))
    expect(new Set(opened.map((each) => each.id)).size).toBe(1)
    expect(opened[0]).toMatchObject({ owner: id, organization: null, sandbox: true, name: 'Sandbox' })
    expect((await app.expect(200, 'GET', '/api/v1/spaces', { token })).items).toMatchObject([{ sandbox: true }])
    const at = `/api/v1/spaces/${opened[0].slug}`
    await app.expect(201, 'POST', `${at}/content-types`, { token, body: { slug: 'pages', fields: [] } })
  })

  test('is neither given away nor deleted', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Ada')
    const { slug } = await app.expect(200, 'PUT', sandbox, { token })
    await app.expect(409, 'POST', `/api/v1/spaces/${slug}/transfer`, { token, body: { account: app.owner.id } })
    await app.expect(409, 'DELETE', `/api/v1/spaces/${slug}`, { token })
  })

  test('is nobody else’s', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Ada')
    const { slug } = await app.expect(200, 'PUT', sandbox, { token })
    const eve = await newPerson(app, 'Eve')
    await app.expect(403, 'GET', `/api/v1/spaces/${slug}`, { token: eve.token })
  })
})
