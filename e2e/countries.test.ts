import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('every country of the world goes in and comes out again', { timeout: 120_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, '../examples/countries/run.ts'),
  ])
  expect(stdout).toContain('250 rows: 250 created, 0 updated')
  expect(stdout).toContain('Every country of the file was read back as it is there.')
})
