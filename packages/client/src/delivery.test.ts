import { expect, expectTypeOf, test } from 'vitest'
import { createDeliveryClient } from './delivery.ts'
import { fakeServer, problem } from './testing/fake-server.ts'

interface Product {
  readonly title: string
  readonly price: number
}

function open(...answers: Response[]) {
  const server = fakeServer(...answers)
  const { fetch } = server
  return {
    server,
    site: createDeliveryClient({ url: 'http://localhost:4010', space: 'shop', token: 'lk_dlv_x', fetch }),
  }
}

const shirt = { slug: 'red-shirt', fields: { title: 'Red shirt', price: 19 } }

test('a list asks for fields, order, references and a filter', async () => {
  const { site, server } = open(Response.json({ items: [shirt], next: null }))
  const page = await site.list<Product>('products', {
    filter: { price: { lt: 50 } },
    fields: ['title', 'price'],
    order: ['-price', 'title'],
    include: ['category'],
    locale: 'de',
  })
  expectTypeOf(page.items[0]!.fields).toEqualTypeOf<Product>()
  const { pathname, searchParams } = new URL(server.seen[0]!.url)
  expect(pathname).toBe('/delivery/v1/spaces/shop/content/products')
  expect(Object.fromEntries(searchParams)).toEqual({
    'filter[price][lt]': '50',
    fields: 'title,price',
    order: '-price,title',
    include: 'category',
    locale: 'de',
  })
})

test('all entries are read page after page', async () => {
  const { site } = open(
    Response.json({ items: [shirt], next: 'cursor' }),
    Response.json({ items: [{ ...shirt, slug: 'blue-shirt' }], next: null }),
  )
  const slugs = []
  for await (const { slug } of site.all('products')) slugs.push(slug)
  expect(slugs).toEqual(['red-shirt', 'blue-shirt'])
})

test('an entry that is not there is null', async () => {
  const { site } = open(problem(404, 'not-found'))
  expect(await site.one('products', 'draft')).toBeNull()
})

test('another refusal is thrown', async () => {
  const { site } = open(problem(401, 'invalid-token'))
  await expect(site.one('products', 'red-shirt')).rejects.toMatchObject({ slug: 'invalid-token' })
})

test('a singleton is read as its one entry, and not as a list', async () => {
  const { site } = open(Response.json(shirt), Response.json(shirt))
  expect(await site.single('home')).toEqual(shirt)
  await expect(site.list('home')).rejects.toThrow('singleton')
})

test('changes are followed to the end, from cursor to cursor', async () => {
  const { site, server } = open(
    Response.json({ items: [], cursor: 'second', more: true }),
    Response.json({ items: [], cursor: 'third', more: false }),
  )
  const cursors = []
  for await (const { cursor } of site.changes({ since: 'first', type: 'products' })) cursors.push(cursor)
  expect(cursors).toEqual(['second', 'third'])
  const asked = server.seen.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
  expect(asked).toEqual([
    { since: 'first', type: 'products' },
    { since: 'second', type: 'products' },
  ])
})
