import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/locales'

describeEachDatabase('locales', (databases) => {
  test('are listed with the default first', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { code: 'de', name: 'Deutsch', fallback: 'en' } })
    const { items } = await app.expect(200, 'GET', path)
    expect(items).toEqual([
      { code: 'en', name: 'en', default: true, fallback: null },
      { code: 'de', name: 'Deutsch', default: false, fallback: 'en' },
    ])
  })

  test('are there once', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { code: 'de' } })
    await app.expect(409, 'POST', path, { body: { code: 'de' } })
  })

  test('cannot fall back in a circle', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { code: 'de', fallback: 'en' } })
    const problem = await app.expect(422, 'PATCH', `${path}/en`, { body: { fallback: 'de' } })
    expect(problem.errors).toEqual([{ pointer: '/fallback', detail: expect.stringMatching(/circle/) }])
  })

  test('cannot fall back in a circle either when two are changed at once', async () => {
    const app = await openTestApp(databases)
    for (const code of ['de', 'fr']) await app.expect(201, 'POST', path, { body: { code } })
    const answers = await Promise.all([
      app.call('PATCH', `${path}/de`, { body: { fallback: 'fr' } }),
      app.call('PATCH', `${path}/fr`, { body: { fallback: 'de' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 422]))
  })

  test('the default one cannot be removed, nor one that another falls back to', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { code: 'de' } })
    await app.expect(201, 'POST', path, { body: { code: 'fr', fallback: 'de' } })
    await app.expect(409, 'DELETE', `${path}/en`)
    await app.expect(409, 'DELETE', `${path}/de`)
    await app.expect(204, 'DELETE', `${path}/fr`)
    await app.expect(204, 'DELETE', `${path}/de`)
    await app.expect(404, 'DELETE', `${path}/de`)
  })

  test('are listed to whom the grants show each of them', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { code: 'de' } })
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['locales.read'], resources: ['locales:de'] },
    ])
    expect((await app.expect(200, 'GET', path, { token })).items).toMatchObject([{ code: 'de' }])
  })

  test('outdate what was delivered before', async () => {
    const app = await openTestApp(databases)
    const versions = () => app.database.read((db) => db.selectFrom('environments').select('content_version').execute())
    const before = await versions()
    await app.expect(201, 'POST', path, { body: { code: 'de' } })
    expect(await versions()).toEqual(before.map((row) => ({ content_version: row.content_version + 1 })))
  })
})
