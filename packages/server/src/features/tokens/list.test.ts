import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
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

  test('are narrowed by what a person looks for', async () => {
    const app = await openPeople(databases)
    const hour = 3_600_000
    const at = (ms: number) => new Date(app.clock.now + ms).toISOString()
    const make = async (name: string, body: object = {}) =>
      app.expect(201, 'POST', path, { body: { kind: 'preview', name, ...body } })
    const paused = await make('Paused')
    await app.expect(200, 'POST', `${path}/${paused.id}/deactivate`)
    await make('Soon', { expires_at: at(hour), description: 'of the Importer' })
    await make('Later', { expires_at: at(48 * hour) })
    const used = await make('Used', { kind: 'management' })
    const made = new Date(app.clock.now).toISOString()
    app.clock.now += 60_000
    await app.call('GET', '/api/v1/session', { token: used.secret })
    await app.app.usage.flush()
    const named = async (query: string) =>
      (await app.expect(200, 'GET', `${path}?order=name&${query}`)).items.map(({ name }: { name: string }) => name)

    expect(await named('')).toEqual(['Later', 'Paused', 'Soon', 'Used'])
    expect(await named('filter[state]=inactive')).toEqual(['Paused'])
    expect(await named(`filter[expires_at][lt]=${at(24 * hour)}`)).toEqual(['Soon'])
    expect(await named('filter[expires_at][exists]=false')).toEqual(['Paused', 'Used'])
    expect(await named(`filter[last_used_at][gt]=${made}`)).toEqual(['Used'])
    expect(await named('filter[or][0][last_used_at][exists]=false&filter[or][0][state]=active')).toEqual([
      'Later',
      'Soon',
    ])
    expect(await named('filter[kind][in]=management,api')).toEqual(['Used'])
    expect(await named('filter[name][matches]=*e*')).toEqual(['Later', 'Paused', 'Used'])
    expect(await named(`filter[created_by]=account:${app.owner.id}`)).toHaveLength(4)
    expect(await named('search=importer')).toEqual(['Soon'])
    expect(await named(`search=${used.id}`)).toEqual(['Used'])
    expect(await app.expect(200, 'GET', `${path}?filter[state]=active&limit=1&count=true`)).toMatchObject({ total: 3 })
    app.clock.now += hour
    expect(await named('filter[state]=expired')).toEqual(['Soon'])
  })

  test.each([
    ['filter[secret]=x', 'filter[secret]'],
    ['filter[secret_hash][starts-with]=a', 'filter[secret_hash][starts-with]'],
    ['filter[tags]=x', 'filter[tags]'],
    ['filter[expires_at][matches]=*', 'filter[expires_at][matches]'],
    [`filter[name][matches]=${'*a'.repeat(17)}`, 'filter[name][matches]'],
    ['order=secret_hash', 'order'],
    ['order=name,-name', 'order'],
  ])('%s is refused', async (query, parameter) => {
    const app = await openPeople(databases)
    for (const list of [path, '/api/v1/account/tokens']) {
      const { errors } = await app.expect(400, 'GET', `${list}?${query}`)
      expect(errors).toMatchObject([{ parameter }])
    }
  })

  test('a cursor of another order or filter is refused', async () => {
    const app = await openPeople(databases)
    await makeThree(app)
    const { next } = await app.expect(200, 'GET', `${path}?limit=1&order=name`)
    await app.expect(200, 'GET', `${path}?limit=1&order=name&after=${next}`)
    for (const query of ['order=-name', 'order=name&filter[state]=active', 'order=name&search=a'])
      await app.expect(400, 'GET', `${path}?limit=1&${query}&after=${next}`)
  })

  test('personal tokens and those of the installation are looked through alike', async () => {
    const app = await openTestApp(databases)
    const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content'] }]
    for (const [list, body] of [
      ['/api/v1/account/tokens', { scope: { form: 'read' } }],
      ['/api/v1/installation/tokens', { grants }],
    ] as const) {
      for (const name of ['A', 'B', 'C']) await app.expect(201, 'POST', list, { body: { name, ...body } })
      const page = await app.expect(200, 'GET', `${list}?filter[name][in]=A,C&order=-name&limit=1&count=true`)
      expect(page).toMatchObject({ items: [{ name: 'C' }], total: 2 })
      const { items } = await app.expect(200, 'GET', `${list}?filter[name][in]=A,C&order=-name&after=${page.next}`)
      expect(items).toMatchObject([{ name: 'A' }])
    }
  })
})
