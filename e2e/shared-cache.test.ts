import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { describeDatabase } from '@latchkey/server/database/test-databases'

// H-2: a shared cache never hands an answer to the wrong or a revoked token. nginx, as it is installed, stands before the server.

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path))
const path = '/api/v1/spaces/shop/tokens'
const list = '/delivery/v1/spaces/shop/content/products'

interface Through {
  readonly status: number
  readonly body: string
  /** What the cache did: MISS, HIT, EXPIRED, … */
  readonly cache: string | undefined
}

/** A cache before a server, reached over a socket in a folder of its own. */
interface CachingProxy {
  get(url: string, headers: Readonly<Record<string, string>>): Promise<Through>
  stop(): Promise<void>
}

async function startProxy(binary: string, port: number): Promise<CachingProxy> {
  const folder = makeTestFolder('nginx')
  const socket = join(folder, 'socket')
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const configuration = `
    daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 64; }
    http {
      access_log off;
      ${places.map((place) => `${place}_temp_path ${folder}/${place};`).join('\n      ')}
      proxy_cache_path ${folder}/kept keys_zone=kept:1m;
      server {
        listen unix:${socket};
        location / {
          proxy_pass http://127.0.0.1:${port};
          proxy_cache kept;
          proxy_cache_key $request_uri;
          proxy_cache_revalidate on;
          add_header X-Cache $upstream_cache_status always;
        }
      }
    }`
  await writeFile(join(folder, 'nginx.conf'), configuration)
  const child = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  await vi.waitFor(() => listens(socket), { timeout: 20_000, interval: 50 })
  return {
    get: (url, headers) => getThrough(socket, url, headers),
    stop: () => ended(child).then(() => rm(folder, { recursive: true, force: true })),
  }
}

function listens(socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket, () => {
      connection.destroy()
      resolve()
    }).on('error', reject)
  })
}

function getThrough(socketPath: string, url: string, headers: Readonly<Record<string, string>>): Promise<Through> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ socketPath, path: url, headers, agent: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (body += part))
      answer.on('end', () => {
        const cache = answer.headers['x-cache']
        resolve({ status: answer.statusCode ?? 0, body, cache: Array.isArray(cache) ? cache[0] : cache })
      })
    })
    sent.on('error', reject).end()
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

// Skipped where nginx is not installed, as nothing else here needs it; CI installs it.
describe.skipIf(nginx === undefined)('through a caching proxy', () => {
  describeDatabase('sqlite', 'a shared cache', (databases) => {
    let app: TestApp
    let proxy: CachingProxy

    beforeAll(async () => {
      app = await openTestApp(databases)
      for (const slug of ['products', 'pages']) {
        await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
          body: { slug, fields: [{ id: 'name', type: 'text' }] },
        })
      }
      await app.expect(201, 'POST', '/api/v1/spaces/shop/entries', {
        body: { type: 'products', slug: 'red-shirt', fields: { name: 'Red shirt' } },
      })
      await app.expect(200, 'POST', '/api/v1/spaces/shop/entries/red-shirt/publish?type=products')
      await app.app.server.listen({ host: '127.0.0.1', port: 0 })
      const address = app.app.server.server.address()
      if (nginx === undefined || address === null || typeof address === 'string') throw new Error('Nothing listens.')
      proxy = await startProxy(nginx, address.port)
    }, 60_000)

    afterAll(async () => {
      await proxy.stop()
      await app.app.server.close()
    })

    const shareCaches = (shared_caches: boolean) =>
      app.expect(200, 'PATCH', '/api/v1/spaces/shop', { body: { shared_caches } })
    const issue = async (more: object = {}) => {
      const made = await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'Site', ...more } })
      return { id: made.id as string, as: { authorization: `Bearer ${made.secret as string}` } }
    }
    const revoke = (id: string) => app.expect(200, 'POST', `${path}/${id}/revoke`)

    test('keeps nothing where the space has not said so, though the token would let it', async () => {
      await shareCaches(false)
      const { id, as } = await issue({ cache_ttl: 3600 })
      const answers = [await proxy.get(list, as), await proxy.get(list, as)]
      expect(answers).toMatchObject([
        { status: 200, cache: 'MISS' },
        { status: 200, cache: 'MISS' },
      ])
      await revoke(id)
      expect((await proxy.get(list, as)).status).toBe(401)
    })

    test('asks each time where the token gives it no time, and a revoked token gets nothing', async () => {
      await shareCaches(true)
      const { id, as } = await issue()
      for (let time = 0; time < 2; time += 1) {
        const answer = await proxy.get(list, as)
        expect([answer.status, answer.cache === 'HIT']).toEqual([200, false])
      }
      await revoke(id)
      expect((await proxy.get(list, as)).status).toBe(401)
    })

    test('hands what it keeps to that token alone: a narrower and an unknown one get none of it', async () => {
      await shareCaches(true)
      const wide = await issue({ cache_ttl: 3600 })
      const pages = { effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }
      const narrow = await issue({ cache_ttl: 3600, grants: [pages] })
      const first = await proxy.get(list, wide.as)
      expect(first).toMatchObject({ status: 200, cache: 'MISS' })
      expect(await proxy.get(list, wide.as)).toEqual({ ...first, cache: 'HIT' })
      for (const headers of [narrow.as, { authorization: `${wide.as.authorization}x` }, {}]) {
        const answer = await proxy.get(list, headers)
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.body).not.toContain('red-shirt')
        expect(answer.cache).not.toBe('HIT')
      }
      expect(await proxy.get(list, wide.as)).toEqual({ ...first, cache: 'HIT' })
    })

    test('may hand a revoked token what it keeps for as long as the token said, and no longer', async () => {
      await shareCaches(true)
      const { id, as } = await issue({ cache_ttl: 2 })
      expect(await proxy.get(list, as)).toMatchObject({ status: 200 })
      await revoke(id)
      const within = await proxy.get(list, as)
      // On a slow machine the time may be over by now.
      expect([within.cache === 'HIT' ? 200 : 401, within.status]).toEqual([within.status, within.status])
      await vi.waitFor(async () => expect((await proxy.get(list, as)).status).toBe(401), {
        timeout: 20_000,
        interval: 100,
      })
    })

    test('asks on behalf of no token that works from some networks or origins alone', async () => {
      await shareCaches(true)
      const { as } = await issue({ allowed_networks: ['127.0.0.0/8'] })
      for (let time = 0; time < 2; time += 1) {
        expect(await proxy.get(list, as)).toMatchObject({ status: 200, cache: 'MISS' })
      }
    })

    test('keeps nothing that is asked for in the way of another platform', async () => {
      await shareCaches(true)
      const { as } = await issue({ cache_ttl: 3600 })
      const url = `/storyblok/v2/cdn/spaces/me?token=${as.authorization.replace('Bearer ', '')}`
      for (let time = 0; time < 2; time += 1) {
        expect(await proxy.get(url, {})).toMatchObject({ status: 200, cache: 'MISS' })
      }
    })

    test('keeps no refusal', async () => {
      await shareCaches(true)
      const { as } = await issue({ cache_ttl: 3600 })
      for (let time = 0; time < 2; time += 1) {
        expect(await proxy.get(`${list}/blue-shirt`, as)).toMatchObject({ status: 404, cache: 'MISS' })
      }
    })
  })
})
