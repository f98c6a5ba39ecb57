import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { makeBranch } from '../../test-support/branch-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const space = '/api/v1/spaces/shop'
const groups = `${space}/type-groups`
const types = `${space}/content-types`

async function group(app: TestApp, name: string, more: object = {}, query = '') {
  return app.expect(201, 'POST', groups + query, { body: { name, ...more } })
}

async function namesOf(app: TestApp, token?: string): Promise<string[]> {
  const { items } = await app.expect(200, 'GET', groups, token === undefined ? {} : { token })
  return items.map(({ name }: { name: string }) => name)
}

describeEachDatabase('groups of content types', (databases) => {
  test('are made, renamed, ordered, put into one another, and hold types', async () => {
    const app = await openTestApp(databases)
    const blocks = await group(app, 'Blocks')
    await group(app, 'Pages')
    const first = await group(app, 'First', { place: 0 })
    expect(await namesOf(app)).toEqual(['First', 'Blocks', 'Pages'])
    await app.expect(200, 'PATCH', `${groups}/${blocks.id}`, { body: { place: 5, name: 'Parts' } })
    expect(await namesOf(app)).toEqual(['First', 'Pages', 'Parts'])
    const inner = await group(app, 'Inner', { parent: blocks.id })
    expect(inner.parent).toBe(blocks.id)

    const type = await app.expect(201, 'POST', types, { body: { slug: 'hero', fields: [], group: inner.id } })
    expect(type.group).toBe(inner.id)
    const moved = await app.expect(200, 'PATCH', `${types}/hero`, { body: { group: first.id } })
    expect([moved.group, moved.version]).toEqual([first.id, 2])
    expect((await app.expect(200, 'PATCH', `${types}/hero`, { body: { name: 'Hero' } })).group).toBe(first.id)
    expect((await app.expect(200, 'PATCH', `${types}/hero`, { body: { group: null } })).group).toBeNull()
  })

  test('refuse a name twice in one parent, a circle, and what is not there', async () => {
    const app = await openTestApp(databases)
    const outer = await group(app, 'Outer')
    const inner = await group(app, 'Inner', { parent: outer.id })
    await group(app, 'Outer', { parent: outer.id })
    const body = { name: 'Outer' }
    expect((await app.expect(409, 'POST', groups, { body })).type).toBe('/problems/conflict')
    const circle = await app.expect(422, 'PATCH', `${groups}/${outer.id}`, { body: { parent: inner.id } })
    expect(circle.errors).toEqual([{ pointer: '/parent', detail: 'It would stand in itself.' }])
    const nothing = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
    expect((await app.expect(422, 'POST', groups, { body: { ...body, parent: nothing } })).errors).toEqual([
      { pointer: '/parent', detail: 'There is no such group.' },
    ])
    const type = { slug: 'hero', fields: [], group: nothing }
    expect((await app.expect(422, 'POST', types, { body: type })).errors).toEqual([
      { pointer: '/group', detail: 'There is no such group.' },
    ])
    await app.expect(412, 'PATCH', `${groups}/${outer.id}`, { body, headers: { 'if-match': '"v2"' } })
  })

  test('leave what stood in them to their parent when they go', async () => {
    const app = await openTestApp(databases)
    const outer = await group(app, 'Outer')
    const inner = await group(app, 'Inner', { parent: outer.id })
    const innermost = await group(app, 'Innermost', { parent: inner.id })
    await app.expect(201, 'POST', types, { body: { slug: 'hero', fields: [], group: inner.id } })
    const beside = await group(app, 'Innermost', { parent: outer.id })
    await app.expect(409, 'DELETE', `${groups}/${inner.id}`)
    await app.expect(200, 'PATCH', `${groups}/${beside.id}`, { body: { name: 'Beside' } })
    await app.expect(204, 'DELETE', `${groups}/${inner.id}`)
    expect(await app.expect(200, 'GET', `${types}/hero`)).toMatchObject({ group: outer.id, version: 2 })
    expect((await app.expect(200, 'GET', `${groups}/${innermost.id}`)).parent).toBe(outer.id)
    await app.expect(204, 'DELETE', `${groups}/${outer.id}`)
    expect((await app.expect(200, 'GET', `${types}/hero`)).group).toBeNull()
    expect(await namesOf(app)).toEqual(['Beside', 'Innermost'])
    await app.expect(404, 'GET', `${groups}/${inner.id}`)
  })

  test('are those of their branch, and a branch begins with those of its source', async () => {
    const app = await openTestApp(databases)
    const { id } = await group(app, 'Blocks')
    await app.expect(201, 'POST', types, { body: { slug: 'hero', fields: [], group: id } })
    await makeBranch(app, 'next')
    await app.expect(200, 'PATCH', `${groups}/${id}?branch=next`, { body: { name: 'Elsewhere' } })
    const { id: other } = await group(app, 'Other', {}, '?branch=next')
    expect(await namesOf(app)).toEqual(['Blocks'])
    expect((await app.expect(200, 'GET', `${types}/hero?branch=next`)).group).toBe(id)
    await app.expect(422, 'PATCH', `${types}/hero`, { body: { group: other } })
    await app.expect(204, 'DELETE', `${space}/branches/next`)
    await app.app.runner.runDue()
    const left = await app.database.read((db) => db.selectFrom('type_groups').select('branch_id').execute())
    expect(left).toEqual([{ branch_id: 'main' }])
  })

  test('are seen and changed by who may do so to the whole schema or to one by its id, and by no right to a type in them', async () => {
    const app = await openTestApp(databases)
    const shown = await group(app, 'Shown')
    const hidden = await group(app, 'Hidden')
    await app.expect(201, 'POST', types, { body: { slug: 'hero', fields: [], group: hidden.id } })
    const schema = ['schema.read', 'schema.update', 'schema.create', 'schema.delete']
    const may = (...resources: string[]) => [{ effect: 'allow', actions: schema, resources } as const]
    const narrow = (await newMember(app, 'Ann', may('schema:hero', `schema:${shown.id}`))).token
    expect(await namesOf(app, narrow)).toEqual(['Shown'])
    await app.expect(404, 'GET', `${groups}/${hidden.id}`, { token: narrow })
    await app.expect(404, 'DELETE', `${groups}/${hidden.id}`, { token: narrow })
    await app.expect(403, 'POST', groups, { token: narrow, body: { name: 'Mine' } })
    await app.expect(422, 'PATCH', `${groups}/${shown.id}`, { token: narrow, body: { parent: hidden.id } })
    // A type tells the id of its group, keeps it, and is put into another only where that may be read.
    const kept = { token: narrow, body: { group: hidden.id } }
    expect((await app.expect(200, 'PATCH', `${types}/hero`, kept)).group).toBe(hidden.id)
    await app.expect(200, 'PATCH', `${types}/hero`, { token: narrow, body: { group: shown.id } })
    await app.expect(422, 'PATCH', `${types}/hero`, kept)
    const whole = (await newMember(app, 'Bob', may('schema'))).token
    expect(await namesOf(app, whole)).toEqual(['Shown', 'Hidden'])
    await app.expect(204, 'DELETE', `${groups}/${hidden.id}`, { token: whole })
    const reading = (await newMember(app, 'Cy', [{ effect: 'allow', actions: ['schema.read'], resources: ['schema'] }]))
      .token
    await app.expect(403, 'PATCH', `${groups}/${shown.id}`, { token: reading, body: { name: 'x' } })
  })
})
