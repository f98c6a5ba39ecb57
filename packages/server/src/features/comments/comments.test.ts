import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const reads: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content'] }
const allow = (actions: string[], conditions?: Grant['conditions']): Grant => ({
  effect: 'allow',
  actions,
  resources: ['comments'],
  ...(conditions && { conditions }),
})

describeEachDatabase('comments', (databases) => {
  async function openWithPage(): Promise<{ app: TestApp; path: string }> {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    return { app, path: `${entries}/${id}/comments` }
  }
  const say = (app: TestApp, path: string, text: string, more: object = {}, token?: string) => {
    // The order of comments is that of their times.
    app.clock.now += 1
    return app.expect(201, 'POST', path, { body: { text, ...more }, ...(token !== undefined && { token }) })
  }
  const textsOf = (page: { items: { text: string }[] }) => page.items.map(({ text }) => text)

  test('are written, answered, listed with their authors, and shown', async () => {
    const { app, path } = await openWithPage()
    const first = await say(app, path, 'Is this right?')
    const ada = await newMember(app, 'Ada', 'Editor')
    const answer = await say(app, path, 'Yes.', { thread: first.id }, ada.token)
    expect(first).toMatchObject({ thread: first.id, author: 'Owner', resolved_at: null })
    expect(answer).toMatchObject({ thread: first.id, author: 'Ada', created_by: `account:${ada.id}` })
    const { items, total } = await app.expect(200, 'GET', `${path}?count=true`)
    expect([items, total]).toEqual([[first, answer], 2])
    expect(await app.expect(200, 'GET', `${path}/${answer.id}`)).toEqual(answer)
    expect((await app.expect(200, 'GET', `${entries}/home/comments?type=pages`)).items).toEqual(items)
  })

  test('are read page by page', async () => {
    const { app, path } = await openWithPage()
    for (const text of ['a', 'b', 'c']) await say(app, path, text)
    const first = await app.expect(200, 'GET', `${path}?limit=2`)
    const second = await app.expect(200, 'GET', `${path}?limit=2&after=${first.next}`)
    expect([textsOf(first), textsOf(second), second.next]).toEqual([['a', 'b'], ['c'], null])
  })

  test('form threads that are resolved and opened again', async () => {
    const { app, path } = await openWithPage()
    const first = await say(app, path, 'Typo')
    const answer = await say(app, path, 'Where?', { thread: first.id })
    await say(app, path, 'Other')
    const resolved = await app.expect(200, 'POST', `${path}/${answer.id}/resolve`)
    expect(resolved).toMatchObject({ id: answer.id, resolved_by: `account:${app.owner.id}` })
    expect(textsOf(await app.expect(200, 'GET', `${path}?resolved=false`))).toEqual(['Other'])
    expect(textsOf(await app.expect(200, 'GET', `${path}?resolved=true`))).toEqual(['Typo', 'Where?'])
    expect(textsOf(await app.expect(200, 'GET', `${path}?thread=${first.id}`))).toEqual(['Typo', 'Where?'])
    await app.expect(200, 'POST', `${path}/${first.id}/reopen`)
    expect(textsOf(await app.expect(200, 'GET', `${path}?resolved=true`))).toEqual([])
  })

  test('answer in a thread of the same entry only', async () => {
    const { app, path } = await openWithPage()
    const other = await createPage(app, 'other')
    const elsewhere = await say(app, `${entries}/${other.id}/comments`, 'Elsewhere')
    const answer = await say(app, path, 'First')
    const nested = await say(app, path, 'Second', { thread: answer.id })
    for (const thread of [elsewhere.id, nested.id, app.space.id]) {
      const problem = await app.expect(422, 'POST', path, { body: { text: 'x', thread } })
      expect(problem.errors).toMatchObject([{ pointer: '/thread' }])
    }
  })

  test('are changed by their author alone, whatever the grants say', async () => {
    const { app, path } = await openWithPage()
    const ada = await newMember(app, 'Ada', 'Administrator')
    const comment = await say(app, path, 'Old', {}, ada.token)
    expect((await app.call('PATCH', `${path}/${comment.id}`, { body: { text: 'New' } })).status).toBe(403)
    const changed = await app.expect(200, 'PATCH', `${path}/${comment.id}`, { token: ada.token, body: { text: 'New' } })
    expect(changed.text).toBe('New')
  })

  test('go with the thread that they answer in, for who may delete each', async () => {
    const { app, path } = await openWithPage()
    const ada = await newMember(app, 'Ada', [
      reads,
      allow(['comments.read', 'comments.create']),
      allow(['comments.delete'], { own: true }),
    ])
    const first = await say(app, path, 'Mine', {}, ada.token)
    await app.expect(204, 'DELETE', `${path}/${(await say(app, path, 'Mine too', {}, ada.token)).id}`, {
      token: ada.token,
    })
    await say(app, path, 'Not hers', { thread: first.id })
    expect((await app.call('DELETE', `${path}/${first.id}`, { token: ada.token })).status).toBe(403)
    await app.expect(204, 'DELETE', `${path}/${first.id}`)
    expect((await app.expect(200, 'GET', path)).items).toEqual([])
  })

  test('are listed as single reads show them: all, none, or one’s own', async () => {
    const { app, path } = await openWithPage()
    const own = await newMember(app, 'Ada', [
      reads,
      allow(['comments.create']),
      allow(['comments.read'], { own: true }),
    ])
    const none = await newMember(app, 'Bob', [reads])
    await say(app, path, 'Owner’s')
    const mine = await say(app, path, 'Ada’s', {}, own.token)
    expect((await app.expect(200, 'GET', `${path}?count=true`, { token: own.token })).items).toEqual([mine])
    const all = await app.expect(200, 'GET', path)
    const singly: unknown[] = []
    for (const { id } of all.items) {
      const answer = await app.call('GET', `${path}/${id}`, { token: own.token })
      if (answer.status === 200) singly.push(answer.body)
    }
    expect(singly).toEqual([mine])
    expect((await app.call('GET', path, { token: none.token })).status).toBe(403)
  })

  test('leave a writer who reads none with the id', async () => {
    const { app, path } = await openWithPage()
    const bob = await newMember(app, 'Bob', [reads, allow(['comments.create'])])
    const receipt = await say(app, path, 'Hello', {}, bob.token)
    expect(receipt).toEqual({ id: expect.any(String) })
  })

  test('on an entry that may not be read are as little there as on one that does not exist', async () => {
    const { app, path } = await openWithPage()
    const comment = await say(app, path, 'Secret')
    const conditions: Grant['conditions'][] = [{ status: ['published'] }, { own: true }, { locales: ['fr'] }]
    const missing = `${entries}/019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11/comments`
    for (const each of conditions) {
      const token = await apiToken(
        app,
        { ...reads, conditions: each },
        allow(['comments.read', 'comments.create', 'comments.update', 'comments.delete']),
      )
      const calls = [
        ['GET', '', undefined],
        ['POST', '', { text: 'x' }],
        ['GET', `/${comment.id}`, undefined],
        ['PATCH', `/${comment.id}`, { text: 'x' }],
        ['POST', `/${comment.id}/resolve`, undefined],
        ['DELETE', `/${comment.id}`, undefined],
      ] as const
      for (const [method, rest, body] of calls) {
        const options = { token, ...(body && { body }) }
        const hidden = await app.call(method, path + rest, options)
        const gone = await app.call(method, missing + rest, options)
        expect([method, hidden.status]).toEqual([method, 404])
        expect({ ...hidden.body, instance: '' }).toEqual({ ...gone.body, instance: '' })
      }
    }
  })

  test('go out of sight with an entry in the trash', async () => {
    const { app, path } = await openWithPage()
    await say(app, path, 'Soon gone')
    await app.expect(204, 'DELETE', path.replace('/comments', ''))
    await app.expect(404, 'GET', path)
  })
})
