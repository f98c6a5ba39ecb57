import { type Client, openClient } from './client.ts'

/** What a space of articles has: people who write them, sections that they point to, and articles in two languages. */
export interface ContentSpace {
  /** Ids of articles by their slugs. */
  readonly articles: Readonly<Record<string, string>>
}

const articleFields = [
  { id: 'title', name: 'Title', type: 'text', required: true, localized: true, filterable: true },
  { id: 'teaser', name: 'Teaser', type: 'text', localized: true, validation: { max_length: 160 } },
  { id: 'code', name: 'Code', type: 'text', unique: true },
  { id: 'text', name: 'Text', type: 'markdown', localized: true },
  { id: 'price', name: 'Price', type: 'number', validation: { minimum: 0 } },
  { id: 'featured', name: 'Featured', type: 'boolean' },
  { id: 'day', name: 'Day', type: 'date' },
  { id: 'mood', name: 'Mood', type: 'select', choices: { datasource: 'moods' } },
  { id: 'section', name: 'Section', type: 'reference', types: ['sections'] },
  { id: 'picture', name: 'Picture', type: 'asset', filterable: true },
  { id: 'keywords', name: 'Keywords', type: 'list', items: 'text' },
  {
    id: 'contact',
    name: 'Contact',
    type: 'object',
    fields: [
      { id: 'person', name: 'Person', type: 'text', required: true },
      { id: 'phone', name: 'Phone', type: 'text' },
    ],
  },
  {
    id: 'page',
    name: 'Page',
    type: 'blocks',
    blocks: [
      { name: 'quote', fields: [{ id: 'line', name: 'Line', type: 'text', required: true }] },
      { name: 'gallery', fields: [{ id: 'columns', name: 'Columns', type: 'number' }] },
    ],
  },
  { id: 'story', name: 'Story', type: 'rich-text', localized: true },
]

/** Fills an empty space `shop`, as its owner. */
export async function fillContentSpace(owner: Client): Promise<ContentSpace> {
  const path = '/api/v1/spaces/shop'
  await owner.expect(201, 'POST', `${path}/locales`, { body: { code: 'de', name: 'German' } })
  await owner.expect(201, 'POST', `${path}/datasources`, { body: { slug: 'moods', name: 'Moods' } })
  const entries = [
    { key: 'calm', value: 'Calm' },
    { key: 'loud', value: 'Loud' },
  ]
  await owner.expect(200, 'PUT', `${path}/datasources/moods/entries`, { body: { entries } })
  const section = { slug: 'sections', name: 'Sections', fields: [{ id: 'name', name: 'Name', type: 'text' }] }
  await owner.expect(201, 'POST', `${path}/content-types`, { body: section })
  const type = { slug: 'articles', name: 'Articles', fields: articleFields }
  await owner.expect(201, 'POST', `${path}/content-types`, { body: type })
  for (const name of ['Garden', 'Kitchen']) {
    const body = { type: 'sections', slug: name.toLowerCase(), fields: { name } }
    await owner.expect(201, 'POST', `${path}/entries`, { body })
  }
  const articles: Record<string, string> = {}
  for (const [slug, title] of Object.entries({
    linen: 'Linen in summer',
    bread: 'Bread at home',
    roses: 'Old roses',
  })) {
    const fields = { title: { en: title, de: `${title} (de)` }, text: { en: `All about ${title}.` } }
    const body = { type: 'articles', slug, tags: ['seasonal'], fields }
    articles[slug] = (await owner.expect(201, 'POST', `${path}/entries?locale=*`, { body })).id
  }
  await owner.expect(200, 'POST', `${path}/entries/${articles['linen']}/publish`, { body: {} })
  return { articles }
}

/** Somebody with a role of their own in the space `shop`, who has signed up. */
export async function joinShop(
  owner: Client,
  person: { readonly name: string; readonly email: string; readonly password: string },
  grants: readonly object[],
): Promise<Client> {
  await owner.expect(201, 'POST', '/api/v1/users', { body: person })
  await owner.expect(201, 'POST', '/api/v1/spaces/shop/roles', { body: { name: person.name, grants } })
  const invitation = { email: person.email, roles: [person.name] }
  const { id } = await owner.expect(201, 'POST', '/api/v1/spaces/shop/invitations', { body: invitation })
  const { email, password } = person
  const { secret } = await openClient(owner.url).expect(201, 'POST', '/api/v1/session', { body: { email, password } })
  const client = openClient(owner.url, secret)
  await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
  return client
}
