import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { newHome, serveIn } from './support/latchkey.ts'

const root = join(import.meta.dirname, '..')

beforeAll(() => promisify(execFile)(process.execPath, [join(root, 'tools/bundle.ts')]), 30_000)

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
  const { status } = await fetch(`${server.url}/health`)
  await server.stop()
  expect(status).toBe(200)
  expect(await home.run('audit verify --data data')).toMatchObject({ code: 0 })
})
