import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const pointersOf = (problem: { errors: { pointer: string }[] }) => problem.errors.map(({ pointer }) => pointer)

describeEachDatabase('writing an entry', (databases) => {
  test('reports every mistake at its place', async () => {
    const app = await openContentApp(databases)
    const fields = {
      price: -1,
      colour: 'red',
      sections: [
        { block: 'text', title: 'A' },
        { block: 'text', title: 3 },
      ],
    }
    const problem = await app.expect(422, 'POST', entries, { body: { type: 'pages', fields } })
    expect(pointersOf(problem).toSorted()).toEqual([
      '/fields/colour',
      '/fields/hero_title',
      '/fields/price',
      '/fields/sections/1/title',
    ])
  })

  test('merges what is sent; null empties', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 3, code: 'x' })
    const { fields } = await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: null } } })
    expect(fields).toEqual({ hero_title: 'home', code: 'x' })
    const problem = await app.expect(422, 'PATCH', `${entries}/${id}`, { body: { fields: { hero_title: null } } })
    expect(pointersOf(problem)).toEqual(['/fields/hero_title'])
  })

  test('replaces all with PUT, which needs the version', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 3 })
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    const body = { fields: { hero_title: 'New' } }
    await app.expect(428, 'PUT', `${entries}/${id}`, { body })
    const stale = await app.expect(412, 'PUT', `${entries}/${id}`, { body, headers: { 'if-match': '"v1"' } })
    expect(stale.current_version).toBe(2)
    await app.expect(200, 'PUT', `${entries}/${id}`, { body, headers: { 'if-match': '"v2"' } })
    const { fields } = await app.expect(200, 'GET', `${entries}/${id}?locale=*`)
    expect(fields).toEqual({ hero_title: { en: 'New', de: 'Start' } })
  })

  test('honours If-Match on every write', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    const headers = { 'if-match': '"v7"' }
    for (const [method, path] of [
      ['PATCH', ''],
      ['POST', '/publish'],
      ['POST', '/unpublish'],
      ['POST', '/archive'],
      ['DELETE', ''],
    ] as const) {
      const body = method === 'PATCH' ? { fields: {} } : undefined
      const answer = await app.call(method, `${entries}/${id}${path}`, { headers, ...(body && { body }) })
      expect([path, answer.status]).toEqual([path, 412])
    }
  })

  test('takes all locales at once with locale=*', async () => {
    const app = await openContentApp(databases)
    const fields = { hero_title: { en: 'Home', de: 'Start' }, price: 1 }
    const { id } = await app.expect(201, 'POST', `${entries}?locale=*`, { body: { type: 'pages', fields } })
    expect((await app.expect(200, 'GET', `${entries}/${id}?locale=de`)).fields).toEqual({
      hero_title: 'Start',
      price: 1,
    })
    const wrong = { hero_title: { de: null, fr: 'Accueil' } }
    const problem = await app.expect(422, 'PATCH', `${entries}/${id}?locale=*`, { body: { fields: wrong } })
    expect(pointersOf(problem)).toEqual(['/fields/hero_title/fr'])
    const body = { fields: { hero_title: { de: null } } }
    const merged = await app.expect(200, 'PATCH', `${entries}/${id}?locale=*`, { body })
    expect(merged.fields.hero_title).toEqual({ en: 'Home' })
  })

  test('needs required fields in the default locale only', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_image: 'a.png' } } })
    const fields = { hero_title: 'Nur deutsch' }
    const problem = await app.expect(422, 'POST', `${entries}?locale=de`, { body: { type: 'pages', fields } })
    expect(problem.errors).toEqual([{ pointer: '/fields/hero_title', detail: expect.stringContaining('en') }])
  })

  test('keeps unique values apart, long ones to their end', async () => {
    const app = await openContentApp(databases)
    const first = await createPage(app, 'a', { code: `${'x'.repeat(300)}1` })
    await createPage(app, 'b', { code: `${'x'.repeat(300)}2` })
    const body = { type: 'pages', fields: { hero_title: 'c', code: `${'x'.repeat(300)}1` } }
    expect(pointersOf(await app.expect(422, 'POST', entries, { body }))).toEqual(['/fields/code'])
    await app.expect(200, 'PATCH', `${entries}/${first.id}`, { body: { fields: { code: `${'x'.repeat(300)}1` } } })
  })

  test('takes a reference to nothing, and refuses one to another type', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: { slug: 'people', fields: [] } })
    const person = await app.expect(201, 'POST', entries, { body: { type: 'people' } })
    await createPage(app, 'a', { next: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' })
    const body = { type: 'pages', fields: { hero_title: 'b', next: person.id } }
    expect(pointersOf(await app.expect(422, 'POST', entries, { body }))).toEqual(['/fields/next'])
  })

  test('finds a free slug for an entry that is sent none', async () => {
    const app = await openContentApp(databases)
    const body = { type: 'pages', fields: { hero_title: 'Ça va, Zoë?' } }
    expect((await app.expect(201, 'POST', entries, { body })).slug).toBe('ca-va-zoe')
    expect((await app.expect(201, 'POST', entries, { body })).slug).toBe('ca-va-zoe-2')
    const problem = await app.expect(409, 'POST', entries, { body: { ...body, slug: 'ca-va-zoe' } })
    expect(problem.type).toBe('/problems/slug-taken')
  })

  test('creates once for one Idempotency-Key', async () => {
    const app = await openContentApp(databases)
    const options = { body: { type: 'pages', fields: { hero_title: 'A' } }, headers: { 'idempotency-key': 'k' } }
    const first = await app.expect(201, 'POST', entries, options)
    expect(await app.expect(200, 'POST', entries, options)).toEqual(first)
    const other = { ...options, body: { type: 'pages', fields: { hero_title: 'B' } } }
    const problem = await app.expect(409, 'POST', entries, other)
    expect(problem.type).toBe('/problems/idempotency-conflict')
  })

  test('refuses an unknown type and an unknown locale', async () => {
    const app = await openContentApp(databases)
    expect(pointersOf(await app.expect(422, 'POST', entries, { body: { type: 'nope' } }))).toEqual(['/type'])
    const body = { type: 'pages', fields: { hero_title: 'A' } }
    const problem = await app.expect(400, 'POST', `${entries}?locale=fr`, { body })
    expect(problem.errors).toEqual([{ parameter: 'locale', detail: 'Unknown locale.' }])
  })

  test('keeps a singleton single', async () => {
    const app = await openContentApp(databases)
    const type = { slug: 'footer', singleton: true, fields: [{ id: 'text', type: 'text' }] }
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: type })
    await app.expect(201, 'POST', entries, { body: { type: 'footer' } })
    const problem = await app.expect(409, 'POST', entries, { body: { type: 'footer' } })
    expect(problem.detail).toContain('footer')
  })
})
