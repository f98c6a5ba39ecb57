import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { joinOrganization, newMember, newPerson } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/members'
const locales = '/api/v1/spaces/shop/locales'
const managePeople = {
  effect: 'allow',
  actions: ['users.read', 'users.create', 'users.update', 'users.delete'],
  resources: ['users'],
} as const

describeEachDatabase('members', (databases) => {
  test('are people of the organization that are added, with roles by id or name', async () => {
    const app = await openTestApp(databases)
    const ada = await newPerson(app, 'Ada')
    await joinOrganization(app, ada)
    const viewer = await app.expect(200, 'GET', '/api/v1/spaces/shop/roles/Viewer')
    const body = { account: ada.id, roles: [viewer.id, 'Editor', 'Viewer'] }
    const made = await app.expect(201, 'POST', path, { body })
    expect(made).toEqual({
      account: ada.id,
      email: ada.email,
      name: 'Ada',
      owner: false,
      roles: [
        { id: expect.any(String), name: 'Editor' },
        { id: viewer.id, name: 'Viewer' },
      ],
    })
    expect(await app.expect(200, 'GET', `${path}/${ada.id}`)).toEqual(made)
    expect((await app.expect(200, 'GET', path)).items).toMatchObject([made, { owner: true }])
    await app.expect(200, 'GET', locales, { token: ada.token })
    await app.expect(409, 'POST', path, { body })
  })

  test('are added only from the organization: who has an account elsewhere is as unknown as nobody', async () => {
    const app = await openTestApp(databases)
    const ada = await newPerson(app, 'Ada')
    const [there, nowhere] = await Promise.all(
      [ada.id, app.services.newId()].map((account) => app.call('POST', path, { body: { account, roles: ['Viewer'] } })),
    )
    expect(there).toMatchObject({ status: 422, body: { errors: [{ pointer: '/account' }] } })
    expect({ ...there?.body, instance: '' }).toEqual({ ...nowhere?.body, instance: '' })
  })

  test('have roles that exist', async () => {
    const app = await openTestApp(databases)
    const ada = await newPerson(app, 'Ada')
    await joinOrganization(app, ada)
    const problem = await app.expect(422, 'POST', path, { body: { account: ada.id, roles: ['Viewer', 'Wizard'] } })
    expect(problem.errors).toMatchObject([{ pointer: '/roles/1' }])
  })

  test('whose roles are changed are judged by the new ones from the very next request on', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    await app.expect(201, 'POST', locales, { token: ada.token, body: { code: 'de' } })
    await app.expect(200, 'PATCH', `${path}/${ada.id}`, { body: { roles: ['Viewer'] } })
    await app.expect(403, 'POST', locales, { token: ada.token, body: { code: 'fr' } })
    await app.expect(200, 'GET', locales, { token: ada.token })
  })

  test('that are removed are refused from the very next request on, with every token', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    const script = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      token: ada.token,
      body: { name: 'Script', scope: { form: 'all' } },
    })
    for (const token of [ada.token, script.secret]) await app.expect(200, 'GET', locales, { token })
    await app.expect(204, 'DELETE', `${path}/${ada.id}`)
    for (const token of [ada.token, script.secret]) await app.expect(403, 'GET', locales, { token })
    await app.expect(404, 'GET', `${path}/${ada.id}`)
    expect((await app.expect(200, 'GET', '/api/v1/spaces', { token: ada.token })).items).toEqual([])
  })

  test('keep the owner', async () => {
    const app = await openTestApp(databases)
    await app.expect(409, 'DELETE', `${path}/${app.owner.id}`)
  })

  test('are listed to whom the grants show each of them', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Viewer')
    const bob = await newMember(app, 'Bob', [
      { effect: 'allow', actions: ['users.read'], resources: [`users:${ada.id}`] },
    ])
    expect((await app.expect(200, 'GET', path, { token: bob.token })).items).toMatchObject([{ account: ada.id }])
    await app.expect(404, 'GET', `${path}/${app.owner.id}`, { token: bob.token })
    await app.expect(403, 'GET', path, { token: ada.token })
  })

  test('get from nobody more than he has himself', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', [
      managePeople,
      { effect: 'allow', actions: ['roles.read'], resources: ['roles'] },
      { effect: 'allow', actions: ['locales.read'], resources: ['locales'] },
    ])
    const newcomer = await newPerson(app, 'Bob')
    await joinOrganization(app, newcomer)
    const add = (roles: readonly string[]) => ({ token: ada.token, body: { account: newcomer.id, roles } })
    const problem = await app.expect(403, 'POST', path, add(['Administrator']))
    expect(problem).toMatchObject({ type: '/problems/exceeds-maker', errors: [{ pointer: '/roles' }] })
    const body = { name: 'Locales', grants: [{ effect: 'allow', actions: ['locales.read'], resources: ['locales'] }] }
    await app.expect(201, 'POST', '/api/v1/spaces/shop/roles', { body })
    const bob = await app.expect(201, 'POST', path, add(['Locales']))
    await app.expect(403, 'PATCH', `${path}/${bob.account}`, { token: ada.token, body: { roles: ['Editor'] } })
    await app.expect(403, 'PATCH', `${path}/${ada.id}`, { token: ada.token, body: { roles: ['Administrator'] } })
  })

  test('get no role that the caller may not read', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', [managePeople])
    const bob = await newPerson(app, 'Bob')
    await joinOrganization(app, bob)
    const request = { token: ada.token, body: { account: bob.id, roles: ['Viewer'] } }
    await app.expect(422, 'POST', path, request)
  })
})
