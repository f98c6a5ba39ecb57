import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'

describeEachDatabase('writes of entries at the same time', (databases) => {
  const together = 4

  function statuses(answers: readonly { status: number }[]): number[] {
    return answers.map(({ status }) => status).toSorted((a, b) => a - b)
  }

  test('of one version are told apart: the first wins', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    const patch = (price: number) =>
      app.call('PATCH', `${entries}/${id}`, { body: { fields: { price } }, headers: { 'if-match': '"v1"' } })
    const answers = await Promise.all(Array.from({ length: together }, (_, price) => patch(price)))
    expect(statuses(answers)).toEqual([200, 412, 412, 412])
  })

  test('keep what is unique unique', async () => {
    const app = await openContentApp(databases)
    const create = (index: number) =>
      app.call('POST', entries, { body: { type: 'pages', fields: { hero_title: `p${index}`, code: 'same' } } })
    const answers = await Promise.all(Array.from({ length: together }, (_, index) => create(index)))
    expect(statuses(answers)).toEqual([201, 422, 422, 422])
  })

  test('keep slugs apart', async () => {
    const app = await openContentApp(databases)
    const create = () => app.call('POST', entries, { body: { type: 'pages', slug: 'a', fields: { hero_title: 'A' } } })
    const answers = await Promise.all(Array.from({ length: together }, create))
    expect(statuses(answers)).toEqual([201, 409, 409, 409])
  })

  test('make one entry of a singleton', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
      body: { slug: 'footer', singleton: true, fields: [] },
    })
    const create = (index: number) => app.call('POST', entries, { body: { type: 'footer', slug: `f${index}` } })
    const answers = await Promise.all(Array.from({ length: together }, (_, index) => create(index)))
    expect(statuses(answers)).toEqual([201, 409, 409, 409])
  })

  test('leave a bulk write of a token that is revoked meanwhile where it stands', async () => {
    const app = await openContentApp(databases)
    const tokens = '/api/v1/spaces/shop/tokens'
    const { id, secret } = await app.expect(201, 'POST', tokens, {
      body: {
        kind: 'api',
        name: 'Import',
        grants: [{ effect: 'allow', actions: ['content.create'], resources: ['content:*'] }],
      },
    })
    const items = Array.from({ length: 400 }, (_, index) => ({
      type: 'pages',
      slug: `p${index}`,
      fields: { hero_title: 'A' },
    }))
    const count = async () => {
      const row = await app.database.read((db) =>
        db
          .selectFrom('entries')
          .select(({ fn }) => fn.countAll().as('all'))
          .executeTakeFirstOrThrow(),
      )
      return Number(row.all)
    }
    const running = app.expect(200, 'POST', `${entries}/bulk`, { token: secret, body: { items } })
    while ((await count()) === 0) await setTimeout(1)
    await app.expect(200, 'POST', `${tokens}/${id}/revoke`)
    const stood = await count()
    const answers = (await running).items
    const written = answers.filter((item: { status: number }) => item.status === 201)
    expect(written).toHaveLength(stood)
    expect(await count()).toBe(stood)
    expect(stood).toBeLessThan(items.length)
    expect(answers.at(-1).problem.type).toBe('/problems/rights-changed')
  })
})
