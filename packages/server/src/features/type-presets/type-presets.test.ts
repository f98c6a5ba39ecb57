import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { makeBranch } from '../../test-support/branch-app.ts'
import { openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { upload } from '../../test-support/upload.ts'

const space = '/api/v1/spaces/shop'
const presets = `${space}/type-presets`
const pages = `${space}/content-types/pages`
const nothing = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'

function preset(app: TestApp, name: string, more: object = {}) {
  return app.expect(201, 'POST', presets, { body: { type: 'pages', name, ...more } })
}

async function fieldsOf(app: TestApp) {
  return (await app.expect(200, 'GET', pages)).fields as readonly { readonly id: string }[]
}

describeEachDatabase('presets of a content type', (databases) => {
  test('hold values that an entry could begin with, and go with their type', async () => {
    const app = await openContentApp(databases)
    const image = await upload(app, 'look.png', 'x')
    const made = await preset(app, 'Cafe\u0301', {
      description: 'For shops',
      image: image.id,
      fields: { price: 5, sections: [{ block: 'text', title: 'Hello' }], hero_image: null },
    })
    expect(made).toMatchObject({
      type: 'pages',
      name: 'Caf\u00e9',
      image: image.id,
      fields: { price: 5, sections: [{ block: 'text', title: 'Hello' }] },
      misfits: [],
    })
    const changed = await app.expect(200, 'PATCH', `${presets}/${made.id}`, { body: { name: 'Shop' } })
    expect([changed.name, changed.fields, changed.version]).toEqual(['Shop', made.fields, 2])
    const emptied = await app.expect(200, 'PATCH', `${presets}/${made.id}`, { body: { fields: {}, image: null } })
    expect([emptied.fields, emptied.image]).toEqual([{}, null])

    const chosen = await app.expect(200, 'PATCH', pages, { body: { preset: made.id } })
    expect(chosen.preset).toBe(made.id)
    await app.expect(204, 'DELETE', `${presets}/${made.id}`)
    expect(await app.expect(200, 'GET', pages)).toMatchObject({ preset: null, version: chosen.version + 1 })
    await preset(app, 'Last')
    await app.expect(204, 'DELETE', pages)
    expect((await app.expect(200, 'GET', presets)).items).toEqual([])
  })

  test('are refused with every value that an entry could not hold', async () => {
    const app = await openContentApp(databases)
    const fields = { price: -1, code: 'x', moon: 1, sections: [{ block: 'none' }] }
    const refused = await app.expect(422, 'POST', presets, {
      body: { type: 'pages', name: 'Bad', fields, image: nothing },
    })
    expect(refused.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/fields/price',
      '/fields/code',
      '/fields/moon',
      expect.stringMatching('^/fields/sections/0'),
      '/image',
    ])
    await app.expect(404, 'POST', presets, { body: { type: 'nothing', name: 'Bad' } })
    await preset(app, 'Good')
    await app.expect(409, 'POST', presets, { body: { type: 'pages', name: 'Good' } })
    await app.expect(422, 'PATCH', pages, { body: { preset: nothing } })
    const { id } = await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'posts', fields: [] } })
    const other = await app.expect(201, 'POST', presets, { body: { type: id, name: 'Good' } })
    expect((await app.expect(422, 'PATCH', pages, { body: { preset: other.id } })).errors[0].pointer).toBe('/preset')
  })

  test('keep the values of a field that is renamed, and say what a change of the type makes unfit', async () => {
    const app = await openContentApp(databases)
    const made = await preset(app, 'Shop', { fields: { price: 5, hero_image: 'x' } })
    const fields = await fieldsOf(app)
    const renamed = fields.map((field) => (field.id === 'price' ? { ...field, id: 'cost', was: 'price' } : field))
    await app.expect(200, 'PATCH', pages, { body: { fields: renamed } })
    const kept = await app.expect(200, 'GET', `${presets}/${made.id}`)
    expect([kept.fields, kept.misfits]).toEqual([{ cost: 5, hero_image: 'x' }, []])

    const narrowed = renamed
      .filter(({ id }) => id !== 'hero_image')
      .map((field) => (field.id === 'cost' ? { ...field, was: undefined, validation: { minimum: 10 } } : field))
    const warning = 'The preset Shop has values that do not fit any more: cost, hero_image.'
    const check = await app.expect(200, 'POST', `${pages}/check`, { body: { fields: narrowed } })
    expect(check.warnings).toEqual([warning])
    expect((await app.expect(200, 'PATCH', pages, { body: { fields: narrowed } })).warnings).toContain(warning)
    const unfit = await app.expect(200, 'GET', `${presets}/${made.id}`)
    expect([unfit.fields, unfit.misfits]).toEqual([
      { cost: 5 },
      [
        { pointer: '/fields/cost', detail: 'It must be at least 10.' },
        { pointer: '/fields/hero_image', detail: 'The type has this field no more.' },
      ],
    ])
    // A change that leaves the fields alone says nothing of it again.
    expect((await app.expect(200, 'PATCH', pages, { body: { name: 'Pages' } })).warnings ?? []).not.toContain(warning)
  })

  test('are those of their branch, and a branch begins with those of its source', async () => {
    const app = await openContentApp(databases)
    const { id } = await preset(app, 'Shop')
    await makeBranch(app, 'next')
    await app.expect(200, 'PATCH', `${presets}/${id}?branch=next`, { body: { name: 'Elsewhere' } })
    expect((await app.expect(200, 'GET', `${presets}/${id}`)).name).toBe('Shop')
    await app.expect(204, 'DELETE', `${space}/branches/next`)
    await app.app.runner.runDue()
    expect(await app.database.read((db) => db.selectFrom('type_presets').select('branch_id').execute())).toEqual([
      { branch_id: 'main' },
    ])
  })

  test('are read and written by the rights to the schema of their type', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'secret', fields: [] } })
    const shown = await preset(app, 'Shown')
    const hidden = await app.expect(201, 'POST', presets, { body: { type: 'secret', name: 'Hidden' } })
    const may = (...actions: string[]) => [{ effect: 'allow', actions, resources: ['schema:pages'] } as const]
    const token = (await newMember(app, 'Ann', may('schema.read', 'schema.update'))).token
    const { items } = await app.expect(200, 'GET', presets, { token })
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Shown'])
    for (const named of [hidden.id, nothing]) await app.expect(404, 'GET', `${presets}/${named}`, { token })
    await app.expect(404, 'DELETE', `${presets}/${hidden.id}`, { token })
    for (const type of ['secret', 'nothing']) await app.expect(404, 'GET', `${presets}?type=${type}`, { token })
    await app.expect(200, 'PATCH', `${presets}/${shown.id}`, { token, body: { name: 'Mine' } })
    // A file that the writer may not see is none.
    const image = await upload(app, 'look.png', 'x')
    await app.expect(422, 'PATCH', `${presets}/${shown.id}`, { token, body: { image: image.id } })
    const reader = (await newMember(app, 'Bob', may('schema.read'))).token
    await app.expect(403, 'PATCH', `${presets}/${shown.id}`, { token: reader, body: { name: 'x' } })
    await app.expect(403, 'POST', presets, { token: reader, body: { type: 'pages', name: 'x' } })
  })
})
