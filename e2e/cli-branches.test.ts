import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openShop, type Shop } from './support/shop.ts'

// Branches and aliases from the command line. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

let shop: Shop

const space = '/api/v1/spaces/shop'

beforeAll(async () => {
  shop = await openShop()
}, 120_000)

afterAll(() => shop.close())

/** Prices by slug, as the API answers them. */
async function pricesOn(branch: string): Promise<Record<string, number>> {
  const { items } = await shop.owner.expect(200, 'GET', `${space}/entries?type=products&branch=${branch}`)
  const entries: { slug: string; fields: { price: number } }[] = items
  return Object.fromEntries(entries.map(({ slug, fields }) => [slug, fields.price]))
}

async function statusOf(token: string, query: string): Promise<number> {
  return (await shop.owner.call('GET', `/delivery/v1/spaces/shop/content/products${query}`, { token })).status
}

describe('a branch', () => {
  test('can be used as soon as the command that creates it ends', async () => {
    expect(await shop.json('branch create redesign')).toMatchObject({ name: 'redesign', state: 'active' })
    expect(await pricesOn('redesign')).toEqual({ shirt: 1 })
  })

  test('is imported to and exported from', async () => {
    const file = join(shop.home.folder, 'products.csv')
    writeFileSync(file, 'slug,price\nshirt,2\nhat,3')
    await shop.done(`content import ${file} --type products --branch redesign`)
    expect([await pricesOn('main'), await pricesOn('redesign')]).toEqual([{ shirt: 1 }, { shirt: 2, hat: 3 }])
    const rows: { slug: string }[] = JSON.parse(
      await shop.done('content export --type products --format json --branch redesign'),
    )
    expect(rows.map(({ slug }) => slug).toSorted()).toEqual(['hat', 'shirt'])
  })

  test('has types of its own', async () => {
    const types = join(shop.home.folder, 'types')
    await shop.done(`schema pull ${types} --branch redesign`)
    const file = join(types, 'content-types/products.json')
    const type = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...type, fields: [...type.fields, { id: 'size', type: 'text' }] }))
    await shop.done(`schema push ${types} --branch redesign`)
    const fieldsOn = async (branch: string): Promise<string[]> => {
      const { fields } = await shop.owner.expect(200, 'GET', `${space}/content-types/products?branch=${branch}`)
      return fields.map(({ id }: { id: string }) => id)
    }
    expect([await fieldsOn('main'), await fieldsOn('redesign')]).toEqual([['price'], ['price', 'size']])
  })

  test('is created from another, without waiting, and deleted', async () => {
    expect(await shop.json('branch create draft --source redesign --no-wait')).toMatchObject({ state: 'creating' })
    expect(await shop.json('branch list')).toMatchObject([{ name: 'main' }, { name: 'redesign' }, { name: 'draft' }])
    // Whether its copy is done or not.
    expect(await shop.done('branch delete draft')).toBe('Deleted draft.\n')
    expect((await shop.run('content export --type products --branch draft')).code).toBe(8)
    expect((await shop.run('branch delete main')).code).toBe(6)
  })

  test('is renamed', async () => {
    expect(await shop.json('branch rename redesign autumn')).toMatchObject({ name: 'autumn' })
    expect((await shop.run('branch show redesign')).code).toBe(5)
  })
})

describe('an alias', () => {
  test('is set, moved, and opens what it stands for to tokens of it', async () => {
    expect(await shop.json('alias set live main')).toMatchObject({ branch: { name: 'main' } })
    const { code, out, err } = await shop.run('token create --kind delivery --name Site --aliases live')
    const token = out.trim()
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^aliases +\["live"\]$/m) })
    expect([await statusOf(token, '?branch=live'), await statusOf(token, '')]).toEqual([200, 422])
    expect(await shop.json('alias set live autumn')).toMatchObject({ branch: { name: 'autumn' } })
    expect(await pricesOn('live')).toEqual({ shirt: 2, hat: 3 })
    expect(await shop.json('alias list')).toMatchObject([{ name: 'live', branch: { name: 'autumn' } }])
  })

  test('keeps its branch, and a live token of it keeps the alias', async () => {
    const branch = await shop.run('branch delete autumn')
    expect(branch).toMatchObject({ code: 6, err: expect.stringContaining('Aliases stand for it: live.') })
    const alias = await shop.run('alias delete live')
    expect(alias).toMatchObject({ code: 6, err: expect.stringContaining('Site') })
    const { items } = await shop.owner.expect(200, 'GET', `${space}/tokens`)
    await shop.owner.expect(200, 'POST', `${space}/tokens/${items[0].id}/revoke`)
    expect(await shop.done('alias delete live')).toBe('Deleted live.\n')
    expect(await shop.done('branch delete autumn')).toBe('Deleted autumn.\n')
  })
})
