import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../database/test-databases.ts'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import { openTestApp, type TestApp } from '../test-support/test-app.ts'
import { keepJournal } from './keep-journal.ts'

const tokens = '/api/v1/spaces/shop/tokens'
const path = '/api/v1/spaces/shop/entries?type=products'

describeEachDatabase('the journal of revocations', (databases) => {
  test('ends again what a database put back takes for live, from its first request on', async () => {
    const { app, start, node, issue } = await scene(databases)
    const [lost, kept] = [await issue('Lost'), await issue('Kept')]
    await node.expect(200, 'POST', `${tokens}/${lost.id}/revoke`)
    await putBack(app, lost.id)
    const next = await start()
    expect((await next.call('GET', path, { token: lost.secret })).status).toBe(401)
    expect((await next.call('GET', path, { token: kept.secret })).status).not.toBe(401)
    const { items } = await next.expect(200, 'GET', '/api/v1/spaces/shop/activity?limit=1')
    expect(items).toMatchObject([
      { actor: 'installation', operation: 'tokens.revoke', target: `tokens:${lost.id}`, decided_by: [] },
    ])
  })

  test('knows of every way in which a token ends', async () => {
    const { app, start, node, issue } = await scene(databases)
    const [revoked, deleted] = [await issue('Revoked'), await issue('Deleted')]
    await node.expect(200, 'POST', `${tokens}/${revoked.id}/revoke`)
    await node.expect(204, 'DELETE', `${tokens}/${deleted.id}`)
    const own = await node.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Own', scope: { form: 'all' } },
    })
    await node.expect(200, 'POST', `/api/v1/account/tokens/${own.id}/revoke`)
    await node.expect(204, 'DELETE', '/api/v1/session')
    const session = app.owner.token.split('_')[2] ?? ''
    for (const id of [revoked.id, deleted.id, own.id, session]) await putBack(app, id)
    const next = await start()
    for (const token of [revoked.secret, deleted.secret, own.secret, app.owner.token]) {
      expect((await next.call('GET', '/api/v1/spaces', { token })).status).toBe(401)
    }
  })

  test('says nothing of a revocation that was refused', async () => {
    const { node, issue, journal } = await scene(databases)
    const { id } = await issue('Stays')
    await node.expect(404, 'POST', `${tokens}/${id.split('').toReversed().join('')}/revoke`)
    await node.expect(401, 'POST', `${tokens}/${id}/revoke`, { token: 'lk_pat_no' })
    expect(journal.endings.isOver(id)).toBe(false)
  })

  test('learns what other nodes have ended', async () => {
    const { app, issue, journal, ...kept } = await scene(databases)
    const { id } = await issue('Elsewhere')
    await app.expect(200, 'POST', `${tokens}/${id}/revoke`)
    expect(journal.endings.isOver(id)).toBe(false)
    await kept.complete()
    expect(journal.endings.isOver(id)).toBe(true)
  })

  test('knows of a secret that was renewed without grace, before the renewal is answered', async () => {
    const { node, issue, journal } = await scene(databases)
    const { id } = await issue('Renewed')
    await node.expect(200, 'POST', `${tokens}/${id}/rotate`, { body: { grace_seconds: 600 } })
    expect(journal.endings.secretsEnded(id)).toBe(0)
    await node.expect(200, 'POST', `${tokens}/${id}/rotate`, { body: { grace_seconds: 0 } })
    expect(journal.endings.secretsEnded(id)).toBe(2)
  })

  test('ends a secret that was renewed since, and leaves the token to be given another', async () => {
    const { app, start, issue, ...kept } = await scene(databases)
    const { id, secret } = await issue('Renewed')
    const set = (values: { secret_version: number; version?: number }) =>
      app.database.write((tx) => tx.updateTable('tokens').set(values).where('id', '=', id).execute())
    await set({ secret_version: 2 })
    await kept.complete()
    await set({ secret_version: 1, version: 50 })
    const next = await start()
    expect((await next.call('GET', path, { token: secret })).status).toBe(401)
    expect((await next.expect(200, 'GET', `${tokens}/${id}`)).state).toBe('active')
  })
})

/** An app over a plain database, and a node beside it that keeps a journal; `start` starts it again. */
async function scene(databases: TestDatabases) {
  const app = await openTestApp(databases)
  const file = join(temporaryFolder('journal'), 'revocations.log')
  const keep = async () => {
    const kept = await keepJournal(file, app.database, { now: () => app.clock.now, log: pino({ level: 'silent' }) })
    return { ...kept, node: await openTestApp(databases, { beside: { ...app, database: kept.database } }) }
  }
  const first = await keep()
  const issue = async (name: string): Promise<{ id: string; secret: string }> =>
    first.node.expect(201, 'POST', tokens, { body: { kind: 'management', mode: 'read', name } })
  return { ...first, app, issue, start: async () => (await keep()).node }
}

/** What an older copy of the database would say of a token. */
async function putBack({ database }: TestApp, id: string): Promise<void> {
  await database.write((tx) =>
    tx
      .updateTable('tokens')
      .set({ state: 'active', revoked_at: null, deleted_at: null })
      .where('id', '=', id)
      .execute(),
  )
}
