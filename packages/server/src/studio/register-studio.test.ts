import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { makeTestFolder } from '../database/test-folder.ts'
import { registerStudio } from './register-studio.ts'

const folder = makeTestFolder('studio')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const script = `console.log('studio')`.padEnd(4000)
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><script nonce="{{nonce}}"></script><link nonce="{{nonce}}">')
writeFileSync(join(folder, 'assets/index-a1.js'), script)
writeFileSync(join(folder, 'assets/secret.pem'), 'nothing that a page loads')

function open(site: string | null, publicUrl: string | null = null) {
  const server = fastify()
  server.setNotFoundHandler((_request, reply) => reply.code(404).send('nothing'))
  registerStudio(server, { site, publicUrl })
  afterAll(() => server.close())
  const get = (url: string, headers: Record<string, string> = {}) =>
    server.inject({ url, headers: { host: 'localhost:4010', ...headers } })
  return get
}

const get = open(folder)

test.each([
  '/studio',
  '/studio/',
  '/studio/spaces/shop/tokens/new',
  '/reset-password',
  '/confirm-email',
  '/sso/callback?code=x&state=y',
])('%s is the page of the studio', async (url) => {
  const { statusCode, body, headers } = await get(url)
  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(body).toContain('<!doctype html>')
})

test('every answer has a nonce of its own, and nothing else runs', async () => {
  const pages = await Promise.all([get('/studio'), get('/studio')])
  const nonces = pages.map(({ body, headers }) => {
    const [, nonce = ''] = /nonce="([\w-]{24})"/.exec(body) ?? []
    expect(body).not.toContain('{{nonce}}')
    expect(body.split(nonce)).toHaveLength(3)
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toContain(`script-src 'nonce-${nonce}'`)
    expect(policy).toContain(`style-src 'nonce-${nonce}'`)
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]))
    expect(policy.join()).not.toContain('unsafe')
    return nonce
  })
  expect(nonces[0]).not.toBe(nonces[1])
})

test('a page is kept by nobody, framed by nobody, and alone in its group of windows', async () => {
  const { headers } = await get('/studio')
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
})

test('its files are kept for good, and sent as small as the browser takes them', async () => {
  const plain = await get('/studio/assets/index-a1.js')
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  })
  expect(plain.body).toBe(script)
  const coded = await get('/studio/assets/index-a1.js', { 'accept-encoding': 'gzip, br' })
  expect(coded.headers['content-encoding']).toBe('br')
  expect(coded.rawPayload.length).toBeLessThan(script.length)
})

test.each(['nothing.js', 'secret.pem', '..%2Findex.html', '%2e%2e%2f%2e%2e%2fpackage.json'])(
  'there is no file %s',
  async (name) => {
    expect((await get(`/studio/assets/${name}`)).statusCode).toBe(404)
  },
)

test.each([
  ['127.0.0.1:4010', 'http://localhost:4010/studio/account?x=1'],
  ['[::1]:4010', 'http://localhost:4010/studio/account?x=1'],
])('a browser that has come to %s is led to localhost, where the cookie is given', async (host, location) => {
  const { statusCode, headers } = await get('/studio/account?x=1', { host })
  expect([statusCode, headers.location]).toEqual([307, location])
})

test.each(['localhost:4010', '10.0.0.7:4010', '127.0.0.1.example.com', 'content.example.com'])(
  'a browser that has come to %s stays there',
  async (host) => {
    expect((await get('/studio', { host })).statusCode).toBe(200)
  },
)

test('with a public URL nobody is led to localhost: proxies may ask under any name', async () => {
  const behind = open(folder, 'https://content.example.com')
  expect((await behind('/studio', { host: '127.0.0.1:4010' })).statusCode).toBe(200)
})

test('the root leads to the studio', async () => {
  expect((await get('/')).headers.location).toBe('/studio')
})

test('where it was not built, its address says which command builds it', async () => {
  const { statusCode, body } = await open(null)('/studio')
  expect(statusCode).toBe(503)
  expect(body).toContain('npm run build')
})
