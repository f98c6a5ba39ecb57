import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openAccounts } from './support/accounts.ts'
import { openShop, type Shop } from './support/shop.ts'

// Entries from their first draft to the trash, from the command line. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
}, 120_000)

afterAll(() => shop.close())

/** The price of the shirt that is live, or the status of the answer. */
async function livePrice(): Promise<number> {
  const { status, body } = await shop.owner.call(
    'GET',
    '/delivery/v1/spaces/shop/content/products/shirt?environment=production',
  )
  return status === 200 ? body.fields.price : status
}

const shirt = 'shirt --type products'

describe('an entry', () => {
  test('is shown, published and taken offline', async () => {
    const shown = await shop.json(`entry show ${shirt}`)
    expect(shown).toMatchObject({ slug: 'shirt', status: 'draft', fields: { price: 1 } })
    expect(await shop.done(`entry publish ${shown.id}`)).toBe(`${shown.id} is published.\n`)
    expect(await livePrice()).toBe(1)
    expect(await shop.done(`entry unpublish ${shirt} --environment production`)).toBe('shirt is draft.\n')
    expect(await livePrice()).toBe(404)
  })

  test('is published as it was in a version, compared and restored', async () => {
    const path = '/api/v1/spaces/shop/entries/shirt?type=products'
    await shop.owner.expect(200, 'PATCH', path, { body: { fields: { price: 2 } } })
    await shop.done(`entry publish ${shirt} --entry-version 1`)
    expect(await livePrice()).toBe(1)
    expect(await shop.json(`entry revisions ${shirt}`)).toMatchObject([
      { version: 2, live_in: [] },
      { version: 1, live_in: ['production'] },
    ])
    expect(await shop.json(`entry compare shirt 1 --type products`)).toMatchObject([{ field: 'price', old: 1, new: 2 }])
    expect(await shop.done('entry restore shirt 1 --type products')).toBe(
      'shirt holds version 1 again, as version 3.\n',
    )
  })

  test('is scheduled, and the schedule cancelled', async () => {
    const made = await shop.json(`entry schedule-unpublish ${shirt} --at 2100-01-01T00:00:00Z`)
    expect(await shop.json('entry schedules')).toMatchObject([{ id: made.id, action: 'unpublish', state: 'pending' }])
    expect(await shop.done(`entry cancel-schedule shirt ${made.id} --type products`)).toBe(`${made.id} is cancelled.\n`)
    expect(await shop.json('entry schedules')).toMatchObject([{ state: 'cancelled' }])
  })

  test('of another branch is named with it', async () => {
    await shop.done('branch create redesign')
    await shop.done(`entry archive ${shirt} --branch redesign`)
    expect(await shop.json(`entry show ${shirt} --branch redesign`)).toMatchObject({ status: 'archived' })
    expect(await shop.json(`entry show ${shirt}`)).toMatchObject({ status: 'published' })
  })
})

describe('a publish request', () => {
  const submit = async (words = '') => (await shop.done(`publish-request submit ${shirt}${words}`)).trim()

  test('is submitted, listed and accepted: what was asked for is done', async () => {
    const id = await submit(' --unpublish --note Old')
    expect(await shop.json('publish-request list --state open')).toMatchObject([
      { id, action: 'unpublish', environment: 'production', note: 'Old', entry: { slug: 'shirt' } },
    ])
    expect(await shop.done(`publish-request accept ${id} --answer Fine`)).toBe(`${id} is accepted.\n`)
    expect(await livePrice()).toBe(404)
    expect(await shop.json('publish-request list')).toMatchObject([{ id, state: 'accepted', answer: 'Fine' }])
  })

  test('about a version that is no longer the last asks for it to be confirmed', async () => {
    const id = await submit(' --entry-version 1')
    expect((await shop.run(`publish-request accept ${id}`)).code).toBe(6)
    await shop.done(`publish-request accept ${id} --entry-version 1`)
    expect(await livePrice()).toBe(1)
  })

  test('is rejected, or taken back', async () => {
    const [one, other] = [await submit(), await submit()]
    expect(await shop.json(['publish-request', 'reject', one, '--answer', 'Not yet.'])).toMatchObject({
      state: 'rejected',
      answer: 'Not yet.',
    })
    expect(await shop.done(`publish-request cancel ${other}`)).toBe(`${other} is cancelled.\n`)
    expect((await shop.run(`publish-request accept ${other}`)).code).toBe(6)
  })

  test('is not answered by who may not review', async () => {
    const id = await submit()
    const [person] = await openAccounts(shop.owner, 1)
    const { secret: token, client } = await person!.login()
    const invitation = { body: { email: person!.email, roles: ['Viewer'] } }
    const { id: invited } = await shop.owner.expect(201, 'POST', '/api/v1/spaces/shop/invitations', invitation)
    await client.expect(200, 'POST', `/api/v1/account/invitations/${invited}/accept`)
    const { variables } = shop.home
    const own = variables.LATCHKEY_TOKEN!
    variables.LATCHKEY_TOKEN = token
    const { code } = await shop.run(`publish-request accept ${id}`)
    variables.LATCHKEY_TOKEN = own
    expect(code).toBe(4)
  })
})

describe('comments and tags', () => {
  test('comments are written, answered, resolved and deleted', async () => {
    const first = (await shop.done(['comment', 'add', 'shirt', 'Is it right?', '--type', 'products'])).trim()
    await shop.done(`comment add shirt Yes --type products --thread ${first}`)
    expect(await shop.json(`comment list ${shirt} --open`)).toMatchObject([
      { id: first, text: 'Is it right?' },
      { thread: first, text: 'Yes' },
    ])
    expect(await shop.done(`comment resolve shirt ${first} --type products`)).toBe(`${first} is resolved.\n`)
    expect((await shop.run(`comment list ${shirt} --open`)).err).toBe('Nothing to show.\n')
    await shop.done(`comment reopen shirt ${first} --type products`)
    await shop.done(`comment delete shirt ${first} --type products`)
    expect(await shop.json(`comment list ${shirt}`)).toEqual([])
  })

  test('tags are listed with their numbers, those of files too', async () => {
    const path = '/api/v1/spaces/shop/entries/shirt?type=products'
    await shop.owner.expect(200, 'PATCH', path, { body: { tags: ['sale'] } })
    expect(await shop.json('tag list --type products')).toEqual([{ tag: 'sale', entries: 1 }])
    expect(await shop.json('tag list --files')).toEqual([])
  })
})

describe('a datasource', () => {
  test('is created, filled and emptied', async () => {
    expect(await shop.json('datasource create sizes --dimension de --delivered')).toMatchObject({ delivered: true })
    await shop.done('datasource set sizes s Small --in de=Klein')
    await shop.done('datasource set sizes m')
    expect(await shop.json('datasource entries sizes')).toMatchObject([
      { key: 's', value: 'Small', values: { de: 'Klein' } },
      { key: 'm', value: 'm', values: {} },
    ])
    expect((await shop.run('datasource set sizes l Large --in de')).code).toBe(2)
    await shop.done('datasource remove sizes m')
    expect((await shop.run('datasource entries sizes')).out).toBe('KEY  VALUE  DE\ns    Small  Klein\n')
    await shop.done('datasource delete sizes')
    expect(await shop.json('datasource list')).toEqual([])
  })
})

describe('a release', () => {
  test('is put together, scheduled and published', async () => {
    await shop.done(`entry unpublish ${shirt}`)
    const id = (await shop.done('release create Spring')).trim()
    expect(await shop.done(`release add ${id} shirt --type products`)).toBe('products/shirt is in the release.\n')
    expect(await shop.json(`release items ${id}`)).toMatchObject([{ entry: { slug: 'shirt' }, action: 'publish' }])
    await shop.done(`release schedule ${id} 2100-01-01T00:00:00Z`)
    expect(await shop.json(`release show ${id}`)).toMatchObject({ state: 'scheduled' })
    await shop.done(`release unschedule ${id}`)
    expect(await livePrice()).toBe(404)
    expect(await shop.done(`release publish ${id}`)).toBe('Spring is live in production.\n')
    expect(await livePrice()).toBe(1)
    expect(await shop.json('release list')).toMatchObject([{ id, state: 'published' }])
    await shop.done(`release delete ${id}`)
    expect(await livePrice()).toBe(1)
  })
})

describe('a webhook', () => {
  test('is created with its secret, paused, resumed, tried and deleted', async () => {
    const words = ['webhook', 'create', 'https://example.com/rebuild', '--event', 'entries.publish']
    expect(await shop.done(words)).toMatch(/^whsec_\S+\n$/)
    const [{ id, ...hook }] = await shop.json('webhook list')
    expect(hook).toMatchObject({ name: 'example.com', events: ['entries.publish'], state: 'active' })
    expect(await shop.done(`webhook pause ${id}`)).toBe('example.com is paused.\n')
    expect((await shop.run(`webhook test ${id}`)).code).toBe(6)
    await shop.done(`webhook resume ${id}`)
    expect(await shop.json(`webhook rotate-secret ${id} --grace 0`)).toMatchObject({ secret: expect.any(String) })
    const sent = await shop.json(`webhook test ${id}`)
    expect(await shop.json(`webhook deliveries ${id}`)).toMatchObject([{ id: sent.id, event: 'webhooks.test' }])
    await shop.done(`webhook delete ${id}`)
    expect(await shop.json('webhook list')).toEqual([])
  })
})

describe('the trash', () => {
  test('holds what was deleted, gives it back, and forgets it', async () => {
    const { id } = await shop.json(`entry show ${shirt}`)
    expect(await shop.done(`entry delete ${shirt}`)).toBe('shirt is in the trash.\n')
    expect(await livePrice()).toBe(404)
    expect(await shop.json('trash list --type products')).toMatchObject([{ id, slug: 'shirt' }])
    expect(await shop.json(`trash restore ${id} --slug blouse`)).toMatchObject({ slug: 'blouse', status: 'draft' })
    await shop.done('entry delete blouse --type products')
    await shop.done(`trash delete ${id}`)
    expect(await shop.done('trash empty')).toBe('0 gone for good, 0 kept.\n')
    expect((await shop.run(`trash restore ${id}`)).code).toBe(5)
  })
})
