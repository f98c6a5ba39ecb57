import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openClient } from './support/client.ts'
import { startServer } from './support/server-process.ts'
import { openShop, type Shop } from './support/shop.ts'

// Backups from the command line, from a running server into another database. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

describeEachDatabase('a backup from the command line', (databases) => {
  let shop: Shop
  let token: string
  const path = (name: string) => join(shop.home.folder, name)

  beforeAll(async () => {
    shop = await openShop()
    token = (await shop.done('token create --kind management --name Kept')).trim()
  }, 120_000)

  afterAll(() => shop.close())

  test('is asked for, and downloaded whole once it is made', async () => {
    const { id } = await shop.json('backup create')
    while ((await shop.json('backup list'))[0].state === 'pending') await pause(50)
    expect(await shop.json('backup list')).toMatchObject([{ id, state: 'done' }])
    const { bytes, sha256 } = await shop.owner.expect(200, 'GET', `/api/v1/backups/${id}`)
    expect(await shop.done(`backup download ${id} --output ${path('shop.tar.gz')}`)).toBe(
      `${path('shop.tar.gz')} has ${bytes} bytes.\n`,
    )
    expect(await shop.json(`backup download ${id} --output ${path('again.tar.gz')}`)).toMatchObject({ sha256 })
    expect((await shop.run(`backup download 019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11 --output ${path('x')}`)).code).toBe(5)
    expect([existsSync(path('x')), existsSync(path('shop.tar.gz.part'))]).toEqual([false, false])
    await shop.done(`backup delete ${id}`)
    expect(await shop.json('backup list')).toEqual([])
  })

  test('is proven, and a damaged one refused', async () => {
    const data = path('data')
    expect(await shop.json(`backup verify ${path('shop.tar.gz')} --data ${data}`)).toMatchObject({
      chains: 2,
      'written by': 'the installation with this key ring',
    })
    const bytes = readFileSync(path('shop.tar.gz'))
    writeFileSync(path('cut.tar.gz'), bytes.subarray(0, bytes.length - 100))
    expect((await shop.run(`backup verify ${path('cut.tar.gz')} --data ${data}`)).code).toBe(1)
  })

  test('is restored into an empty installation, in which its tokens work; never into one that somebody owns', async () => {
    const data = path('restored')
    mkdirSync(data, { mode: 0o700 })
    for (const name of ['key-ring.json', 'revocations.log']) {
      if (existsSync(join(path('data'), name))) copyFileSync(join(path('data'), name), join(data, name))
    }
    const location = databases.engine === 'sqlite' ? { dataFolder: data } : (await databases.open()).location
    const { variables } = shop.home
    variables.LATCHKEY_DATA = data
    if ('url' in location) variables.DATABASE_URL = location.url
    const { code, out, err } = await shop.run(`backup restore ${path('shop.tar.gz')}`)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch('Restored.')
    expect((await shop.run(`backup restore ${path('shop.tar.gz')}`)).code).toBe(1)
    expect(await shop.json(['audit', 'verify'])).toMatchObject([{ verdict: 'holds' }, { verdict: 'holds' }])
    delete variables.LATCHKEY_DATA
    delete variables.DATABASE_URL

    const server = await startServer({ location, keyRingFile: join(data, 'key-ring.json') })
    const client = openClient(server.url, token)
    expect(await client.expect(200, 'GET', '/api/v1/spaces/shop/entries/shirt?type=products')).toMatchObject({
      fields: { price: 1 },
    })
    await openClient(server.url, shop.owner.token).expect(401, 'GET', '/api/v1/session')
    await server.stop()
  })

  test('is written of an installation beside its server', async () => {
    const file = path('beside.tar.gz')
    const written = await shop.json(`backup write ${file} --data ${path('data')}`)
    expect(await shop.json(`backup verify ${file} --data ${path('data')}`)).toMatchObject({ rows: written.rows })
  })
})
