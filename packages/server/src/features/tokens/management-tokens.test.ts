import { operations } from '@latchkey/contract/operations'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'

const space = '/api/v1/spaces/shop'
const entries = `${space}/entries`
const page = `${entries}/home?type=pages`

/** What a management token is let to nothing about, and the resources of the contract that it is. */
const closed = [
  ['organizations', /^organizations$|^organization-|^sso|^token-(?:policy|approvals)$/],
  ['the space itself', /^spaces$/],
  ['sessions and the account', /^account|^session$/],
  ['tokens', /^tokens$|^account-tokens$|^release-tokens$/],
  ['people and invitations', /^users$|^invitations$/],
] as const

describeEachDatabase('a management token', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openContentApp(databases)
  })
  const make = async (mode: string): Promise<string> =>
    (await app.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'management', name: mode, mode } })).secret

  test('creates, reads, updates and deletes, for reading reads alone, and for writing reads nothing', async () => {
    const calls = async (token: string) => {
      const entry = { type: 'pages', slug: 'made', fields: { hero_title: 'Made' } }
      const ask = (method: string, path: string, body?: object) =>
        app.call(method, path, { token, ...(body && { body }) })
      const made = await ask('POST', entries, entry)
      const changed = await ask('PATCH', page, { fields: { hero_title: 'Changed' } })
      const published = await ask('POST', `${entries}/home/publish?type=pages`)
      const read = [await ask('GET', page), await ask('GET', entries), await ask('GET', `${space}/content-types`)]
      const answers = [...read, made, changed, published, await ask('DELETE', `${entries}/made?type=pages`)]
      return {
        statuses: answers.map(({ status }) => status),
        written: [made, changed, published].map(({ body }) => body),
      }
    }
    await createPage(app, 'home')
    const all = await calls(await make('read-write'))
    expect(all.statuses).toEqual([200, 200, 200, 201, 200, 200, 204])
    expect(all.written[1]).toMatchObject({ fields: { hero_title: 'Changed' } })
    expect((await calls(await make('read'))).statuses).toEqual([200, 200, 200, 403, 403, 403, 403])
    const writes = await calls(await make('write'))
    expect(writes.statuses).toEqual([403, 403, 403, 201, 200, 200, 204])
    for (const body of writes.written) expect(Object.keys(body).toSorted()).toEqual(['id', 'status', 'version'])
  })

  test.each(closed)('is let to nothing about %s', async (_what, resources) => {
    const token = await make('read-write')
    const those = operations.filter(({ resource, callers }) => resources.test(resource) && callers !== 'anyone')
    expect(those.length).toBeGreaterThan(0)
    for (const { id, method, fullPath } of those) {
      if (id === 'session.show') continue
      const answer = await app.call(method, fullPath.replaceAll(/\{\w+\}/g, 'shop'), { token })
      expect([id, answer.status, answer.body.type]).toEqual([id, 403, '/problems/token-kind-mismatch'])
    }
  })

  describe('and the members of its space', () => {
    test('reads them, and adds, changes and removes none', async () => {
      const token = await make('read-write')
      await app.expect(200, 'GET', `${space}/members`, { token })
      const writing = operations.filter(({ resource, access }) => resource === 'members' && access !== 'read')
      expect(writing.map(({ id }) => id).toSorted()).toEqual(['members.add', 'members.remove', 'members.update'])
      for (const { method, fullPath } of writing) {
        const answer = await app.call(method, fullPath.replaceAll(/\{\w+\}/g, 'shop'), { token })
        expect(answer.body.type).toBe('/problems/token-kind-mismatch')
      }
    })
  })
})
