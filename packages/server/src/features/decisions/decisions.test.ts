import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/spaces/shop'

function allow(actions: readonly string[], resource: string) {
  return { effect: 'allow', actions, resources: [resource] } as const
}

const readPages = allow(['content.read'], 'content:pages')
const denyPrice = {
  effect: 'deny',
  actions: ['content.update'],
  resources: ['content:pages'],
  fields: ['price'],
} as const

async function makeApi(app: People, grants: readonly unknown[]): Promise<string> {
  return (await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'api', name: 'A', grants } })).id
}

/** A type with one draft, `home`, put there by hand: only its facts matter here. */
async function makePages({ database, owner, space, services, clock, ...app }: People): Promise<void> {
  const fields = [{ id: 'title', type: 'text' }]
  const type = await app.expect(201, 'POST', `${path}/content-types`, {
    body: { slug: 'pages', name: 'Pages', fields },
  })
  const by = { created_by_kind: 'account', created_by_id: owner.id } as const
  await database.write((tx) =>
    tx
      .insertInto('entries')
      .values({
        space_id: space.id,
        branch_id: 'main',
        id: services.newId(),
        serial: 1,
        type_id: type.id,
        slug: 'home',
        state: 'draft',
        changed: 0,
        version: 1,
        published_at: null,
        ...by,
        updated_by_kind: null,
        updated_by_id: null,
        deleted_at: null,
        created_at: clock.now,
        updated_at: clock.now,
      })
      .execute(),
  )
}

describeEachDatabase('explaining a token', (databases) => {
  const ask = (app: People, id: string, body: object, token?: string) =>
    app.expect(200, 'POST', `${path}/tokens/${id}/explain`, { body, ...(token !== undefined && { token }) })

  test('names the grant that allows, layer by layer', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPages])
    expect(await ask(app, id, { action: 'content.read', type: 'pages', entry: 'home' })).toEqual({
      allowed: true,
      sentence: 'Allowed by its grants: “allow content.read on content:pages”.',
      layers: [
        { layer: 'kind', allowed: true, because: [] },
        { layer: 'grants', allowed: true, because: [readPages] },
      ],
    })
  })

  test('names the deny that refuses, and proposes nothing', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [allow(['content.update'], 'content:pages'), denyPrice])
    const body = { action: 'content.update', type: 'pages', entry: 'home', fields: ['title', 'price'] }
    const answer = await ask(app, id, body)
    expect(answer).toMatchObject({ allowed: false, layers: [{}, { layer: 'grants', because: [denyPrice] }] })
    expect(answer.missing_grant).toBeUndefined()
  })

  test('says the grant that is missing, and with it the answer is yes', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPages])
    const body = { action: 'content.update', type: 'pages', entry: 'home', fields: ['title'] }
    const { allowed, missing_grant } = await ask(app, id, body)
    expect(allowed).toBe(false)
    await app.expect(200, 'PATCH', `${path}/tokens/${id}`, { body: { grants: [readPages, missing_grant] } })
    expect((await ask(app, id, body)).allowed).toBe(true)
  })

  test('names the kind where no call for the action takes it', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [allow(['*'], '*')])
    const answer = await ask(app, id, { action: 'roles.read', resource: 'roles:x' })
    expect(answer).toMatchObject({
      allowed: false,
      sentence: 'Refused by its kind: nothing there reaches roles.read on roles:x.',
    })
  })

  test('names the mode of a management token', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'management', name: 'M' } })
    expect((await ask(app, id, { action: 'content.read', type: 'pages' })).allowed).toBe(true)
    expect(await ask(app, id, { action: 'content.update', type: 'pages' })).toMatchObject({
      allowed: false,
      layers: [
        { layer: 'kind', allowed: true },
        { layer: 'scope', allowed: false },
        { layer: 'branch', allowed: true },
        { layer: 'kind', allowed: true },
      ],
    })
  })

  test('reads the facts of an entry that exists: what is a draft is not delivered', async () => {
    const app = await openPeople(databases)
    await makePages(app)
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'D' } })
    const body = { action: 'content.read', type: 'pages', entry: 'home' }
    expect((await ask(app, id, body)).allowed).toBe(false)
    await app.database.write((tx) => tx.updateTable('entries').set({ state: 'published' }).execute())
    expect((await ask(app, id, body)).allowed).toBe(true)
  })

  test('tells nothing about an entry that the asker may not read', async () => {
    const app = await openPeople(databases)
    await makePages(app)
    const archived = { ...allow(['content.read'], 'content'), conditions: { status: ['archived'] } } as const
    const id = await makeApi(app, [archived])
    const { token } = await app.member([allow(['tokens.read'], 'tokens')])
    const about = async (entry: string) => {
      const answer = await ask(app, id, { action: 'content.read', type: 'pages', entry, status: 'archived' }, token)
      return JSON.stringify(answer).replaceAll(entry, '…')
    }
    expect(await about('home')).toBe(await about('none'))
  })

  test('names no grant of a role that the asker may not read', async () => {
    const app = await openPeople(databases)
    await app.role('Pages', [readPages])
    const made = { kind: 'delivery', name: 'D', role: 'Pages' }
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: made })
    const { token } = await app.member([allow(['tokens.read'], 'tokens')])
    const body = { action: 'content.read', type: 'pages', status: 'published' }
    const named = (answer: { layers: { layer: string; because: unknown[] }[] }) =>
      answer.layers.find(({ layer }) => layer === 'role')?.because
    expect(named(await ask(app, id, body))).toEqual([readPages])
    expect(named(await ask(app, id, body, token))).toEqual([])
  })

  test('a token that has ended opens nothing, whatever its grants say', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [readPages])
    await app.expect(200, 'POST', `${path}/tokens/${id}/deactivate`)
    expect(await ask(app, id, { action: 'content.read', type: 'pages' })).toEqual({
      allowed: false,
      sentence: 'Refused: the token is inactive.',
      layers: [],
    })
  })

  test('is for who may read that very token', async () => {
    const app = await openPeople(databases)
    const [one, other] = [await makeApi(app, []), await makeApi(app, [])]
    const { token } = await app.member([allow(['tokens.read'], `tokens:${one}`)])
    const body = { action: 'content.read' }
    await app.expect(200, 'POST', `${path}/tokens/${one}/explain`, { token, body })
    await app.expect(404, 'POST', `${path}/tokens/${other}/explain`, { token, body })
  })

  test('points at what makes no sense in a question', async () => {
    const app = await openPeople(databases)
    const id = await makeApi(app, [])
    const pointers = async (body: object) =>
      (await app.expect(422, 'POST', `${path}/tokens/${id}/explain`, { body })).errors.map(
        (issue: { pointer: string }) => issue.pointer,
      )
    expect(await pointers({ action: 'content.raed' })).toEqual(['/action'])
    expect(await pointers({ action: 'roles.read', type: 'pages', resource: 'tokens:x', fields: ['a'] })).toEqual([
      '/type',
      '/resource',
      '/fields',
    ])
    expect(await pointers({ action: 'content.read', entry: 'home' })).toEqual(['/type'])
  })
})

describeEachDatabase('explaining a role', (databases) => {
  test('answers from its grants, by id and by name', async () => {
    const app = await openPeople(databases)
    const id = await app.role('Pages', [readPages])
    const body = { action: 'content.read', type: 'pages', entry: 'home' }
    for (const role of [id, 'Pages']) {
      expect(await app.expect(200, 'POST', `${path}/roles/${role}/explain`, { body })).toMatchObject({
        allowed: true,
        layers: [{ layer: 'role', allowed: true, because: [readPages] }],
      })
    }
    const refused = await app.expect(200, 'POST', `${path}/roles/Pages/explain`, { body: { ...body, type: 'posts' } })
    expect(refused).toMatchObject({ allowed: false, missing_grant: { actions: ['content.read'] } })
  })

  test('is for who may read that very role', async () => {
    const app = await openPeople(databases)
    const { token } = await app.member([allow(['roles.read'], 'roles:none')])
    await app.expect(404, 'POST', `${path}/roles/Viewer/explain`, { token, body: { action: 'content.read' } })
  })
})
