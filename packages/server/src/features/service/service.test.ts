import { problems } from '@latchkey/contract/problems'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'

const anyone = { token: null }

describeEachDatabase('the service', (databases) => {
  test('is healthy while its database answers, and unavailable when it does not', async () => {
    const app = await openTestApp(databases)
    expect(await app.expect(200, 'GET', '/health', anyone)).toEqual({ status: 'ok' })
    const away = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
    const database = Object.create(app.database, { health: { value: away } })
    const cutOff = await openTestApp(databases, { beside: { ...app, database } })
    await cutOff.expect(503, 'GET', '/health', anyone)
  })

  test('shows its API to anyone, as the document and as the catalogue', async () => {
    const app = await openTestApp(databases)
    const document = await app.expect(200, 'GET', '/openapi.json', anyone)
    expect(document).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/v1/spaces': { get: { operationId: 'spaces.list' } } },
    })
    const catalogue = await app.expect(200, 'GET', '/api/v1/catalogue', anyone)
    expect(catalogue.actions).toContainEqual({
      name: 'roles.read',
      conditions: ['own'],
      operations: expect.arrayContaining(['roles.list', 'roles.show']),
    })
    expect(catalogue.field_kinds).toContainEqual({
      type: 'markdown',
      limits: ['min_length', 'max_length', 'pattern'],
      unique: false,
      filterable: true,
      listable: true,
    })
    expect(catalogue.operations).toContainEqual(
      expect.objectContaining({ id: 'roles.create', action: 'roles.create', access: 'write' }),
    )
  })

  test('tells what a problem means, and every problem that it answers leads there', async () => {
    const app = await openTestApp(databases)
    const { type } = (await app.call('GET', '/api/v1/spaces', anyone)).body
    const { slug, status, title, description } = problems.missingToken
    expect(await app.expect(200, 'GET', type, anyone)).toEqual({
      type: `/problems/${slug}`,
      title,
      status,
      description,
    })
    await app.expect(404, 'GET', '/problems/no-such-problem', anyone)
  })

  test('counts its answers by operation and status, and nothing that a request named', async () => {
    const app = await openTestApp(databases)
    await app.expect(200, 'GET', '/api/v1/spaces/shop')
    await app.expect(404, 'GET', '/api/v1/spaces/nowhere')
    await app.expect(404, 'GET', '/no/such/path')
    const { headers, payload } = await app.app.server.inject('/metrics')
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(payload).toContain('latchkey_request_duration_seconds_count{operation="spaces.show",status="200"} 1')
    expect(payload).toContain('latchkey_request_duration_seconds_count{operation="spaces.show",status="404"} 1')
    expect(payload).toContain('latchkey_request_duration_seconds_count{operation="none",status="404"} 1')
    expect(payload).toContain('process_cpu_seconds_total')
    expect(payload).not.toMatch(/shop|nowhere|lk_ses/)
  })

  test('has a page to read the document with, which loads nothing from elsewhere', async () => {
    const app = await openTestApp(databases)
    const get = (url: string) => app.app.server.inject(url)
    const page = await get('/docs')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; connect-src 'self'/)
    const sources = [...page.payload.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => String(source))
    expect(sources.length).toBeGreaterThan(3)
    for (const source of sources) {
      expect(source).toMatch(/^\/docs\//)
      expect((await get(source)).statusCode).toBe(200)
    }
    expect((await get('/docs/json')).json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Latchkey' } })
  })
})
