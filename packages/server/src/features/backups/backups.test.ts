import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { temporaryFolder } from '../../test-support/temporary-folder.ts'

const path = '/api/v1/backups'

describeEachDatabase('backups', (databases) => {
  test('are made beside the requests', async () => {
    const { app, folder } = await scene(databases)
    const asked = await app.call('POST', path, { body: {} })
    expect([asked.status, asked.headers['location']]).toEqual([201, `${path}/${asked.body.id}`])
    expect(asked.body).toMatchObject({
      state: 'pending',
      files: true,
      bytes: null,
      created_by: `account:${app.owner.id}`,
    })
    await app.app.runner.runDue()
    const made = await app.expect(200, 'GET', `${path}/${asked.body.id}`)
    expect(made).toMatchObject({ state: 'done', problem: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(made.rows).toBeGreaterThan(5)
    expect(readdirSync(folder)).toEqual([`${made.id}.tar.gz`])
    const { items, total } = await app.expect(200, 'GET', `${path}?count=true`)
    expect([items, total]).toEqual([[made], 1])
  })

  test('are downloaded, whole or from where it stopped', async () => {
    const { app, folder } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    await app.expect(409, 'GET', `${path}/${id}/file`)
    await app.app.runner.runDue()
    const bytes = readFileSync(join(folder, `${id}.tar.gz`))
    const ask = (range: Record<string, string>) =>
      app.app.server.inject({
        method: 'GET',
        url: `${path}/${id}/file`,
        headers: { authorization: `Bearer ${app.owner.token}`, ...range },
      })
    const [whole, rest] = [await ask({}), await ask({ range: 'bytes=100-' })]
    expect([whole.statusCode, whole.rawPayload.equals(bytes)]).toEqual([200, true])
    expect([rest.statusCode, rest.rawPayload.equals(bytes.subarray(100))]).toEqual([206, true])
  })

  test('are made once for a request that is repeated', async () => {
    const { app } = await scene(databases)
    const headers = { 'idempotency-key': 'nightly' }
    const [one, other] = [
      await app.call('POST', path, { body: {}, headers }),
      await app.call('POST', path, { body: {}, headers }),
    ]
    expect([one.status, other.status, other.body.id]).toEqual([201, 200, one.body.id])
  })

  test('are restored without the server, which says how and notes who asked', async () => {
    const { app, folder } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    await app.expect(409, 'POST', `${path}/${id}/restore`)
    await app.app.runner.runDue()
    const { file, steps } = await app.expect(200, 'POST', `${path}/${id}/restore`)
    expect(file).toBe(join(folder, `${id}.tar.gz`))
    expect(steps).toContainEqual(expect.stringContaining(`latchkey backup restore ${file}`))
    const { items } = await app.expect(200, 'GET', '/api/v1/activity?operation=backups.restore')
    expect(items).toMatchObject([{ details: { backup: id } }])
    await app.expect(200, 'GET', `${path}/${id}`)
  })

  test('are deleted with their files', async () => {
    const { app, folder } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    await app.app.runner.runDue()
    await app.expect(204, 'DELETE', `${path}/${id}`)
    await app.app.runner.runDue()
    expect(readdirSync(folder)).toEqual([])
    await app.expect(404, 'GET', `${path}/${id}`)
  })

  test('that were deleted before they were made leave nothing', async () => {
    const { app, folder } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    await app.expect(204, 'DELETE', `${path}/${id}`)
    await app.app.runner.runDue()
    expect(existsSync(join(folder, `${id}.tar.gz`))).toBe(false)
  })

  test('beyond those that are kept go, the oldest first', async () => {
    const { app, folder } = await scene(databases, 2)
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) {
      app.clock.now += 1000
      ids.push((await app.expect(201, 'POST', path, { body: {} })).id)
      await app.app.runner.runDue()
    }
    const { items } = await app.expect(200, 'GET', path)
    expect(items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1).toReversed())
    expect(readdirSync(folder).toSorted()).toEqual(ids.slice(1).map((id) => `${id}.tar.gz`))
  })

  test('that cannot be written fail and say why, in the end', async () => {
    const { app, folder } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    writeFileSync(join(folder, 'file'), '')
    const blocked = await openTestApp(databases, {
      beside: app,
      backups: { folder: join(folder, 'file', 'below'), keep: 0, journal: async () => null },
    })
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await blocked.app.runner.runDue()
      app.clock.now += 60_000
    }
    const failed = await app.expect(200, 'GET', `${path}/${id}`)
    expect(failed).toMatchObject({ state: 'failed', bytes: null, problem: expect.stringContaining('ENOTDIR') })
  })

  test('are for installation administrators alone', async () => {
    const { app } = await scene(databases)
    const { id } = await app.expect(201, 'POST', path, { body: {} })
    const { token } = await newMember(app, 'Ada', 'Administrator')
    const grants = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]
    const { secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'api', name: 'All', grants },
    })
    for (const [method, url] of [
      ['GET', path],
      ['POST', path],
      ['GET', `${path}/${id}`],
      ['GET', `${path}/${id}/file`],
      ['DELETE', `${path}/${id}`],
    ] as const) {
      const body = method === 'POST' ? {} : undefined
      expect((await app.call(method, url, { token, body })).status).toBe(403)
      expect((await app.call(method, url, { token: secret, body })).status).toBe(404)
    }
  })
})

/** An app whose backups go to a folder of their own. */
async function scene(databases: TestDatabases, keep = 0) {
  const folder = temporaryFolder('backups')
  return { folder, app: await openTestApp(databases, { backups: { folder, keep, journal: async () => null } }) }
}
