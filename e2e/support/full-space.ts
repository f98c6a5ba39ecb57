import type { Client } from '@latchkey/client/client'
import { pictureOf } from './picture.ts'

// A space in which every screen has something to show, and every name is as long as people make them.

/** A word without a place to break, and several with many: a hundred characters, as many as the name of a token has. */
const long = (word: string): string =>
  `${word}-${'withoutaplacetobreak'.repeat(2)} and ${'a few words '.repeat(4)}`.slice(0, 100).trim()

const inDays = (days: number): string => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()

const grants = [
  { effect: 'allow', actions: ['content.read', 'media.read'], resources: ['*'] },
  {
    effect: 'allow',
    actions: ['content.update'],
    resources: ['content:articles'],
    fields: ['title', 'text'],
    conditions: { locales: ['en'], own: true },
  },
  { effect: 'deny', actions: ['content.publish'], resources: ['content:articles'] },
] as const

/** Fills an empty space `shop` as its owner, and answers what stands for each parameter of an address. */
export async function fillFullSpace(owner: Client): Promise<Readonly<Record<string, string>>> {
  const space = 'shop'
  const inSpace = { space }
  await owner.locales.create(inSpace, { body: { code: 'de', name: 'German as it is spoken at the sea' } })
  await owner.environments.create(inSpace, { body: { slug: 'staging' } })
  await owner.environments.update({ space, environment: 'staging' }, { body: { requires_review: true } })
  await owner.datasources.create(inSpace, { body: { slug: 'moods', name: long('Moods') } })
  const entries = Array.from({ length: 12 }, (_, index) => ({
    key: `${long('key')}${index}`,
    value: long('Value'),
  }))
  await owner.datasourceEntries.import({ space, datasource: 'moods' }, { body: { entries } })
  await owner.contentTypes.create(inSpace, {
    body: {
      slug: 'articles',
      name: long('Articles'),
      fields: [
        { id: 'title', name: 'Title', type: 'text', required: true, localized: true, filterable: true },
        { id: 'text', name: long('Text'), type: 'markdown', localized: true },
        { id: 'story', name: 'Story', type: 'rich-text' },
        { id: 'price', name: 'Price', type: 'number' },
        { id: 'mood', name: 'Mood', type: 'select', choices: { datasource: 'moods' } },
        { id: 'picture', name: 'Picture', type: 'asset' },
        { id: 'related', name: 'Related', type: 'list', items: 'reference', types: ['articles'] },
        {
          id: 'page',
          name: 'Page',
          type: 'blocks',
          blocks: [{ name: 'quote', fields: [{ id: 'line', name: 'Line', type: 'text', required: true }] }],
        },
      ],
    },
  })
  const asset = await owner.uploadAsset(
    inSpace,
    new File([pictureOf(64, 48, [200, 40, 40])], `${long('flag')}.png`, { type: 'image/png' }),
  )
  for (const category of ['Brand', `${long('Logos').slice(0, 60)} / Old`]) {
    await owner.assetCategories.create(inSpace, { body: { category } })
  }
  const group = await owner.typeGroups.create(inSpace, { body: { name: long('Parts') } })
  await owner.contentTypes.create(inSpace, {
    body: { slug: 'heroes', name: long('Heroes'), fields: [{ id: 'title', type: 'text' }], group: group.id },
  })
  const entry = await owner.entries.create(inSpace, {
    query: { locale: '*' },
    body: {
      type: 'articles',
      slug: 'linen',
      tags: ['seasonal', 'withoutaplacetobreak'.repeat(2)],
      fields: {
        title: { en: long('Linen'), de: long('Leinen') },
        text: { en: long('All about linen.') },
        picture: asset.id,
        page: [{ block: 'quote', line: long('Wear it') }],
      },
    },
  })
  const one = { space, entry: entry.id }
  await owner.entries.publish(one, { body: {} })
  await owner.entries.update(one, { body: { fields: { price: 12 } } })
  await owner.comments.create(one, { body: { text: long('Is that right?') } })
  await owner.publishRequests.create(inSpace, {
    body: { entry: entry.id, action: 'publish', environment: 'staging', note: long('Please') },
  })
  const gone = await owner.entries.create(inSpace, {
    body: { type: 'articles', slug: 'gone', fields: { title: long('Gone') } },
  })
  await owner.entries.delete({ space, entry: gone.id })
  const role = await owner.roles.create(inSpace, {
    body: { name: long('Editor'), grants },
  })
  await owner.invitations.create(inSpace, {
    body: { email: `${'somebody'.repeat(6)}@example.com`, roles: [role.name] },
  })
  const release = await owner.releases.create(inSpace, {
    body: { name: long('Spring'), environments: ['staging'] },
  })
  await owner.releaseItems.add({ space, release: release.id }, { body: { entry: entry.id } })
  const webhook = await owner.webhooks.create(inSpace, {
    body: {
      name: long('Site'),
      url: `http://127.0.0.1:9/${'path/'.repeat(30)}`,
      events: ['entries.publish'],
    },
  })
  await owner.webhooks.test({ space, webhook: webhook.id })
  const name = long('Key')
  const token = await owner.tokens.create(inSpace, {
    body: { kind: 'api', name, description: long('For'), grants, expires_at: inDays(2) },
  })
  for (const kind of ['delivery', 'preview', 'asset'] as const) {
    await owner.tokens.create(inSpace, {
      body: { kind, name: `${kind} ${name}`.slice(0, 100), ...(kind !== 'delivery' && { expires_at: inDays(9) }) },
    })
  }
  const personal = await owner.accountTokens.create({
    body: { name, scope: { form: 'read' }, expires_at: inDays(300) },
  })
  const everywhere = await owner.installationTokens.create({ body: { name, description: long('For'), grants } })
  await owner.users.create({
    body: { name: long('Grace'), email: `${'grace'.repeat(12)}@example.com`, password: 'a long enough password' },
  })
  const organization = await owner.organizations.create({ body: { slug: 'acme', name: long('Acme') } })
  await owner.organizationSpaces.create(
    { organization: organization.slug },
    { body: { slug: 'annex', name: long('Annex') } },
  )
  return {
    space,
    entry: entry.id,
    asset: asset.id,
    type: 'articles',
    datasource: 'moods',
    token: token.id,
    personal: personal.id,
    everywhere: everywhere.id,
    role: role.id,
    release: release.id,
    webhook: webhook.id,
    organization: organization.slug,
  }
}
