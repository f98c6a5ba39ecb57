import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createClient } from '@latchkey/client/client'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { newHome, type Served, serveIn } from './support/latchkey.ts'

const root = join(import.meta.dirname, '..')

beforeAll(() => promisify(execFile)(process.execPath, [join(root, 'tools/bundle.ts')]), 120_000)

test('the published package runs from an empty folder, with nothing beside it', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-package-'))
  cpSync(join(root, 'packages/cli/dist/latchkey'), folder, { recursive: true })
  const home = newHome(join(folder, 'bin/latchkey.mjs'))
  onTestFinished(() => {
    home.remove()
    rmSync(folder, { recursive: true })
  })
  expect(readdirSync(folder)).not.toContain('node_modules')
  const server = await serveIn(home)
  try {
    const client = createClient({ url: server.url, token: await ownersSession(server) })
    await client.spaces.create({ body: { slug: 'shop', name: 'Shop' } })
    // What a file is, is told by a package that loads parts of itself as it goes.
    const uploaded = await client.uploadAsset({ space: 'shop' }, new File(['a,b\n1,2\n'], 'table.csv'))
    expect(uploaded).toMatchObject({ media_type: 'text/csv' })
  } finally {
    await server.stop()
  }
  expect(await home.run('audit verify --data data')).toMatchObject({ code: 0 })
})

async function ownersSession({ url, setupSecret }: Served): Promise<string> {
  const owner = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const body = { setup_secret: setupSecret!, ...owner }
  const { secret } = await createClient({ url }).setup.createOwner({ body })
  if (secret === undefined) throw new Error('Setting up has answered no secret.')
  return secret
}
