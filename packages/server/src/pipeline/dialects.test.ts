import { updateAsset, uploadAsset } from '@latchkey/contract/assets/operations'
import { login } from '@latchkey/contract/session/operations'
import { createSpace, showSpace, updateSpace } from '@latchkey/contract/spaces/operations'
import { jsonBody, jsonPatchBody, memberOf } from '@latchkey/dialect-kit/body'
import type { Dialect, SpacePlace, VendorRequest, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../database/test-databases.ts'
import { openTestApp, type TestApp } from '../test-support/test-app.ts'
import { newPerson } from '../test-support/test-people.ts'
import { formOf } from '../test-support/upload.ts'

/** A space by its number, slug or id. */
const inPath: SpacePlace = { in: 'path', parameter: 'space', read: (text) => serialOf(text) ?? text }
const inHeader: SpacePlace = { in: 'header', header: 'x-space', read: (text) => serialOf(text) ?? text }

function* name({ space }: VendorRequest): Plan {
  const shown = yield* call(showSpace, { params: { space: space.id } })
  return { status: 200, body: { name: shown.name } }
}

function* echo({ body, headers }: VendorRequest): Plan {
  yield* []
  return { status: 200, body: { body, headers } }
}

function* change({ space, params, body, headers }: VendorRequest): Plan {
  const version = headers['x-version']
  const { file_name } = yield* call(updateAsset, {
    params: { space: space.id, asset: params['file'] ?? '' },
    body: { file_name: String(memberOf(body, 'name')) },
    ...(version !== undefined && { ifMatch: Number(version) }),
  })
  return { status: 200, body: { file_name } }
}

function* take({ space, body, file }: VendorRequest): Plan {
  const made = yield* call(uploadAsset, {
    params: { space: space.id },
    body: { file_name: file.fileName ?? 'file' },
    file,
  })
  return { status: 201, body: { fields: body, file: made } }
}

function* logIn({ body }: VendorRequest): Plan {
  const email = String(memberOf(body, 'email'))
  const password = String(memberOf(body, 'password'))
  const result = yield* call(login, { body: { email, password } })
  return { status: 200, body: result }
}

const read = { method: 'GET', query: [], kept: false, operation: showSpace } as const
const write = { method: 'POST', query: [], kept: false, operation: updateSpace } as const

const routes: readonly VendorRoute[] = [
  { ...read, path: '/spaces/{space}', space: inPath, plan: name },
  { ...read, path: '/spaces/{space}/name', space: inPath, kept: true, plan: name },
  { ...read, path: '/stack', space: inHeader, plan: name },
  { ...write, path: '/spaces/{space}/files/{file}', method: 'PUT', space: inPath, body: jsonBody, plan: change },
  { ...write, path: '/spaces/{space}', method: 'DELETE', space: inPath, plan: echo },
  { ...write, path: '/spaces/{space}', method: 'PATCH', space: inPath, body: jsonPatchBody, plan: echo },
  // As vendors do: a read in form, a write in effect.
  { ...write, path: '/spaces/{space}/publish', method: 'GET', space: inPath, plan: echo },
  {
    ...write,
    path: '/spaces/{space}/files',
    space: inPath,
    operation: uploadAsset,
    body: { is: 'form', file: 'upload[file]' },
    plan: take,
  },
  { ...write, path: '/spaces/{space}/bytes', space: inPath, operation: uploadAsset, body: { is: 'bytes' }, plan: take },
  { ...write, path: '/log-in', space: 'none', operation: login, caller: 'anyone', body: jsonBody, plan: logIn },
  {
    ...read,
    path: '/page',
    space: 'none',
    *plan() {
      yield* []
      return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: null, text: 'Hello' }
    },
  },
  {
    ...read,
    path: '/secret',
    space: 'none',
    operation: login,
    caller: 'anyone',
    *plan() {
      const spaces = yield* call(showSpace, { params: { space: 'shop' } })
      return { status: 200, body: spaces }
    },
  },
  {
    ...write,
    path: '/spaces',
    space: 'none',
    operation: createSpace,
    body: jsonBody,
    *plan({ body, headers }) {
      const slug = String(memberOf(body, 'slug'))
      const idempotencyKey = headers['idempotency-key']
      const key = idempotencyKey === undefined ? {} : { idempotencyKey }
      const made = yield* call(createSpace, { body: { slug, name: slug }, ...key })
      return { status: 201, body: { id: made.id } }
    },
  },
]

const keyed: VendorSurface = {
  prefix: '/keyed',
  credentials: [
    { in: 'header', header: 'authorization', schemes: ['', 'Bearer'], kinds: ['session', 'personal'] },
    { in: 'header', header: 'authtoken', schemes: [''], kinds: ['session'] },
    { in: 'query', parameter: 'token', kinds: ['management'] },
  ],
  routes,
  answerRefusal: ({ problem, status }, { route, id }) => ({
    status,
    body: { problem, route: route?.path ?? null, hasId: id.length === 36 },
  }),
  origins: 'none',
  exposes: ['total'],
  reads: ['idempotency-key'],
}
const surface: VendorSurface = {
  ...keyed,
  prefix: '/api/v3',
  atRoot: true,
  origins: 'any',
  reads: ['x-version'],
  mediaType: 'application/vnd.example+json',
}
const example: Dialect = {
  name: 'example',
  title: 'Example',
  documentation: 'https://docs.example.com',
  snippets: [{ client: 'curl', language: 'shell', kinds: ['personal'], text: "curl '{{url}}/example/v2/stack'" }],
  surfaces: [surface, keyed],
}

const json = { 'content-type': 'application/json' }

describeEachDatabase('a dialect', (databases) => {
  let app: TestApp
  let serial: number
  /** A member of nothing: may ask, and gets in nowhere. */
  let stranger: string
  beforeAll(async () => {
    app = await openTestApp(databases, { dialects: [example], settings: { hosts: { 'api.example.com': '/example' } } })
    const space = await app.database.read((db) =>
      db.selectFrom('spaces').select('serial').where('id', '=', app.space.id).executeTakeFirstOrThrow(),
    )
    serial = space.serial
    stranger = (await newPerson(app, 'stranger')).token
  })
  const ask = (method: string, path: string, headers: Record<string, string> = {}, payload?: string | Buffer) =>
    app.app.server.inject({ method: method as 'GET', url: path, headers, ...(payload !== undefined && { payload }) })
  const asOwner = () => ({ authorization: app.owner.token })

  test('finds the token in one place, with or without its scheme, and nowhere twice', async () => {
    const { token } = app.owner
    const path = '/example/api/v3/spaces/shop'
    const some: readonly Record<string, string>[] = [
      { authorization: token },
      { authorization: `bearer ${token}` },
      { authtoken: token },
    ]
    for (const headers of some) expect((await ask('GET', path, headers)).statusCode).toBe(200)
    const without = await ask('GET', path)
    expect([without.statusCode, without.json()]).toMatchObject([401, { problem: 'missing-token' }])
    const none: readonly Record<string, string>[] = [
      { authorization: `Basic ${token}` },
      { authtoken: `Bearer ${token}` },
      { authorization: token, authtoken: token },
      { authorization: '' },
    ]
    for (const headers of none) {
      const answer = await ask('GET', path, headers)
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        { problem: 'invalid-token', route: '/spaces/{space}', hasId: true },
      ])
    }
    // In the place of another kind it is as good as none.
    expect((await ask('GET', `${path}?token=${token}`)).statusCode).toBe(401)
    expect((await ask('GET', `${path}?other=${token}`, asOwner())).json()).toMatchObject({ problem: 'misplaced-token' })
  })

  test('is about the space that its request names: by number, slug and id, in the path or a header', async () => {
    for (const named of [String(serial), 'shop', app.space.id]) {
      expect((await ask('GET', `/example/api/v3/spaces/${named}`, asOwner())).json()).toEqual({ name: 'Shop' })
      const there = await ask('GET', '/example/api/v3/stack', { ...asOwner(), 'x-space': named })
      expect(there.json()).toEqual({ name: 'Shop' })
    }
    expect((await ask('GET', '/example/api/v3/stack', asOwner())).json()).toMatchObject({
      problem: 'malformed-request',
    })
  })

  test('answers for a space that is not there as for one that the caller does not reach', async () => {
    const answers = await Promise.all(
      [String(serial), String(serial + 1), 'shop', 'nowhere', app.space.id, '%20'].map(async (named) => {
        const { statusCode, payload, headers } = await ask('GET', `/example/api/v3/spaces/${named}`, {
          authorization: stranger,
        })
        return { statusCode, payload, type: headers['content-type'] }
      }),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.statusCode).toBeGreaterThanOrEqual(403)
  })

  test('takes the bodies that its routes say, and `{}` where they say none', async () => {
    const path = '/example/api/v3/spaces/shop'
    expect((await ask('DELETE', path, { ...asOwner(), ...json }, '{}')).statusCode).toBe(200)
    expect((await ask('DELETE', path, asOwner())).statusCode).toBe(200)
    expect((await ask('DELETE', path, { ...asOwner(), ...json }, '{"a":1}')).json()).toMatchObject({
      problem: 'invalid-body',
    })
    const patch = [{ op: 'replace', path: '/name', value: 'New' }]
    const patched = (type: string) => ask('PATCH', path, { ...asOwner(), 'content-type': type }, JSON.stringify(patch))
    expect((await patched('application/json-patch+json; charset=utf-8')).json()).toMatchObject({ body: patch })
    expect((await patched('application/json')).json()).toMatchObject({ problem: 'unsupported-media-type' })
    const broken = await ask('PATCH', path, { ...asOwner(), 'content-type': 'application/json-patch+json' }, '[')
    expect(broken.json()).toMatchObject({ problem: 'malformed-json', route: '/spaces/{space}' })
    const held = await ask('POST', '/example/api/v3/spaces', { ...asOwner(), ...json }, `{"slug":"${app.owner.token}"}`)
    expect(held.json()).toMatchObject({ problem: 'misplaced-token' })
  })

  test('hands a file on as it comes, and gives a version to a call', async () => {
    const form = formOf({ 'upload[title]': 'Hello' }, { name: 'a.txt', bytes: 'hello' })
    const named = Buffer.from(form.payload.toString('latin1').replace('name="file"', 'name="upload[file]"'), 'latin1')
    const path = '/example/api/v3/spaces/shop/files'
    const sent = await ask('POST', path, { ...asOwner(), ...form.headers }, named)
    expect(sent.statusCode).toBe(201)
    const { fields, file } = sent.json()
    expect([fields, file]).toMatchObject([[['upload[title]', 'Hello']], { file_name: 'a.txt', bytes: 5 }])
    const bytes = await ask('POST', '/example/api/v3/spaces/shop/bytes', asOwner(), Buffer.from('hi there'))
    expect(bytes.json()).toMatchObject({ fields: null, file: { file_name: 'file', bytes: 8 } })
    expect((await ask('POST', path, { ...asOwner(), ...form.headers }, form.payload)).json()).toMatchObject({
      problem: 'malformed-request',
    })
    expect((await ask('POST', path, { authorization: stranger, ...form.headers }, named)).statusCode).toBe(403)

    const rename = (version: string) =>
      ask('PUT', `${path}/${file.id}`, { ...asOwner(), ...json, 'x-version': version }, '{"name":"b.txt"}')
    expect((await rename(String(file.version + 1))).json()).toMatchObject({ problem: 'version-conflict' })
    expect((await rename(String(file.version))).json()).toEqual({ file_name: 'b.txt' })
  })

  test('shows plans the headers that it says, and no others', async () => {
    const sent = { ...asOwner(), 'x-version': '7', 'x-other': '8', cookie: 'a=b' }
    const { headers } = (await ask('DELETE', '/example/api/v3/spaces/shop', sent)).json()
    expect(headers).toEqual({ 'x-version': '7' })
  })

  test('lets anybody ask where our own operation is open, and nowhere else', async () => {
    const wrong = await ask(
      'POST',
      '/example/api/v3/log-in',
      json,
      '{"email":"a@example.com","password":"no such word"}',
    )
    expect(wrong.json()).toMatchObject({ problem: 'wrong-credentials' })
    expect(wrong.headers['set-cookie']).toBeUndefined()
    expect((await ask('GET', '/example/api/v3/secret')).json()).toMatchObject({ problem: 'missing-token' })
    // A token that comes along is not looked at.
    expect((await ask('GET', '/example/api/v3/secret', asOwner())).json()).toMatchObject({ problem: 'missing-token' })
  })

  test('answers in its media type, as text, and with nothing', async () => {
    const shown = await ask('GET', '/example/api/v3/spaces/shop', asOwner())
    expect(shown.headers['content-type']).toBe('application/vnd.example+json; charset=utf-8')
    const kept = await ask('GET', '/example/api/v3/spaces/shop/name', asOwner())
    expect(kept.headers).toMatchObject({ 'content-type': 'application/vnd.example+json', etag: expect.any(String) })
    const text = await ask('GET', '/example/api/v3/page', asOwner())
    expect([text.headers['content-type'], text.payload]).toEqual(['text/plain', 'Hello'])
  })

  test('tells browsers what each surface takes', async () => {
    const open = await ask('OPTIONS', '/example/api/v3/spaces/shop')
    expect(open.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'HEAD, GET, PUT, DELETE, PATCH, POST',
      'access-control-allow-headers': '*, authorization, authtoken',
    })
    const closed = await ask('OPTIONS', '/example/keyed/spaces/shop')
    expect([closed.statusCode, closed.headers['access-control-allow-origin']]).toEqual([204, undefined])
  })

  test('does nothing for HEAD where a GET would write', async () => {
    expect((await ask('GET', '/example/api/v3/spaces/shop/publish', asOwner())).statusCode).toBe(200)
    expect((await ask('HEAD', '/example/api/v3/spaces/shop/publish', asOwner())).statusCode).toBe(405)
    expect((await ask('HEAD', '/example/api/v3/spaces/shop', asOwner())).statusCode).toBe(200)
  })

  test('repeats a write under its key where it reads one, and refuses the key where it does not', async () => {
    const key = { ...asOwner(), ...json, 'idempotency-key': 'once' }
    const twice = [1, 2].map(() => () => ask('POST', '/example/keyed/spaces', key, '{"slug":"second"}'))
    const [one, two] = [await twice[0]!(), await twice[1]!()]
    expect([one.statusCode, two.json()]).toEqual([201, one.json()])
    expect((await ask('POST', '/example/api/v3/spaces', key, '{"slug":"third"}')).json()).toMatchObject({
      problem: 'key-not-honoured',
    })
  })

  test('stands at the root and by a host name where that is said', async () => {
    const path = '/api/v3/spaces/shop'
    expect((await ask('GET', path, asOwner())).json()).toEqual({ name: 'Shop' })
    expect((await ask('GET', path, { ...asOwner(), host: 'api.example.com' })).json()).toEqual({ name: 'Shop' })
    expect((await ask('GET', '/keyed/spaces/shop', asOwner())).statusCode).toBe(404)
    expect((await ask('GET', '/keyed/spaces/shop', { ...asOwner(), host: 'api.example.com' })).statusCode).toBe(200)
    // By that name nothing else is there.
    expect((await ask('GET', '/api/v1/spaces', { ...asOwner(), host: 'api.example.com' })).statusCode).toBe(404)
    expect((await ask('GET', '/api/v3/nothing', asOwner())).json()).toMatchObject({ problem: 'not-found', route: null })
  })

  test('counts and tells what was done as the operation that it is about', async () => {
    const trail = await app.expect(200, 'GET', '/api/v1/spaces/shop/activity?limit=100')
    expect(trail.items.map(({ operation }: { operation: string }) => operation)).toContain('assets.upload')
  })
})
