import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { upload } from '@latchkey/server/test-support/upload'
import StoryblokClient from 'storyblok-js-client'

/** A space as a site on Storyblok would have it, on a server that listens. */
export interface StoryblokSpace {
  readonly app: TestApp
  /** Where the dialect is: `http://127.0.0.1:40123/storyblok`. */
  readonly url: string
  /** Ids of entries by slug. */
  readonly ids: ReadonlyMap<string, string>
  readonly files: { readonly open: string; readonly closed: string }
  /** A token of a kind, by its text. */
  token(kind: string, more?: object): Promise<string>
  /** The published client of the delivery API, given nothing but a token and the host. */
  client(accessToken: string): StoryblokClient
  /** A plain request below the dialect, redirects followed. */
  get(path: string): Promise<{ status: number; body: any; headers: Headers; url: string }>
  close(): Promise<void>
}

const path = '/api/v1/spaces/shop'

export async function openStoryblokSpace(databases: TestDatabases): Promise<StoryblokSpace> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', `${path}/locales`, { body: { code: 'de', name: 'Deutsch', fallback: 'en' } })
  await app.expect(201, 'POST', `${path}/content-types`, {
    body: {
      slug: 'author',
      fields: [
        { id: 'name', type: 'text', filterable: true },
        { id: 'friend', type: 'reference', types: ['author'] },
      ],
    },
  })
  await app.expect(201, 'POST', `${path}/content-types`, { body: { slug: 'post', fields: postFields } })
  const files = { open: await publishFile(app, 'open.txt', false), closed: await publishFile(app, 'closed.txt', true) }
  const ids = new Map<string, string>()
  const create = async (type: string, slug: string, fields: object, tags: readonly string[] = []) => {
    const { id } = await app.expect(201, 'POST', `${path}/entries`, { body: { type, slug, fields, tags } })
    ids.set(slug, id)
    return id
  }
  const publish = (type: string, slug: string) =>
    app.expect(200, 'POST', `${path}/entries/${encodeURIComponent(slug)}/publish?type=${type}`)
  const bob = await create('author', 'authors/bob', { name: 'Bob' })
  const ann = await create('author', 'authors/ann', { name: 'Ann', friend: bob })
  const eve = await create('author', 'authors/eve', { name: 'Eve' })
  await create(
    'post',
    'blog/first',
    {
      title: 'First',
      text: 'One',
      rank: 1,
      author: ann,
      cover: files.open,
      body: [{ block: 'quote', text: 'Hello', by: bob, picture: files.closed }],
      extra: { fieldtype: 'multilink', linktype: 'story', id: bob },
    },
    ['red'],
  )
  await create(
    'post',
    'blog/second',
    { title: 'Second', text: 'Two', rank: 2, author: eve, extra: { linktype: 'story', id: eve } },
    ['red', 'blue'],
  )
  await create('post', 'blog/secret', { title: 'Secret', text: 'Three', rank: 3, author: ann }, ['secret'])
  for (const [type, slug] of [
    ['author', 'authors/bob'],
    ['author', 'authors/ann'],
    ['post', 'blog/first'],
    ['post', 'blog/second'],
  ] as const)
    await publish(type, slug)
  for (let number = 1; number <= 30; number += 1) {
    await create('author', `people/${number}`, { name: `Person ${number}` })
    await publish('author', `people/${number}`)
  }
  await app.expect(200, 'PATCH', `${path}/entries/blog%2Ffirst?type=post&locale=de`, {
    body: { fields: { text: 'Eins' } },
  })
  await publish('post', 'blog/first')
  await app.expect(200, 'PATCH', `${path}/entries/blog%2Ffirst?type=post`, {
    body: { fields: { title: 'First, changed' } },
  })
  await app.expect(201, 'POST', `${path}/datasources`, {
    body: { slug: 'labels', name: 'Labels', dimensions: ['de'], delivered: true },
  })
  for (const [key, value, de] of [
    ['cancel', 'Cancel', 'Abbrechen'],
    ['ok', 'OK', 'Gut'],
    ['no', 'No', 'Nein'],
  ] as const)
    await app.expect(201, 'POST', `${path}/datasources/labels/entries`, { body: { key, value, values: { de } } })
  const base = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
  const url = `${base}/storyblok`
  return {
    app,
    url,
    ids,
    files,
    token: async (kind, more = {}) =>
      (await app.expect(201, 'POST', `${path}/tokens`, { body: { kind, name: kind, ...more } })).secret,
    client: (accessToken) => new StoryblokClient({ accessToken, endpoint: `${url}/v2`, maxRetries: 0 }),
    get: async (below) => {
      const answer = await fetch(`${url}${below}`)
      return { status: answer.status, body: await answer.json(), headers: answer.headers, url: answer.url }
    },
    close: () => app.app.server.close(),
  }
}

async function publishFile(app: TestApp, name: string, isPrivate: boolean): Promise<string> {
  const { id } = await upload(app, name, '0123456789', {
    private: String(isPrivate),
    metadata: JSON.stringify({ alt: name }),
  })
  await app.expect(200, 'POST', `${path}/assets/${id}/publish`)
  return id
}

const postFields = [
  { id: 'title', type: 'text', required: true, filterable: true },
  { id: 'text', type: 'text', localized: true },
  { id: 'rank', type: 'number', filterable: true },
  { id: 'author', type: 'reference', types: ['author'], filterable: true },
  { id: 'cover', type: 'asset' },
  {
    id: 'body',
    type: 'blocks',
    blocks: [
      {
        name: 'quote',
        fields: [
          { id: 'text', type: 'text' },
          { id: 'by', type: 'reference', types: ['author'] },
          { id: 'picture', type: 'asset' },
        ],
      },
    ],
  },
  { id: 'extra', type: 'json' },
]
