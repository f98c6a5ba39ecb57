import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Home, newHome, type Served, serveIn } from './support/latchkey.ts'

// The shape of a space as files, as a person keeps it. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

let home: Home
let server: Served
const folder = mkdtempSync(join(tmpdir(), 'latchkey-schema-'))

beforeAll(async () => {
  home = newHome()
  server = await serveIn(home)
  Object.assign(home.variables, { LATCHKEY_URL: server.url, LATCHKEY_SPACE: 'shop' })
  home.variables.LATCHKEY_SETUP_SECRET = server.setupSecret!
  await run('setup --email ada@example.com --name Ada --password-stdin', 'correct horse battery')
  delete home.variables.LATCHKEY_SETUP_SECRET
  await run('space create shop')
}, 240_000)

afterAll(async () => {
  await server.stop()
  home.remove()
  rmSync(folder, { recursive: true })
})

async function run(words: string | readonly string[], input?: string) {
  const { code, out, err } = await home.run(words, input)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return out
}

const fileOf = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'))
const put = (path: string, value: unknown) => writeFileSync(join(folder, path), JSON.stringify(value))
const bytes = (path: string) =>
  readdirSync(join(folder, path))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, path, name), 'utf8')])

const shirts = {
  slug: 'shirts',
  fields: [
    { type: 'text', id: 'title', filterable: true, required: false },
    { id: 'size', type: 'select', choices: { datasource: 'sizes' } },
  ],
}

test('a folder without files is refused', async () => {
  const { code, err } = await home.run(['schema', 'push', folder])
  expect(code).toBe(2)
  expect(err).toMatch(/holds no content-types/)
})

test('what files say is planned, made, and then the same', async () => {
  await run(['schema', 'pull', folder])
  mkdirSync(join(folder, 'content-types'), { recursive: true })
  mkdirSync(join(folder, 'datasources'), { recursive: true })
  put('content-types/shirts.json', shirts)
  put('datasources/sizes.json', { dimensions: ['de'], entries: [{ key: 's', values: { de: 'Klein' } }, { key: 'm' }] })
  const plan = await run(['schema', 'push', folder, '--dry-run'])
  expect(plan).toBe('create datasource sizes\ncreate content type shirts\n')
  expect(await run(['schema', 'push', folder])).toBe(plan)
  expect(await run(['schema', 'push', folder])).toBe('Everything is as the files say.\n')
})

test('pulling writes one form, and pushing what was pulled does nothing', async () => {
  expect(await run(['schema', 'pull', folder])).toBe(`1 content type and 1 datasource written to ${folder}.\n`)
  const first = [bytes('content-types'), bytes('datasources')]
  expect(fileOf('content-types/shirts.json')).toEqual({
    slug: 'shirts',
    name: 'shirts',
    singleton: false,
    fields: [{ id: 'title', type: 'text', filterable: true }, shirts.fields[1]],
  })
  expect(await run(['schema', 'push', folder])).toBe('Everything is as the files say.\n')
  await run(['schema', 'pull', folder])
  expect([bytes('content-types'), bytes('datasources')]).toEqual(first)
})

test('a change that values stand against stops the push before it writes, until it is confirmed', async () => {
  await run(['call', 'entries.create', '--param', 'space=shop', '--body', '{"type":"shirts","fields":{"title":"A"}}'])
  put('content-types/shirts.json', { slug: 'shirts', fields: [shirts.fields[1], { id: 'price', type: 'number' }] })
  put('datasources/colours.json', { slug: 'colours', entries: [] })
  const refused = await home.run(['schema', 'push', folder])
  expect(refused.code).toBe(1)
  expect(refused.out).toBe(
    [
      'create datasource colours',
      'change content type shirts',
      '  + price',
      '  - title',
      '  ! title: 1 entry with a value that would be lost.',
      '',
    ].join('\n'),
  )
  expect(refused.err).toMatch(/Nothing was changed: repeat it with --confirm\./)
  expect(await run(['schema', 'push', folder, '--dry-run'])).toBe(refused.out)
  await run(['schema', 'push', folder, '--confirm'])
  expect(await run(['schema', 'push', folder])).toBe('Everything is as the files say.\n')
})

test('a field is called otherwise, a key goes, and what only the server has is left', async () => {
  put('content-types/shirts.json', {
    slug: 'shirts',
    fields: [shirts.fields[1], { id: 'cost', was: 'price', type: 'number' }],
  })
  put('datasources/sizes.json', { slug: 'sizes', dimensions: ['de'], entries: [{ key: 'm', value: 'Medium' }] })
  rmSync(join(folder, 'datasources/colours.json'))
  expect(await run(['schema', 'push', folder])).toBe(
    [
      'change datasource sizes',
      '  - s',
      '  ~ m',
      'change content type shirts',
      '  ~ cost (was price)',
      'leave (no file) datasource colours',
      '',
    ].join('\n'),
  )
  expect(await run(['schema', 'push', folder])).toBe('leave (no file) datasource colours\n')
  await run(['schema', 'pull', folder])
  expect(fileOf('datasources/sizes.json')).toMatchObject({ entries: [{ key: 'm', value: 'Medium', values: {} }] })
})
