import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/spaces/shop'
const seesSpaces = { effect: 'allow', actions: ['spaces.read'], resources: ['spaces'] } as const

async function makeHome(app: People): Promise<void> {
  const fields = ['title', 'price'].map((id) => ({ id, type: 'text' }))
  await app.expect(201, 'POST', `${path}/content-types`, { body: { slug: 'pages', fields } })
  await app.expect(201, 'POST', `${path}/entries`, { body: { type: 'pages', slug: 'home', fields: { title: 'Home' } } })
}

describeEachDatabase('asking what one may do oneself', (databases) => {
  const ask = async (app: People, token: string, ...questions: readonly object[]) =>
    (await app.expect(200, 'POST', `${path}/explain`, { token, body: { questions } })).answers

  test('is answered question by question, with what is missing told from what is forbidden', async () => {
    const app = await openPeople(databases)
    await makeHome(app)
    const { token } = await app.member([
      seesSpaces,
      { effect: 'allow', actions: ['content.read', 'content.update'], resources: ['content:pages'] },
      { effect: 'deny', actions: ['content.update'], resources: ['content:pages'], fields: ['price'] },
    ])
    const home = { type: 'pages', entry: 'home' }
    expect(
      await ask(
        app,
        token,
        { action: 'content.update', ...home, fields: ['title'] },
        { action: 'content.update', ...home, fields: ['price'] },
        { action: 'content.publish', ...home },
      ),
    ).toEqual([
      { allowed: true },
      { allowed: false, layer: 'owner', reason: 'deny' },
      { allowed: false, layer: 'owner', reason: 'no-allow' },
    ])
  })

  test('counts what one has created oneself, and what one would create', async () => {
    const app = await openPeople(databases)
    await makeHome(app)
    const own = { own: true } as const
    const { token } = await app.member([
      seesSpaces,
      { effect: 'allow', actions: ['content.read'], resources: ['content'] },
      { effect: 'allow', actions: ['content.create', 'content.delete'], resources: ['content'], conditions: own },
    ])
    await app.expect(201, 'POST', `${path}/entries`, { token, body: { type: 'pages', slug: 'mine' } })
    const answers = await ask(
      app,
      token,
      { action: 'content.create', type: 'pages' },
      { action: 'content.delete', type: 'pages', entry: 'mine' },
      { action: 'content.delete', type: 'pages', entry: 'home' },
    )
    expect(answers.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([true, true, false])
  })

  test('agrees with what is then done', async () => {
    const app = await openPeople(databases)
    await makeHome(app)
    const { token } = await app.member([
      seesSpaces,
      { effect: 'allow', actions: ['content.read'], resources: ['content'] },
      { effect: 'allow', actions: ['content.update'], resources: ['content:pages'], fields: ['title'] },
    ])
    for (const field of ['title', 'price']) {
      const [{ allowed }] = await ask(app, token, {
        action: 'content.update',
        type: 'pages',
        entry: 'home',
        fields: [field],
      })
      const body = { fields: { [field]: 'new' } }
      await app.expect(allowed ? 200 : 403, 'PATCH', `${path}/entries/home?type=pages`, { token, body })
    }
  })

  test('of a personal token, its scope counts', async () => {
    const app = await openPeople(databases)
    const body = { name: 'Reads', scope: { form: 'read' } }
    const { secret } = await app.expect(201, 'POST', '/api/v1/account/tokens', { body })
    expect(await ask(app, secret, { action: 'schema.read' }, { action: 'schema.create' })).toEqual([
      { allowed: true },
      { allowed: false, layer: 'scope', reason: 'no-allow' },
    ])
  })

  test('tells nothing of an entry that one may not read', async () => {
    const app = await openPeople(databases)
    await makeHome(app)
    const { token } = await app.member([
      seesSpaces,
      { effect: 'allow', actions: ['content.update'], resources: ['content'], conditions: { status: ['archived'] } },
    ])
    const about = (entry: string) => ask(app, token, { action: 'content.update', type: 'pages', entry })
    expect(await about('home')).toEqual(await about('none'))
  })

  test('points at each question that makes no sense', async () => {
    const app = await openPeople(databases)
    const questions = [{ action: 'content.read' }, { action: 'content.raed' }]
    const { errors } = await app.expect(422, 'POST', `${path}/explain`, { body: { questions } })
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/questions/1/action'])
  })
})
