import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

const space = '/api/v1/spaces/shop'
const categories = `${space}/categories`
const at = (category: string) => `${categories}/${encodeURIComponent(category)}`

describeEachDatabase('categories of files', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp(databases)
  })
  const make = (category: string, options = {}) =>
    app.expect(201, 'POST', categories, { body: { category }, ...options })
  const file = (name: string, category: string) => upload(app, name, 'text', { category })
  const move = (from: string, category: string, token = app.owner.token) =>
    app.call('PATCH', at(from), { token, body: { category } })
  const names = async (token = app.owner.token): Promise<[string, number][]> =>
    (await app.expect(200, 'GET', categories, { token })).items.map(
      (each: { category: string; assets: number }) => [each.category, each.assets] as const,
    )
  const grant = (actions: readonly string[], ...resources: readonly string[]) =>
    ({ effect: 'allow', actions, resources }) as const

  test('are there without files once they are made, and by files alone as long as there are some', async () => {
    const { id, serial } = await make('Empty / Inside')
    await file('used.txt', 'Used')
    expect(await names()).toEqual([
      ['Empty / Inside', 0],
      ['Used', 1],
    ])
    expect(await app.expect(200, 'GET', at('Empty / Inside'))).toEqual({
      id,
      serial,
      category: 'Empty / Inside',
      assets: 0,
    })
    expect((await app.expect(200, 'GET', `${categories}/${id}`)).category).toBe('Empty / Inside')
    await app.expect(200, 'PATCH', `${space}/assets/used.txt`, { body: { category: 'Empty / Inside' } })
    expect(await names()).toEqual([['Empty / Inside', 1]])
    expect((await app.call('GET', at('Used'))).status).toBe(404)
    // What files alone have made keeps its number when somebody makes it.
    const before = (await app.expect(200, 'GET', at('Empty / Inside'))).serial
    await app.expect(200, 'PATCH', `${space}/assets/used.txt`, { body: { category: 'Kept' } })
    const kept = (await app.expect(200, 'GET', at('Kept'))).serial
    expect((await make('Kept')).serial).toBe(kept)
    expect(kept).not.toBe(before)
    expect((await app.call('POST', categories, { body: { category: 'Kept' } })).status).toBe(409)
  })

  test('are made once for a key, however often it is sent', async () => {
    const options = { headers: { 'idempotency-key': 'category-once' } }
    const made = await make('Once', options)
    const again = await app.call('POST', categories, { body: { category: 'Once' }, ...options })
    expect([again.status, again.body.id]).toEqual([200, made.id])
  })

  test.each(['a:b', 'Brand /', '/ Brand', 'Brand/Logos', ' x', '*'])('are not called %j', async (category) => {
    const { status, body } = await app.call('POST', categories, { body: { category } })
    expect([status, body.errors[0].pointer]).toEqual([422, '/category'])
  })

  test('move with their files and what is below them, and what is live follows at once', async () => {
    const made = await make('Old')
    await make('Old / Deep')
    await make('Older')
    await file('one.txt', 'Old')
    await file('two.txt', 'Old / By file')
    await app.expect(200, 'POST', `${space}/assets/one.txt/publish`, { body: {} })
    const moved = await move('Old', 'New / Place')
    expect([moved.status, moved.body]).toEqual([200, { ...made, category: 'New / Place', assets: 1 }])
    const after = (await names()).filter(([name]) => /^(New|Old)/.test(name))
    expect(after).toEqual([
      ['New / Place', 1],
      ['New / Place / By file', 1],
      ['New / Place / Deep', 0],
      ['Older', 0],
    ])
    const live = await app.expect(200, 'GET', '/delivery/v1/spaces/shop/assets?filter[category][eq]=New%20%2F%20Place')
    expect(live.items.map((each: { file_name: string }) => each.file_name)).toEqual(['one.txt'])
    expect((await app.expect(200, 'GET', `${space}/assets/one.txt`)).version).toBe(3)
    const { items } = await app.expect(200, 'GET', `${space}/activity?limit=3`)
    expect(items.map((each: { operation: string }) => each.operation)).toContain('asset-categories.update')
  })

  test('do not move into themselves, nor where there is one', async () => {
    await make('A')
    await make('B / C')
    await make('A / C')
    expect((await move('A', 'A / X')).status).toBe(422)
    expect((await move('A', 'B')).status).toBe(409)
    expect((await move('A', 'A')).status).toBe(200)
    expect((await names()).map(([name]) => name)).toEqual(expect.arrayContaining(['A', 'A / C', 'B / C']))
  })

  test('are deleted when no file is in them; the trash does not count', async () => {
    await make('Gone')
    const { id } = await file('gone.txt', 'Gone')
    const refused = await app.call('DELETE', at('Gone'))
    expect([refused.status, refused.body.detail]).toEqual([409, 'There are files in it, 1 of which you may see.'])
    await app.expect(204, 'DELETE', `${space}/assets/${id}`)
    await app.expect(204, 'DELETE', at('Gone'))
    expect((await app.call('GET', at('Gone'))).status).toBe(404)
    await app.expect(200, 'POST', `${space}/asset-trash/${id}/restore`)
    expect(await names()).toContainEqual(['Gone', 1])
  })

  test('are seen by who may read or upload there, or read a file in them, and are missing for all others', async () => {
    await make('Seen / Read')
    await make('Seen / Upload')
    await make('Seen / Hidden')
    await file('shown.txt', 'Seen / By file')
    await file('hidden.txt', 'Seen / Hidden file')
    const token = await apiToken(
      app,
      grant(['media.read'], 'media:category:Seen / Read', 'media:shown.txt'),
      grant(['media.upload'], 'media:category:Seen / Upload'),
    )
    expect(await names(token)).toEqual([
      ['Seen / By file', 1],
      ['Seen / Read', 0],
      ['Seen / Upload', 0],
    ])
    const said = async (category: string) => {
      const { status, text } = await app.call('GET', at(category), { token })
      return [status, text.replace(/urn:request:[\w-]+/, '')]
    }
    expect((await said('Seen / Upload'))[0]).toBe(200)
    for (const hidden of ['Seen / Hidden', 'Seen / Hidden file'])
      expect(await said(hidden)).toEqual(await said('Seen / Nothing'))
    expect((await said('Seen / Nothing'))[0]).toBe(404)
  })

  test('move only for who may move every file, and not without what he may not see', async () => {
    await make('Mixed')
    const [kept, hidden] = [await file('kept.txt', 'Mixed'), await file('secret.txt', 'Mixed')]
    const rights = grant(['media.read', 'media.update'], 'media:category:Mixed*', 'media:category:Free')
    const deny = (actions: readonly string[], resource: string) =>
      ({ effect: 'deny', actions, resources: [resource] }) as const
    const all = await apiToken(app, rights)
    const elsewhere = await apiToken(app, grant(['media.read', 'media.update'], 'media:category:Mixed'))
    const frozen = await apiToken(app, rights, deny(['media.update'], 'media:kept.txt'))
    const blind = await apiToken(app, rights, deny(['media.read'], 'media:secret.txt'))
    const there = await move('Mixed', 'Free', elsewhere)
    expect([there.status, there.body.missing_grant.resources]).toEqual([403, ['space:shop:media:category:Free']])
    expect((await move('Mixed', 'Free', frozen)).status).toBe(403)
    const unseen = await move('Mixed', 'Free', blind)
    expect(unseen.status).toBe(409)
    expect(unseen.text).not.toContain('secret')
    for (const { id } of [kept, hidden])
      expect((await app.expect(200, 'GET', `${space}/assets/${id}`)).category).toBe('Mixed')
    expect((await move('Mixed', 'Free', all)).status).toBe(200)
    for (const { id } of [kept, hidden])
      expect((await app.expect(200, 'GET', `${space}/assets/${id}`)).category).toBe('Free')
  })

  test('are made and deleted by who may update files there, and the grant that lacks names the category', async () => {
    const token = await apiToken(app, grant(['media.read', 'media.update'], 'media:category:Mine / *'))
    await make('Mine / One', { token })
    await app.expect(204, 'DELETE', at('Mine / One'), { token })
    const { status, body } = await app.call('POST', categories, { token, body: { category: 'Mine' } })
    expect([status, body.missing_grant]).toEqual([
      403,
      { effect: 'allow', actions: ['media.update'], resources: ['space:shop:media:category:Mine'] },
    ])
  })

  test('go along into a new branch, each as it is there', async () => {
    const { id, serial } = await make('Branched')
    await app.expect(201, 'POST', `${space}/branches`, { body: { name: 'next' } })
    await app.app.runner.runDue()
    expect(await app.expect(200, 'GET', `${at('Branched')}?branch=next`)).toMatchObject({ id, serial })
    await app.expect(200, 'PATCH', `${at('Branched')}?branch=next`, { body: { category: 'Only there' } })
    expect((await app.call('GET', at('Branched'))).status).toBe(200)
    expect((await app.call('GET', `${at('Branched')}?branch=next`)).status).toBe(404)
  })
})
