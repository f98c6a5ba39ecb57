import type { TestApp } from '@latchkey/server/test-support/test-app'
import { upload } from '@latchkey/server/test-support/upload'
import deliverySdk from '@contentstack/delivery-sdk'
import management from '@contentstack/management'
import Contentstack from 'contentstack'

/** The space of an app as a stack, on a server that listens. */
export interface Stack<App extends TestApp = TestApp> {
  readonly app: App
  readonly host: string
  readonly port: number
  /** Names of entries by slug, of files and of the stack, as the vendor has them. */
  readonly uids: ReadonlyMap<string, string>
  readonly apiKey: string
  /** A token of a kind, by its text. */
  token(kind: string, more?: object): Promise<string>
  /** The published JavaScript client, told nothing but host and port besides what it always needs. */
  javascript(deliveryToken: string, more?: object): any
  /** The published TypeScript client, whose published types lead nowhere. */
  typescript(deliveryToken: string, more?: object): any
  /** The published management client; what it is made with besides where the API is. */
  management(more?: object): any
  /** A plain request below `/v3`. */
  ask(
    path: string,
    headers?: Readonly<Record<string, string>>,
    init?: RequestInit,
  ): Promise<{ status: number; body: any; headers: Headers }>
  close(): Promise<void>
}

const path = '/api/v1/spaces/shop'

/** The name of a thing as the vendor writes it. */
export const uid = (id: string) => `blt${id.replaceAll('-', '')}`

export async function openStack<App extends TestApp>(app: App): Promise<Stack<App>> {
  await fill(app)
  const uids = new Map<string, string>([['shop', uid(app.space.id)]])
  await publishContent(app, uids)
  const base = new URL(await app.app.server.listen({ host: '127.0.0.1', port: 0 }))
  const host = base.hostname
  const port = Number(base.port)
  const apiKey = uid(app.space.id)
  return {
    app,
    host,
    port,
    uids,
    apiKey,
    token: async (kind, more = {}) =>
      (await app.expect(201, 'POST', `${path}/tokens`, { body: { kind, name: kind, ...more } })).secret,
    javascript: (deliveryToken, more = {}) => {
      const stack = Contentstack.Stack({
        api_key: apiKey,
        delivery_token: deliveryToken,
        environment: 'production',
        fetchOptions: { retryLimit: 0 },
        ...more,
      })
      stack.setProtocol('http')
      stack.setHost(host)
      stack.setPort(port)
      return stack
    },
    typescript: (deliveryToken, more = {}) =>
      deliverySdk.stack({
        apiKey,
        deliveryToken,
        environment: 'production',
        host,
        port,
        insecure: true,
        retryOnError: false,
        ...more,
      }),
    management: (more = {}) => management.client({ endpoint: `${base.origin}/v3`, retryOnError: false, ...more }),
    ask: async (below, headers = {}, init = {}) => {
      const answer = await fetch(`${base.origin}/v3${below}`, { ...init, headers: { api_key: apiKey, ...headers } })
      return { status: answer.status, body: await answer.json(), headers: answer.headers }
    },
    close: () => app.app.server.close(),
  }
}

async function fill(app: TestApp): Promise<void> {
  await app.expect(201, 'POST', `${path}/locales`, { body: { code: 'de-de', name: 'Deutsch', fallback: 'en' } })
  await app.expect(201, 'POST', `${path}/environments`, { body: { slug: 'staging' } })
  await app.expect(201, 'POST', `${path}/content-types`, {
    body: {
      slug: 'author',
      name: 'Author',
      fields: [
        { id: 'title', type: 'text', localized: true, filterable: true },
        { id: 'friend', type: 'reference', types: ['author'] },
      ],
    },
  })
  await app.expect(201, 'POST', `${path}/content-types`, { body: { slug: 'post', name: 'Post', fields: postFields } })
}

async function publishContent(app: TestApp, uids: Map<string, string>): Promise<void> {
  const ids = new Map<string, string>()
  const create = async (type: string, slug: string, fields: object, tags: readonly string[] = []) => {
    const { id } = await app.expect(201, 'POST', `${path}/entries`, { body: { type, slug, fields, tags } })
    ids.set(slug, id)
    uids.set(slug, uid(id))
    return id
  }
  const publish = (slug: string, type: string) =>
    app.expect(200, 'POST', `${path}/entries/${slug}/publish?type=${type}`)
  const { id: picture } = await upload(app, 'open.txt', '0123456789', {
    metadata: JSON.stringify({ title: 'Open' }),
  })
  uids.set('open.txt', uid(picture))
  await app.expect(200, 'POST', `${path}/assets/${picture}/publish`)
  const { id: hidden } = await upload(app, 'hidden.txt', '012345', {})
  uids.set('hidden.txt', uid(hidden))
  const bob = await create('author', 'bob', { title: 'Bob' })
  const ann = await create('author', 'ann', { title: 'Ann', friend: bob })
  const eve = await create('author', 'eve', { title: 'Eve' })
  const first = {
    title: 'First',
    url: '/first',
    text: 'One',
    rank: 1,
    author: ann,
    related: [bob, eve],
    cover: picture,
    seo: { words: 'a', image: hidden },
    body: [{ block: 'quote', text: 'Hello', by: bob }],
    rich: { type: 'doc', uid: 'r', attrs: {}, children: [{ type: 'p', children: [{ text: 'Hi' }] }] },
  }
  await create('post', 'first', first, ['red'])
  await create('post', 'second', { title: 'Second', url: '/second', text: 'Two', rank: 2, author: eve }, [
    'red',
    'blue',
  ])
  await create('post', 'third', { title: 'Third', url: '/third', text: 'Three', rank: 3, author: bob })
  await create('post', 'secret', { title: 'Secret', url: '/secret', text: 'Four', rank: 4, author: ann }, ['secret'])
  for (const slug of ['bob', 'ann']) await publish(slug, 'author')
  for (const slug of ['first', 'second', 'third']) await publish(slug, 'post')
  const german = { body: { fields: { text: 'Eins' } } }
  await app.expect(200, 'PATCH', `${path}/entries/first?type=post&locale=de-de`, german)
  await publish('first', 'post')
  await app.expect(200, 'PATCH', `${path}/entries/first?type=post`, { body: { fields: { title: 'First, changed' } } })
}

const postFields = [
  { id: 'title', type: 'text', required: true, filterable: true },
  { id: 'url', type: 'text', filterable: true },
  { id: 'text', type: 'text', localized: true },
  { id: 'rank', type: 'number', filterable: true },
  { id: 'author', type: 'reference', types: ['author'], filterable: true },
  { id: 'related', type: 'list', items: 'reference' },
  { id: 'cover', type: 'asset' },
  {
    id: 'seo',
    type: 'object',
    fields: [
      { id: 'words', type: 'text' },
      { id: 'image', type: 'asset' },
    ],
  },
  {
    id: 'body',
    type: 'blocks',
    blocks: [
      {
        name: 'quote',
        fields: [
          { id: 'text', type: 'text' },
          { id: 'by', type: 'reference', types: ['author'] },
        ],
      },
    ],
  },
  { id: 'rich', type: 'rich-text' },
]
