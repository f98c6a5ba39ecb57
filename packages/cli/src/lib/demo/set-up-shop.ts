import type { Client } from '@latchkey/client/client'
import type { Request } from '@latchkey/client/operations'
import { LatchkeyProblem } from '@latchkey/client/problem'
import { gather } from '../gather.ts'
import { contentTypes } from './content-types.ts'
import { categories, drafts, products, repriced } from './products.ts'

export const space = 'shop'
export const roleName = 'Product Read-only'
const deliveryName = 'Storefront site delivery'
const managementName = 'Demo management'

/** The two tokens that the demo hands out. */
export interface ShopTokens {
  /** May sit in a public page: published products and categories, nothing else. */
  readonly delivery: string
  /** Replaced at every start: its secret cannot be read again. */
  readonly management: string
}

type BulkItem = NonNullable<Request<'entries.bulk'>['body']>['items'][number]

/** Makes the shop where it is missing, as the owner, through the API; what a person has changed since stays. */
export async function setUpShop(client: Client): Promise<ShopTokens> {
  await unlessThere(client.spaces.show({ space }), () =>
    client.spaces.create({ body: { slug: space, name: 'Clothing store', default_locale: 'en' } }),
  )
  const tokens = await gather(client.items('tokens.list', { params: { space } }))
  const earlier = tokens.find(({ name, state }) => name === deliveryName && state === 'active')
  // The delivery token is made last: while there is none, an earlier set-up was stopped on its way.
  if (earlier === undefined) await fillShop(client)
  for (const { id, name } of tokens) if (name === managementName) await client.tokens.delete({ space, token: id })
  return { delivery: await deliveryToken(client, earlier?.id), management: await managementToken(client) }
}

async function fillShop(client: Client): Promise<void> {
  await unlessThere(
    client.locales.list({ space }).then(({ items }) => items.find(({ code }) => code === 'de')),
    () => client.locales.create({ space }, { body: { code: 'de', name: 'Deutsch', fallback: 'en' } }),
  )
  for (const body of contentTypes) {
    await unlessThere(client.contentTypes.show({ space, type: body.slug }), () =>
      client.contentTypes.create({ space }, { body }),
    )
  }
  const ids = await write(client, categoryItems())
  await write(client, productItems(ids))
  await write(client, campaignItems())
  await write(
    client,
    [...repriced].map(([slug, price]) => ({ type: 'products', slug, fields: { price } })),
  )
  const { items: roles } = await client.roles.list({ space })
  if (roles.some(({ name }) => name === roleName)) return
  await client.roles.create(
    { space },
    {
      body: {
        name: roleName,
        grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:products', 'content:categories'] }],
      },
    },
  )
}

/** The constant secret of the delivery token: from its creation, or read again. */
async function deliveryToken(client: Client, earlier: string | undefined): Promise<string> {
  if (earlier !== undefined) return (await client.tokens.reveal({ space, token: earlier })).secret
  const body = { kind: 'delivery', name: deliveryName, environment: 'production', role: roleName } as const
  return secretOf(await client.tokens.create({ space }, { body }))
}

async function managementToken(client: Client): Promise<string> {
  const body = { kind: 'management', name: managementName, mode: 'read-write' } as const
  return secretOf(await client.tokens.create({ space }, { body }))
}

function secretOf({ secret }: { readonly secret?: string }): string {
  if (secret === undefined) throw new Error('The server has made a token without telling its secret.')
  return secret
}

function categoryItems(): BulkItem[] {
  return categories.map(({ slug, name: [en, de] }, index) => ({
    type: 'categories',
    slug,
    fields: { name: { en, de }, position: index + 1 },
    publish: true,
  }))
}

function productItems(categoryIds: ReadonlyMap<string, string>): BulkItem[] {
  return products.map(({ slug, title, text, category, price, sizes, colour, inStock }) => ({
    type: 'products',
    slug,
    fields: {
      name: { en: title[0], de: title[1] },
      description: { en: text[0], de: text[1] },
      price,
      category: categoryIds.get(category),
      sizes,
      colour,
      image: `https://images.example.com/${slug}.jpg`,
      in_stock: inStock,
    },
    publish: !drafts.has(slug),
  }))
}

function campaignItems(): BulkItem[] {
  return [
    {
      type: 'campaigns',
      slug: 'end-of-season',
      fields: { title: { en: 'End of season', de: 'Saisonende' }, starts: '2026-08-01', discount_percent: 30 },
      publish: true,
    },
  ]
}

/** Writes entries with all their locales. Answers their ids by slug; throws for the first that is refused. */
async function write(client: Client, items: readonly BulkItem[]): Promise<ReadonlyMap<string, string>> {
  const answer = await client.entries.bulk({ space }, { query: { locale: '*' }, body: { items } })
  return new Map(
    answer.items.map(({ index, status, id, problem }): [string, string] => {
      const slug = items[index]?.slug ?? ''
      if (id === undefined || status >= 400) throw new Error(`${slug} was refused: ${JSON.stringify(problem)}`)
      return [slug, id]
    }),
  )
}

/** Makes a thing that is not there yet. */
async function unlessThere(look: Promise<unknown>, make: () => Promise<unknown>): Promise<void> {
  try {
    if ((await look) !== undefined) return
  } catch (error) {
    if (!(error instanceof LatchkeyProblem) || error.slug !== 'not-found') throw error
  }
  await make()
}
