import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Place, placesOf, secretOf, unpacked } from './support/canary.ts'
import { openClient } from './support/client.ts'
import { ada, openShop, type Shop } from './support/shop.ts'

// Tokens from the command line. Tests go on with what those before them have made; the last one looks for every secret in
// all that was printed, kept and logged meanwhile.

vi.setConfig({ testTimeout: 120_000 })

let shop: Shop
/** All that commands have printed besides the secrets that they were asked for. */
const printed: Place[] = []
const secrets = new Map<string, string>()
/** Whole texts of tokens. */
const texts: string[] = []

beforeAll(async () => {
  shop = await openShop()
}, 120_000)

afterAll(() => shop.close())

async function json(words: string | readonly string[]) {
  const answer = await shop.json(words)
  printed.push({ name: String(words), text: JSON.stringify(answer) })
  return answer
}

async function done(words: string): Promise<string> {
  const text = await shop.done(words)
  printed.push({ name: words, text })
  return text
}

/** Runs a command whose output is a secret and nothing else, in one line. */
async function issue(words: string): Promise<{ readonly id: string; readonly secret: string }> {
  const { code, out, err } = await shop.run(words)
  expect([code, out]).toEqual([0, expect.stringMatching(/^lk_[a-z]{3}_\w{12}_\w{38}\n$/)])
  printed.push({ name: words, text: err })
  const secret = out.trim()
  secrets.set(secretOf(secret), words)
  texts.push(secret)
  return { id: secret.split('_')[2]!, secret }
}

const statusOf = async (secret: string, path = '/api/v1/session') =>
  (await openClient(shop.server.url, secret).call('GET', path)).status

describe('tokens of a space', () => {
  test('are looked through by status, end, use, kind, name, maker and words', async () => {
    const names = async (words: string) =>
      (await json(`token list --order name ${words}`.trim())).map(({ name }: { name: string }) => name)
    const paused = await issue('token create --kind preview --name Paused')
    await done(`token deactivate ${paused.id}`)
    await issue('token create --kind delivery --name Soon --expires 3d --description importer')
    const ended = await issue('token create --kind management --name Ended --expires 400d')
    await done(`token revoke ${ended.id}`)

    expect(await names('')).toEqual(['Ended', 'Paused', 'Soon'])
    expect(await names('--status inactive')).toEqual(['Paused'])
    expect(await names('--status inactive revoked')).toEqual(['Ended', 'Paused'])
    expect(await names('--expiring 14d')).toEqual(['Soon'])
    expect(await names('--expiring 2d')).toEqual([])
    expect(await names('--unused 30d')).toEqual([])
    expect(await names('--unused 0m')).toEqual(['Soon'])
    expect(await names('--kind delivery preview')).toEqual(['Paused', 'Soon'])
    expect(await names('--name *d')).toEqual(['Ended', 'Paused'])
    expect(await names('--search IMPORT')).toEqual(['Soon'])
    expect(await names(`--creator token:${paused.id}`)).toEqual([])
    expect(await done('token list --order -name')).toMatch(/Soon[^]*Paused[^]*Ended/)
    for (const words of ['--status gone', '--kind master', '--expiring soon', '--unused often'])
      expect([words, (await shop.run(`token list ${words}`)).code]).toEqual([words, 2])
  })
})

test('a token is revoked with all that it has made', async () => {
  const maker = await issue('token create --personal --scope all --name Maker')
  const child = await openClient(shop.server.url, maker.secret).expect(201, 'POST', '/api/v1/account/tokens', {
    body: { name: 'Child', scope: { form: 'read' } },
  })
  secrets.set(secretOf(child.secret), 'the answer to the maker')
  expect(await json(`token list --personal --creator token:${maker.id}`)).toMatchObject([{ id: child.id }])
  expect(await done(`token revoke ${maker.id} --personal --cascade`)).toBe(
    'Maker is revoked, and so is the token that it made.\n',
  )
  expect([await statusOf(maker.secret), await statusOf(child.secret)]).toEqual([401, 401])
  expect(await json(`token list --personal --status revoked --order name`)).toMatchObject([
    { name: 'Child' },
    { name: 'Maker' },
  ])
})

test('a token of the installation is made, listed, and revoked', async () => {
  const grants = JSON.stringify([{ effect: 'allow', actions: ['content.read'], resources: ['content'] }])
  const { id, secret } = await issue(`token create --installation --name Indexer --grants ${grants}`)
  expect(await json('token list --installation --status active')).toMatchObject([{ id, kind: 'api', space: null }])
  const entries = '/api/v1/spaces/shop/entries'
  expect((await openClient(shop.server.url, secret).expect(200, 'GET', entries)).items).toHaveLength(1)
  expect((await shop.run('token create --installation --name Nothing')).code).toBe(2)
  await done(`token revoke ${id} --installation`)
  expect(await statusOf(secret)).toBe(401)
})

test('the access token of an old space is reset: its new secret is written, and the old one ends', async () => {
  await done('space create archive --created-at 2019-03-01T00:00:00Z')
  const shapes = '/delivery/v1/spaces/archive/content-types?environment=production'
  const [{ id }] = await json('token list --space archive --kind access')
  const first = await issue(`token reset ${id} --space archive`)
  expect(await statusOf(first.secret, shapes)).toBe(200)
  const second = await issue(`token reset ${id} --space archive`)
  expect([await statusOf(first.secret, shapes), await statusOf(second.secret, shapes)]).toEqual([401, 200])
  expect((await shop.run(`token reset ${id} --space shop`)).code).toBe(5)
})

test('no secret is printed, kept or logged but by the command that issues it', async () => {
  const { LATCHKEY_TOKEN: session = '', ...variables } = shop.home.variables
  secrets.set(secretOf(session), 'the variable')
  // A login that is kept: the one secret that its file may hold.
  delete shop.home.variables['LATCHKEY_TOKEN']
  expect((await shop.run(`login --email ${ada.email} --password-stdin`, `${ada.password}\n`)).code).toBe(0)
  const config = join(shop.home.folder, '.config/latchkey/credentials.json')
  const kept = readFileSync(config, 'utf8')
  expect(statSync(config).mode & 0o777).toBe(0o600)
  const [login = ''] = kept.match(/lk_ses_\w+/g) ?? []
  secrets.set(secretOf(login), 'the file of the login')

  for (const text of texts) {
    for (const words of [
      `token show ${text}`,
      `token show ${text}x`,
      `token list --search ${text}`,
      `token list --name ${text}`,
      `space create ${text}`,
      `call entries.show --param space=shop --param entry=${text}`,
      `call tokens.create --param space=shop --body {"kind":"delivery","name":"${text}"}`,
      `${text} list`,
    ]) {
      const { code, out, err } = await shop.run(words)
      // A complaint may repeat what was typed a moment ago; nothing else does.
      expect([words, code === 0, out, err === '']).toEqual([words, false, '', false])
    }
  }
  Object.assign(shop.home.variables, variables)
  await done('activity export --format csv')
  await done('content export --type products')
  await json('call tokens.list --param space=shop')
  await done('backup create')
  await vi.waitFor(async () => expect((await json('backup list'))[0].state).toBe('done'), { timeout: 60_000 })
  await shop.server.stop()

  const files = readdirSync(join(shop.home.folder, 'data'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name !== 'key-ring.json')
    .map((each) => join(each.parentPath, each.name))
  expect(files.some((name) => name.endsWith('.tar.gz'))).toBe(true)
  const stored = files.flatMap((name) => unpacked({ name, text: readFileSync(name, 'latin1') }))
  const places = [...printed, ...stored, { name: 'log', text: shop.server.log() }]
  for (const [secret, what] of secrets) {
    expect([what, placesOf(secret, places)]).toEqual([what, []])
    if (secret !== secretOf(login)) expect([what, kept.includes(secret)]).toEqual([what, false])
  }
})
