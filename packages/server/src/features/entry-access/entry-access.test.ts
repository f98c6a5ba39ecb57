import type { Grant } from '@latchkey/policy/grant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/spaces/shop'
const allow = (actions: readonly string[], resource: string, more: Partial<Grant> = {}): Grant => ({
  effect: 'allow',
  actions,
  resources: [resource],
  ...more,
})

/** A page that is live in English and German, and its id. */
async function openShop(databases: TestDatabases): Promise<People & { readonly home: string }> {
  const app = await openPeople(databases)
  const create = (at: string, body: unknown) => app.expect(201, 'POST', `${path}${at}`, { body })
  await create('/locales', { code: 'de' })
  const fields = [
    { id: 'title', type: 'text', localized: true },
    { id: 'price', type: 'number' },
  ]
  await create('/content-types', { slug: 'pages', fields })
  const body = { type: 'pages', slug: 'home', fields: { title: { en: 'Home', de: 'Heim' }, price: 1 } }
  const { id } = await create('/entries?locale=*', body)
  await app.expect(200, 'POST', `${path}/entries/${id}/publish`, { body: {} })
  return { ...app, home: id }
}

const access = (app: People & { home: string }, token?: string, query = '') =>
  app.expect(200, 'GET', `${path}/entries/${app.home}/access${query}`, token === undefined ? {} : { token })

type Item = { holder: { id: string; name: string }; access: { verb: string; parts: any[]; because: Grant[] }[] }
const of = (answer: { items: Item[] }, name: string) => answer.items.find(({ holder }) => holder.name === name)

describeEachDatabase('who can touch an entry', (databases) => {
  test('is told of tokens, roles and members, each with what it may do and the grants that say so', async () => {
    const app = await openShop(databases)
    const edit = allow(['content.update'], 'content:pages', { fields: ['title'], conditions: { locales: ['de'] } })
    const read = allow(['content.read'], 'content')
    const make = (body: object) => app.expect(201, 'POST', `${path}/tokens`, { body })
    await make({ kind: 'api', name: 'Translator', grants: [read, edit] })
    await make({ kind: 'delivery', name: 'Site' })
    await make({ kind: 'management', name: 'Build', mode: 'read' })
    await app.role('Nothing', [])
    const answer = await access(app)
    expect(of(answer, 'Translator')).toEqual({
      holder: { is: 'token', id: expect.any(String), name: 'Translator', kind: 'api', state: 'active' },
      access: [
        { verb: 'read', parts: [{ locales: ['en', 'de'] }], because: [read] },
        { verb: 'update', parts: [{ locales: ['de'], fields: ['title'] }], because: [edit] },
      ],
    })
    expect(of(answer, 'Site')?.access).toEqual([
      { verb: 'read', parts: [{ locales: ['en', 'de'], environments: ['production'] }], because: [] },
    ])
    expect(of(answer, 'Build')?.access.map(({ verb }) => verb)).toEqual(['read'])
    expect(of(answer, 'Nothing')?.access).toEqual([])
    expect(of(answer, 'Viewer')?.access.map(({ verb }) => verb)).toEqual(['read'])
    const editor = of(answer, 'Editor')?.access ?? []
    expect(editor.map(({ verb }) => verb)).toEqual(['read', 'update', 'publish', 'unpublish', 'delete'])
    expect(editor[1]?.parts).toEqual([
      { locales: ['en', 'de'], fields: ['title'] },
      { locales: ['en'], fields: ['price'] },
    ])
    expect(of(answer, 'Owner')?.access.map(({ verb }) => verb)).toEqual(editor.map(({ verb }) => verb))
    expect(answer.hidden).toEqual({ tokens: 0, roles: 0, members: 0 })
  })

  test('leaves out what the asker may not read, and counts it', async () => {
    const app = await openShop(databases)
    const grants = [allow(['content.read'], 'content')]
    await app.role('Readers', grants)
    const one = await app.expect(201, 'POST', `${path}/tokens`, {
      body: { kind: 'preview', name: 'One', role: 'Readers' },
    })
    await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'api', name: 'Two', grants } })
    const { token } = await app.member([
      allow(['content.read'], 'content', { conditions: { locales: ['de'] } }),
      allow(['tokens.read'], `tokens:${one.id}`),
    ])
    const answer = await access(app, token)
    expect(answer.items.map(({ holder }: Item) => holder.name)).toEqual(['One'])
    expect(answer.items[0].access).toEqual([
      { verb: 'read', parts: [{ locales: ['de'], environments: ['production'] }], because: [] },
    ])
    expect(answer.hidden).toEqual({ tokens: 1, roles: 6, members: 2 })
    const stranger = await app.member([allow(['content.read'], 'content:posts'), allow(['tokens.read'], 'tokens')])
    await app.expect(404, 'GET', `${path}/entries/${app.home}/access`, { token: stranger.token })
  })

  test('comes in pages, each holder once', async () => {
    const app = await openShop(databases)
    for (const name of ['A', 'B', 'C'])
      await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name } })
    const whole = await access(app)
    const names: string[] = []
    for (let after = ''; ;) {
      const { items, next } = await access(app, undefined, `?limit=2${after}`)
      names.push(...items.map(({ holder }: Item) => holder.name))
      if (next === null) break
      after = `&after=${encodeURIComponent(next)}`
    }
    expect(names).toEqual(whole.items.map(({ holder }: Item) => holder.name))
  })

  const grant: fc.Arbitrary<Grant> = fc
    .record({
      effect: fc.constantFrom('allow', 'allow', 'allow', 'deny'),
      actions: fc.subarray(['content.read', 'content.update', 'content.publish'], { minLength: 1 }),
      resources: fc.constantFrom(['content'], ['content:pages'], ['content:pages:h*'], ['content:pages:about']),
      locales: fc.option(fc.subarray(['en', 'de'], { minLength: 1 }), { nil: undefined, freq: 2 }),
      status: fc.option(fc.subarray(['draft', 'published'] as const, { minLength: 1 }), { nil: undefined }),
      fields: fc.option(fc.constantFrom(['title'], ['price']), { nil: undefined }),
    })
    .map(({ effect, actions, resources, locales, status, fields }) => {
      const keeps =
        fields !== undefined &&
        (effect === 'deny' ? actions.join() === 'content.update' : actions.includes('content.update'))
      const conditions = { ...(locales && { locales }), ...(status && { status }) }
      return {
        effect,
        actions,
        resources,
        ...(keeps && { fields }),
        ...(Object.keys(conditions).length > 0 && { conditions }),
      }
    })

  test('is what each request would be answered, for random grants', { timeout: 120_000 }, async () => {
    const app = await openShop(databases)
    const make = (kind: string) => app.expect(201, 'POST', `${path}/tokens`, { body: { kind, name: kind, grants: [] } })
    const [api, delivery] = [await make('api'), await make('delivery')]
    let allowed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 4 }), async (grants) => {
        for (const { id } of [api, delivery])
          await app.expect(200, 'PATCH', `${path}/tokens/${id}`, { body: { grants } })
        const answer = await access(app)
        const may = (name: string, verb: string, locale: string, field?: string) =>
          of(answer, name)
            ?.access.find((each) => each.verb === verb)
            ?.parts.some(
              (part) => part.locales.includes(locale) && (field === undefined || part.fields.includes(field)),
            ) ?? false
        const call = async (method: string, url: string, token: string, body?: unknown) =>
          (await app.call(method, url, { token, ...(body !== undefined && { body }) })).status === 200
        for (const locale of ['en', 'de']) {
          const shown = await call('GET', `${path}/entries/${app.home}?locale=${locale}`, api.secret)
          expect([grants, 'read', locale, may('api', 'read', locale)]).toEqual([grants, 'read', locale, shown])
          const delivered = await call(
            'GET',
            `/delivery/v1/spaces/shop/content/pages/home?locale=${locale}`,
            delivery.secret,
          )
          expect([grants, 'deliver', locale, may('delivery', 'read', locale)]).toEqual([
            grants,
            'deliver',
            locale,
            delivered,
          ])
          const fields = { title: 'x', ...(locale === 'en' && { price: 1 }) }
          for (const [field, value] of Object.entries(fields)) {
            const body = { fields: { [field]: value } }
            const saved = await call('PATCH', `${path}/entries/${app.home}?locale=${locale}`, api.secret, body)
            expect([grants, field, locale, may('api', 'update', locale, field)]).toEqual([grants, field, locale, saved])
            if (saved) allowed += 1
          }
          const published = await call('POST', `${path}/entries/${app.home}/publish`, api.secret, { locales: [locale] })
          expect([grants, 'publish', locale, may('api', 'publish', locale)]).toEqual([
            grants,
            'publish',
            locale,
            published,
          ])
        }
      }),
      { numRuns: 30 },
    )
    expect(allowed).toBeGreaterThan(5)
  })
})
