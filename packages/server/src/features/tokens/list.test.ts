import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'

async function makeThree(app: People): Promise<string[]> {
  const made: string[] = []
  for (const name of ['A', 'B', 'C']) {
    app.clock.now += 1
    made.push((await app.expect(201, 'POST', path, { body: { kind: 'preview', name } })).id)
  }
  return made.toReversed()
}

function ids(page: { items: { id: string }[] }): string[] {
  return page.items.map(({ id }) => id)
}

describeEachDatabase('the tokens of a space', (databases) => {
  test('are listed from the newest on, page by page, with their number when asked for', async () => {
    const app = await openPeople(databases)
    const all = await makeThree(app)
    const first = await app.expect(200, 'GET', `${path}?limit=2&count=true`)
    expect(ids(first)).toEqual(all.slice(0, 2))
    expect(first.total).toBe(3)
    const second = await app.expect(200, 'GET', `${path}?limit=2&after=${first.next}`)
    expect(second).toMatchObject({ items: [{ id: all[2] }], next: null })
  })

  test('a list and its number hold exactly what may be read one by one', async () => {
    const app = await openPeople(databases)
    const [newest, middle, oldest] = await makeThree(app)
    const { token } = await app.member([
      { effect: 'allow', actions: ['tokens.read'], resources: ['tokens'] },
      { effect: 'deny', actions: ['tokens.read'], resources: [`tokens:${middle}`] },
    ])
    const page = await app.expect(200, 'GET', `${path}?count=true`, { token })
    expect(ids(page)).toEqual([newest, oldest])
    expect(page.total).toBe(2)
    await app.expect(404, 'GET', `${path}/${middle}`, { token })
    await app.expect(200, 'GET', `${path}/${oldest}`, { token })
  })

  test('who may read one alone is shown that one', async () => {
    const app = await openPeople(databases)
    const [newest] = await makeThree(app)
    const { token } = await app.member([{ effect: 'allow', actions: ['tokens.read'], resources: [`tokens:${newest}`] }])
    expect(await app.expect(200, 'GET', `${path}?count=true`, { token })).toMatchObject({
      items: [{ id: newest }],
      total: 1,
    })
  })

  test('a cursor of somebody else’s list is refused', async () => {
    const app = await openPeople(databases)
    await makeThree(app)
    const { next } = await app.expect(200, 'GET', `${path}?limit=1`)
    const { token } = await app.member('administrator')
    await app.expect(400, 'GET', `${path}?after=${next}`, { token })
  })
})
