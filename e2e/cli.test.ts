import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { collect, type Home, newHome, type Served, serveIn, stop } from './support/latchkey.ts'

// The command line as a person uses it, against a server that the command line runs. Tests go on with what those before
// them have made.

let home: Home
let server: Served

beforeAll(async () => {
  home = newHome()
  server = await serveIn(home)
  Object.assign(home.variables, { LATCHKEY_URL: server.url, LATCHKEY_SPACE: 'shop' })
}, 30_000)

afterAll(async () => {
  await server.stop()
  home.remove()
})

const json = async (words: string | readonly string[], input?: string) => {
  const { code, out, err } = await home.run(typeof words === 'string' ? `${words} --json` : [...words, '--json'], input)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

/** Runs with another token than the one of the login. */
const withToken = (token: string, words: string) => {
  const { variables, ...rest } = home
  variables.LATCHKEY_TOKEN = token
  return rest.run(words).finally(() => delete variables.LATCHKEY_TOKEN)
}

const seed = [
  {
    slug: 'products',
    fields: [
      { id: 'name', type: 'text', localized: true, required: true },
      { id: 'price', type: 'number', filterable: true },
    ],
  },
]

describe('the first owner', () => {
  test('sets the server up with the secret that it has printed', async () => {
    home.variables.LATCHKEY_SETUP_SECRET = server.setupSecret!
    const { code, out } = await home.run(
      'setup --email ada@example.com --name Ada --password-stdin',
      'correct horse battery',
    )
    delete home.variables.LATCHKEY_SETUP_SECRET
    expect({ code, out }).toEqual({ code: 0, out: `ada@example.com owns ${server.url} now, and is logged in.\n` })
  })

  test('is remembered in a file that nobody else may read', () => {
    expect(statSync(join(home.folder, '.config/latchkey/credentials.json')).mode & 0o777).toBe(0o600)
  })

  test('logs out, and is a stranger then', async () => {
    expect((await home.run('logout')).code).toBe(0)
    expect((await home.run('space list')).code).toBe(3)
  })

  test('is not let in with a wrong password', async () => {
    expect((await home.run('login --email ada@example.com --password-stdin', 'wrong horse battery')).code).toBe(3)
  })

  test('logs in again', async () => {
    expect((await home.run('login --email ada@example.com --password-stdin', 'correct horse battery\n')).code).toBe(0)
  })
})

describe('spaces and calls', () => {
  test('a space is created and listed', async () => {
    await json('space create shop --locale en')
    expect(await json('space list')).toMatchObject([{ slug: 'shop', default_locale: 'en' }])
  })

  test('a slug that is taken is a conflict', async () => {
    expect((await home.run('space create shop')).code).toBe(6)
  })

  test('everybody has a Sandbox', async () => {
    const opened = await json('space sandbox')
    expect(opened).toMatchObject({ name: 'Sandbox', sandbox: true, organization: null })
    expect(await json('space sandbox')).toEqual(opened)
    expect((await home.run('space list')).out).toContain('Sandbox (your own)')
  })

  test('organizations are listed, and their people', async () => {
    expect(await json('organization list')).toMatchObject([{ slug: 'default', single_sign_on: 'off' }])
    expect(await json('organization people default')).toMatchObject([{ email: 'ada@example.com', role: 'owner' }])
  })

  test('people are invited to an organization, and to a space', async () => {
    expect(await json('organization invite default bob@example.com')).toMatchObject({
      email: 'bob@example.com',
      role: 'member',
      secret: expect.any(String),
    })
    expect(await json('invitation create carl@example.com --space shop --role Editor')).toMatchObject({
      roles: [{ name: 'Editor' }],
    })
  })

  test('an invitation to somebody else is none', async () => {
    expect(await json('invitation list')).toEqual([])
    expect((await home.run('invitation accept 019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')).code).toBe(5)
  })

  test('any call of the API can be made', async () => {
    const created = await home.run([
      'call',
      'locales.create',
      '--param',
      'space=shop',
      '--body',
      '{"code":"de","fallback":"en"}',
    ])
    expect(created).toMatchObject({ code: 0, err: '' })
    const type = await home.run('call content-types.create --param space=shop --body -', JSON.stringify(seed[0]))
    expect(type).toMatchObject({ code: 0, err: '' })
  })

  test('mistakes in a body are told one by one', async () => {
    const { code, err } = await home.run(['call', 'spaces.create', '--body', '{"slug":"A B","nam":1}'])
    expect(code).toBe(8)
    for (const pointer of ['/slug', '/name', '/nam']) expect(err).toContain(`  ${pointer} `)
  })

  test('what is not there is not found', async () => {
    expect(
      (await home.run('call entries.show --param space=shop --param entry=nothing --query type=products')).code,
    ).toBe(5)
  })
})

describe('importing', () => {
  const csv =
    'slug,name,name@de,price\nred-shirt,Red shirt,Rotes Hemd,19.9\nbad-shirt,Bad shirt,,cheap\nblue-shirt,Blue shirt,Blaues Hemd,24\n'

  test('a bad row is told of with its line, and takes no other along', async () => {
    writeFileSync(join(home.folder, 'products.csv'), csv)
    const { code, out, err } = await home.run('content import products.csv --type products --publish')
    expect(code).toBe(1)
    expect(out).toBe('3 rows: 2 created, 0 updated, 1 refused\n')
    expect(err).toMatch('line 3 (bad-shirt): price: "cheap" is no number.')
  })

  test('the same rows again are updates', async () => {
    writeFileSync(join(home.folder, 'products.csv'), csv.replace('cheap', '5'))
    const { code, out } = await home.run('content import products.csv --type products')
    expect({ code, out }).toEqual({ code: 0, out: '3 rows: 1 created, 2 updated\n' })
  })

  test('what was exported is what was imported', async () => {
    const { out } = await home.run('content export --type products')
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.toSorted((one, other) => one.slug.localeCompare(other.slug))).toEqual([
      { slug: 'bad-shirt', name: { en: 'Bad shirt' }, price: 5 },
      { slug: 'blue-shirt', name: { en: 'Blue shirt', de: 'Blaues Hemd' }, price: 24 },
      { slug: 'red-shirt', name: { en: 'Red shirt', de: 'Rotes Hemd' }, price: 19.9 },
    ])
  })

  test.each(['csv', 'json', 'ndjson'])('a %s export can be imported', async (format) => {
    const file = `round-trip.${format}`
    expect((await home.run(`content export ${file} --type products`)).code).toBe(0)
    expect((await home.run(`content import ${file} --type products`)).out).toBe('3 rows: 0 created, 3 updated\n')
  })

  test('an import that was stopped goes on where it was', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 1500 }, (_, index) =>
      JSON.stringify({ slug: `row-${index}`, name: `Row ${index}`, price: index }),
    )
    writeFileSync(join(home.folder, 'many.ndjson'), rows.join('\n'))
    const first = home.start('content import many.ndjson --type products')
    const err = collect(first.stderr)
    // A position is there as soon as the first rows have been answered.
    const positions = join(home.folder, '.local/state/latchkey')
    while (!existsSync(positions) || !readdirSync(positions).some((name) => name.endsWith('.json'))) await pause(5)
    await stop(first, 'SIGINT')
    expect({ code: first.exitCode, err: err() }).toEqual({ code: 130, err: 'Stopped.\n' })

    const second = await home.run('content import many.ndjson --type products')
    expect(second.code).toBe(0)
    expect(second.err).toMatch(/^Going on after row \d+00, which an earlier run has imported\.\n$/)
    const list = await json(
      'call entries.list --param space=shop --query type=products --query limit=1 --query count=true',
    )
    expect(list.total).toBe(1503)
  })
})

describe('files', () => {
  test('are uploaded and published, also where a later one is not there', async () => {
    writeFileSync(join(home.folder, 'flag.txt'), 'a red flag')
    const words = ['asset', 'upload', 'flag.txt', 'nowhere.txt', '--category', 'Brand / Logos', '--publish', '--json']
    const { code, out } = await home.run(words)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject([{ file_name: 'flag.txt', status: 'published', private: false }])
    expect(await json('asset upload flag.txt --private')).toMatchObject([
      { file_name: 'flag-2.txt', status: 'draft', private: true },
    ])
    expect(await json(['asset', 'list', '--category', 'Brand / Logos'])).toMatchObject([{ file_name: 'flag.txt' }])
  })

  test('are downloaded under their own name, or another', async () => {
    expect((await home.run('asset download flag-2.txt')).out).toBe('flag-2.txt has 10 bytes.\n')
    await json('asset download flag.txt copy.txt')
    for (const name of ['flag-2.txt', 'copy.txt']) {
      expect(readFileSync(join(home.folder, name), 'utf8')).toBe('a red flag')
    }
    expect((await home.run('asset download nowhere.txt')).code).toBe(5)
  })

  test('have categories that are made, moved with their files and deleted when they are empty', async () => {
    expect((await home.run(['asset', 'category', 'create', 'Brand / Signs'])).out).toBe('Brand / Signs is there.\n')
    expect(await json(['asset', 'category', 'move', 'Brand / Logos', 'Marks'])).toMatchObject({ assets: 1 })
    expect(await json('asset category list')).toMatchObject([
      { category: 'Brand / Signs', assets: 0 },
      { category: 'Marks', assets: 1 },
    ])
    expect((await home.run('asset category delete Marks')).code).toBe(6)
    expect(await json(['asset', 'category', 'delete', 'Brand / Signs'])).toEqual({ category: 'Brand / Signs' })
  })

  test('are published, taken offline and deleted', async () => {
    expect(await json('asset publish flag-2.txt')).toMatchObject({ environments: ['production'] })
    expect(await json('asset unpublish flag-2.txt')).toMatchObject({ environments: [] })
    await json('asset delete flag-2.txt')
    expect(await json('asset list')).toMatchObject([{ file_name: 'flag.txt' }])
  })
})

describe('tokens', () => {
  let secret: string
  let id: string

  test('the secret of a new one is all that goes to standard output', async () => {
    const { code, out, err } = await home.run('token create --kind management --mode read-write --name Deploy')
    secret = out.trim()
    id = secret.split('_')[2]!
    expect(code).toBe(0)
    expect(secret).toMatch(/^lk_mgt_\w{12}_\w{38}$/)
    expect(err).not.toContain(secret)
  })

  test('it works, and only for what it may do', async () => {
    expect((await withToken(secret, 'content export --type products')).code).toBe(0)
    const { code, err } = await withToken(secret, 'token list')
    expect(code).toBe(4)
    expect(err).toMatch('Kinds of token that may: session, personal')
  })

  test('what it did is told, once the server has written it down', async () => {
    const usage = await vi.waitFor(
      async () => {
        const found = await json(`token usage ${id} --days 1`)
        expect(found.refused).toBe(1)
        return found
      },
      { timeout: 25_000, interval: 500 },
    )
    expect(usage.days[0].refusals).toMatchObject([{ problem: 'token-kind-mismatch', layer: 'kind', calls: 1 }])
    const { out } = await home.run(`token usage ${id}`)
    expect(out).toMatch(/^calls +\d+$/m)
    expect(out).toMatch(/token-kind-mismatch \(kind\) +1/)
  })

  test('where it may be used is changed for its next call', async () => {
    const changed = await json([
      'token',
      'update',
      id,
      '--networks',
      '203.0.113.0/24',
      '--rate-limit',
      '9/second burst 20',
    ])
    expect(changed).toMatchObject({
      allowed_networks: ['203.0.113.0/24'],
      rate_limit: { requests: 9, per: 'second', burst: 20 },
    })
    expect((await withToken(secret, 'content export --type products')).code).toBe(4)
    expect(await json(`token update ${id} --networks any --rate-limit none`)).toMatchObject({
      allowed_networks: null,
      rate_limit: null,
    })
    expect((await withToken(secret, 'content export --type products')).code).toBe(0)
  })

  test('while it is paused it is refused', async () => {
    await json(`token deactivate ${id}`)
    expect((await withToken(secret, 'content export --type products')).code).toBe(3)
    await json(`token activate ${id}`)
    expect((await withToken(secret, 'content export --type products')).code).toBe(0)
  })

  test('it is explained', async () => {
    const { out } = await home.run(
      `token explain ${id} --action content.update --type products --entry red-shirt --field price`,
    )
    expect(out).not.toBe('')
  })

  test('revoked is for good', async () => {
    expect(await json(`token revoke ${id}`)).toMatchObject({ state: 'revoked' })
    expect((await home.run(`token activate ${id}`)).code).toBe(6)
    expect((await withToken(secret, 'content export --type products')).code).toBe(3)
  })

  test('a deleted one is listed no more', async () => {
    await json(`token delete ${id}`)
    expect(await json('token list')).toEqual([])
  })

  test('personal tokens have a scope', async () => {
    const issued = await json('token create --personal --scope read --name Reader --expires 1d')
    expect(issued).toMatchObject({ kind: 'personal', scope: { form: 'read' } })
    expect((await withToken(issued.secret, 'space list')).code).toBe(0)
    expect((await withToken(issued.secret, 'space create other')).code).toBe(4)
    expect(await json('token list --personal')).toMatchObject([{ id: issued.id, name: 'Reader' }])
  })

  test('no secret is in the log of the server', () => {
    expect(server.log()).not.toContain(secret.slice('lk_mgt_'.length + 13))
  })
})

describe('the audit trail', () => {
  const change = (sql: string) => {
    const database = new DatabaseSync(join(home.folder, 'data/latchkey.db'))
    database.exec(sql)
    database.close()
  }

  test('holds beside a running server', async () => {
    const heads = await json('audit verify --data data')
    expect(heads.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['holds', 'holds'])
    writeFileSync(join(home.folder, 'checkpoint.json'), JSON.stringify(heads))
  })

  test('a changed row is named', async () => {
    await server.stop()
    change(`update audit set body = replace(body, '127.0.0.1', '127.0.0.2') where action = 'tokens.revoke'`)
    const { code, out } = await home.run('audit verify --data data --json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ verdict: 'changed', seq: expect.any(Number) }))
  })

  test('a cut end is found by a checkpoint', async () => {
    change('delete from audit; delete from audit_chains')
    expect((await home.run('audit verify --data data')).code).toBe(0)
    const { code, out } = await home.run('audit verify --data data --checkpoint checkpoint.json')
    expect(code).toBe(1)
    expect(out).toMatch('cut')
  })
})
