import { hash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { temporaryFolder } from '../../test-support/temporary-folder.ts'
import { version } from '../../version.ts'
import { isNewer } from './feed.ts'

const path = '/api/v1/updates'

test.each([
  ['0.2.0', '0.1.9', true],
  ['0.10.0', '0.9.0', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.2.0', false],
])('%s against %s: newer %s', (one, other, newer) => {
  expect(isNewer(one, other)).toBe(newer)
})

describeEachDatabase('updates', (databases) => {
  test('say that there is no feed, where there is none', async () => {
    const app = await openTestApp(databases)
    const nothing = { current: version, configured: false, checked_at: null, problem: null, available: null }
    expect(await app.expect(200, 'GET', path)).toEqual(nothing)
    for (const step of ['check', 'download', 'install']) await app.expect(409, 'POST', `${path}/${step}`)
  })

  test('are found, downloaded and told how to install', async () => {
    const { app, folder, release, step } = await scene(databases)
    release('9.1.0', 'the new one')
    expect((await step('check')).available).toMatchObject({ version: '9.1.0', downloaded: false })
    await app.expect(409, 'POST', `${path}/install`)
    expect((await step('download')).available).toMatchObject({ version: '9.1.0', downloaded: true })
    const file = join(folder, 'latchkey-9.1.0.tgz')
    expect(readFileSync(file, 'utf8')).toBe('the new one')
    const { steps, ...rest } = await app.expect(200, 'POST', `${path}/install`)
    expect(rest).toEqual({ version: '9.1.0', file })
    expect(steps).toContain(`npm install --global ${file}`)
  })

  test('whose file is not what the feed says are thrown away', async () => {
    const { folder, release, step } = await scene(databases)
    release('9.1.0', 'the new one', 'another one')
    await step('check')
    const state = await step('download')
    expect(state.problem).toMatch(/not the one of the feed/)
    expect(state.available.downloaded).toBe(false)
    expect(existsSync(join(folder, 'latchkey-9.1.0.tgz'))).toBe(false)
  })

  test('that are not newer are none', async () => {
    const { release, step } = await scene(databases)
    release(version, 'this one')
    expect(await step('check')).toMatchObject({ problem: null, available: null })
  })

  test('of a feed that makes no sense are a problem', async () => {
    const { feed, step } = await scene(databases)
    writeFileSync(feed, '{"version":"../../9.1.0"}')
    expect(await step('check')).toMatchObject({ problem: 'The feed is no JSON with version, url and sha256.' })
  })

  test('of a feed at an address inside are not asked for', async () => {
    const app = await openTestApp(databases, { settings: { updatesFeed: 'http://169.254.169.254/latest' } })
    await app.expect(202, 'POST', `${path}/check`)
    await app.app.runner.runDue()
    expect((await app.expect(200, 'GET', path)).problem).toMatch(/169\.254\.169\.254/)
  })
})

/** An app with a feed in a file; `release` writes what it tells of, `step` asks for one and answers what came of it. */
async function scene(databases: TestDatabases) {
  const folder = temporaryFolder('updates')
  const feed = join(folder, 'feed.json')
  const app = await openTestApp(databases, { settings: { updatesFeed: feed, updatesFolder: folder } })
  const release = (latest: string, file: string, told = file) => {
    const url = join(folder, 'release.tgz')
    writeFileSync(url, file)
    writeFileSync(feed, JSON.stringify({ version: latest, url, sha256: hash('sha256', told) }))
  }
  const step = async (name: 'check' | 'download') => {
    await app.expect(202, 'POST', `${path}/${name}`)
    await app.app.runner.runDue()
    return app.expect(200, 'GET', path)
  }
  return { app, folder, feed, release, step }
}
