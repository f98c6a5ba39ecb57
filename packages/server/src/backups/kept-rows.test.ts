import { expect, test } from 'vitest'
import { readTables } from '../database/tables.ts'
import { describeEachDatabase } from '../database/test-databases.ts'
import { openFactorApp } from '../test-support/factor-app.ts'
import { keeperOf } from './kept-rows.ts'
import { takeBackup } from './test-backup.ts'

describeEachDatabase('what a backup keeps', (databases) => {
  test('is decided for every table that the database has', async () => {
    const { database } = await databases.open()
    const tables = await database.read(readTables)
    const leftOut = tables.filter(({ name }) => keeperOf(name) === null).map(({ name }) => name)
    expect(leftOut.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'asset_uploads',
      'backups',
      'idempotency',
      'invitations',
      'lapsed',
      'lapsed_assets',
      'one_time_links',
      'sessions',
      'sign_in_challenges',
      'sso_attempts',
      'type_changes',
      'updates',
    ])
    expect(() => keeperOf('unheard_of')).toThrow('unheard_of')
  })

  test('is no secret of the moment: no session, challenge, link, invitation or letter', async () => {
    const app = await openFactorApp(databases)
    await app.addTotp()
    await app.expect(201, 'POST', '/api/v1/account/factors/totp')
    expect((await app.login()).body).toMatchObject({ second_factor_required: true })
    await app.expect(204, 'POST', '/api/v1/password-resets', { token: null, body: { email: 'ada@example.com' } })
    const invitation = { email: 'bob@example.com', roles: ['Viewer'] }
    await app.expect(201, 'POST', '/api/v1/spaces/shop/invitations', { body: invitation })
    const { manifest } = await takeBackup(app)
    expect(manifest.rows).toMatchObject({ accounts: 2, totp: 1, outbox: 0, tokens: 0 })
    expect(Object.keys(manifest.rows)).not.toContain('invitations')
    const pending = await app.database.read((db) => db.selectFrom('outbox').select('topic').execute())
    expect(pending.length).toBeGreaterThan(0)
  })
})
