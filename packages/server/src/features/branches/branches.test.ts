import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { contentOf, delivery, makeBranch, openBranchApp, path, writePages } from '../../test-support/branch-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'

const branches = `${path}/branches`
const aliases = `${path}/aliases`

async function tokenOf(app: TestApp, body: object): Promise<{ id: string; secret: string; version: number }> {
  return app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'Site', ...body } })
}

const statusOf = async (app: TestApp, token: string, branch: string) =>
  (await app.call('GET', `${delivery}/content/pages?branch=${branch}`, { token })).status

describeEachDatabase('branches', (databases) => {
  test('are created, listed, shown, renamed and deleted', async () => {
    const app = await openBranchApp(databases)
    const made = await makeBranch(app, 'next')
    expect(made).toMatchObject({ name: 'next', state: 'creating', source: { id: 'main', name: 'main' } })
    expect((await app.expect(200, 'GET', branches)).items.map(({ name }: { name: string }) => name)).toEqual([
      'main',
      'next',
    ])
    const renamed = await app.expect(200, 'PATCH', `${branches}/next`, { body: { name: 'later' } })
    expect(await app.expect(200, 'GET', `${branches}/${made.id}`)).toEqual(renamed)
    await app.expect(422, 'GET', `${path}/entries?branch=next`)
    await app.expect(204, 'DELETE', `${branches}/later`)
    await app.expect(422, 'GET', `${path}/entries?branch=later`)
    await app.expect(404, 'GET', `${branches}/later`)
    await makeBranch(app, 'later')
  })

  test('share their names with aliases, and the main one keeps its own', async () => {
    const app = await openBranchApp(databases)
    await makeBranch(app, 'next')
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'main' } })
    await app.expect(409, 'POST', branches, { body: { name: 'live' } })
    await app.expect(409, 'POST', branches, { body: { name: 'next' } })
    await app.expect(409, 'PUT', `${aliases}/next`, { body: { branch: 'main' } })
    await app.expect(409, 'PATCH', `${branches}/main`, { body: { name: 'other' } })
    await app.expect(409, 'DELETE', `${branches}/main`)
    const problem = await app.expect(422, 'POST', branches, { body: { name: 'b', source: 'nothing' } })
    expect(problem.errors).toEqual([{ pointer: '/source', detail: 'There is no branch nothing in reach.' }])
  })

  test('stay while something stands in the way, which the refusal names', async () => {
    const app = await openBranchApp(databases)
    await makeBranch(app, 'next')
    const token = await tokenOf(app, { branches: ['next'] })
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'next' } })
    const problem = await app.expect(409, 'DELETE', `${branches}/next`)
    expect(problem.detail).toContain('Aliases stand for it: live.')
    expect(problem.detail).toContain(`Site (${token.id})`)
    await app.expect(204, 'DELETE', `${aliases}/live`)
    await app.expect(200, 'PATCH', `${path}/tokens/${token.id}`, { body: { branches: ['main', 'next'] } })
    await app.expect(204, 'DELETE', `${branches}/next`)
    expect(await app.expect(200, 'GET', `${path}/tokens/${token.id}`)).toMatchObject({ branches: ['main'] })
  })

  test('go with what is on them alone; what others show stays', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 4)
    const before = await contentOf(app, 'main')
    const { id } = await makeBranch(app, 'next')
    await writePages(app, 6, 'next')
    await app.expect(204, 'DELETE', `${branches}/next`)
    await app.app.runner.runDue()
    expect(Object.values(await contentOf(app, id)).flat()).toEqual([])
    expect(await contentOf(app, 'main')).toEqual(before)
    const left = await app.database.read((db) => db.selectFrom('revisions').select('branch_id').distinct().execute())
    expect(left).toEqual([{ branch_id: 'main' }])
    await app.expect(200, 'GET', `${delivery}/content/pages/page-0`)
  })

  test('are published to one or several environments, each by locale', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 2)
    await makeBranch(app, 'next')
    const page = `${path}/entries/page-1`
    const query = 'type=pages&branch=next'
    await app.expect(200, 'PATCH', `${page}?${query}&locale=de`, { body: { fields: { title: 'Seite' } } })
    const body = { environments: ['production', 'staging'], locales: ['de', 'en'] }
    await app.expect(200, 'POST', `${page}/publish?${query}`, { body })
    for (const environment of ['production', 'staging']) {
      const read = (branch: string) =>
        app.call('GET', `${delivery}/content/pages/page-1?environment=${environment}&locale=de&branch=${branch}`)
      expect((await read('next')).body.fields.title).toBe('Seite')
      expect((await read('main')).status).toBe(404)
    }
    await app.expect(201, 'POST', `${path}/environments`, { body: { slug: 'qa' } })
    await app.expect(200, 'POST', `${page}/publish?${query}`, { body: { environments: ['qa'] } })
    expect((await app.call('GET', `${delivery}/content/pages/page-1?environment=qa&branch=next`)).status).toBe(200)
  })

  test('are not changed by management tokens, which see those that they may name', async () => {
    const app = await openBranchApp(databases)
    await makeBranch(app, 'next')
    await makeBranch(app, 'secret')
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'secret' } })
    const made = { kind: 'management', mode: 'read-write', branches: ['main', 'next'], aliases: ['live'] }
    const { secret: token } = await tokenOf(app, made)
    const { items } = await app.expect(200, 'GET', branches, { token })
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['main', 'next'])
    const found = await app.expect(200, 'GET', aliases, { token })
    expect(found.items).toMatchObject([{ name: 'live', branch: null }])
    await app.expect(404, 'GET', `${branches}/secret`, { token })
    await app.expect(403, 'POST', branches, { token, body: { name: 'b' } })
    await app.expect(403, 'DELETE', `${branches}/next`, { token })
  })
})

describeEachDatabase('the branches of a token', (databases) => {
  test('are named when it is made, and take effect at once when they change', async () => {
    const app = await openBranchApp(databases)
    await makeBranch(app, 'next')
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'next' } })
    const { id, secret } = await tokenOf(app, { branches: ['main'], aliases: ['live'] })
    const reach = () => Promise.all(['main', 'next', 'live'].map((name) => statusOf(app, secret, name)))
    expect(await reach()).toEqual([200, 422, 200])
    const change = (body: object) => app.expect(200, 'PATCH', `${path}/tokens/${id}`, { body })
    expect(await change({ branches: ['next'] })).toMatchObject({ branches: ['next'], aliases: ['live'] })
    expect(await reach()).toEqual([422, 200, 200])
    await change({ branches: 'all', aliases: [] })
    expect(await reach()).toEqual([200, 200, 422])
    await makeBranch(app, 'another')
    expect(await statusOf(app, secret, 'another')).toBe(200)
  })

  test('exist, at least one of them, and only where the kind carries them', async () => {
    const app = await openBranchApp(databases)
    const refused = async (body: object) => {
      const problem = await app.expect(422, 'POST', `${path}/tokens`, { body: { name: 'T', ...body } })
      return problem.errors.map(({ pointer }: { pointer: string }) => pointer)
    }
    expect(await refused({ kind: 'delivery', branches: ['nothing'], aliases: ['none'] })).toEqual([
      '/branches/0',
      '/aliases/0',
    ])
    expect(await refused({ kind: 'delivery', branches: [] })).toEqual(['/branches'])
    expect(await refused({ kind: 'api', grants: [], branches: 'all' })).toEqual(['/branches'])
  })

  test('lose an alias that is deleted: a later one of its name is another', async () => {
    const app = await openBranchApp(databases)
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'main' } })
    const { secret } = await tokenOf(app, { branches: ['main'], aliases: ['live'] })
    const alone = await tokenOf(app, { aliases: ['live'] })
    expect((await app.expect(409, 'DELETE', `${aliases}/live`)).detail).toContain(alone.id)
    await app.expect(204, 'DELETE', `${path}/tokens/${alone.id}`)
    await app.expect(204, 'DELETE', `${aliases}/live`)
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'main' } })
    expect(await statusOf(app, secret, 'live')).toBe(422)
  })
})

describeEachDatabase('an alias', (databases) => {
  test('moves in one instant: no answer is of both branches, and none after the move is of the old one', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 4)
    await makeBranch(app, 'next')
    for (let index = 0; index < 4; index += 2) {
      const page = `${path}/entries/page-${index}`
      await app.expect(200, 'PATCH', `${page}?type=pages&branch=next`, { body: { fields: { title: 'next' } } })
      await app.expect(200, 'POST', `${page}/publish?type=pages&branch=next`, { body: {} })
    }
    await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: 'main' } })
    const { secret } = await tokenOf(app, { aliases: ['live'] })
    // What the alias stood for while a request ran: a number for each move, even for main.
    let begun = 0
    let answered = 0
    const over = new AbortController()
    let reads = 0
    const hammer = async (token: string) => {
      while (!over.signal.aborted) {
        const from = answered
        const { status, body } = await app.call('GET', `${delivery}/content/pages?branch=live`, { token })
        expect(status).toBe(200)
        const titles: string[] = body.items.map((item: { fields: { title: string } }) => item.fields.title)
        const isNext = titles.every((title) => title === 'next')
        const isMain = titles.every((title) => title !== 'next')
        expect(titles.length === 2 && (isNext || isMain)).toBe(true)
        const possible = Array.from({ length: begun - from + 1 }, (_move, index) => (from + index) % 2 === 1)
        expect(possible).toContain(isNext)
        reads += 1
        // Kept answers come without any wait: others get their turn here.
        await nextTick()
      }
    }
    const readers = [hammer(secret), hammer(secret), hammer(app.owner.token)]
    try {
      for (let move = 1; move <= 10; move += 1) {
        begun = move
        await app.expect(200, 'PUT', `${aliases}/live`, { body: { branch: move % 2 === 1 ? 'next' : 'main' } })
        answered = move
      }
    } finally {
      over.abort()
    }
    await Promise.all(readers)
    expect(reads).toBeGreaterThan(5)
  }, 60_000)
})
