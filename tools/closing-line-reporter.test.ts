import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { closingLine } from './lib/closing-line.ts'

// Each test starts a Vitest of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs one throw-away test file in a Vitest of its own and answers the last line of its output. */
const lastLineOf = async (testBody: string): Promise<string> => {
  const folder = await mkdtemp(join(root, 'node_modules', '.closing-line-'))
  try {
    await writeFile(join(folder, 'sample.test.mjs'), `import { beforeAll, describe, test } from 'vitest'\n${testBody}`)
    await writeFile(join(folder, 'vitest.config.mjs'), `export default { test: { include: ['sample.test.mjs'] } }`)
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const reporter = join(root, 'tools/closing-line-reporter.ts')
    const flags = ['run', '--root', folder, '--reporter', 'default', '--reporter', reporter]
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, [vitest, ...flags], { cwd: folder }, (_failure, stdout) => resolve(stdout))
    })
    return output.trimEnd().split('\n').at(-1) ?? ''
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('the line names skipped tests only when there are any', () => {
  expect(closingLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
  expect(closingLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
})

test('passed, failed and skipped tests are counted, and the line is the last one', async () => {
  const body = `test('a', () => {}); test('b', () => { throw new Error('no') }); test.skip('c', () => {}); test.todo('d')`
  expect(await lastLineOf(body)).toBe('1 passed, 1 failed, 2 skipped')
})

test('a hook that fails counts as a failure although its tests are only skipped', async () => {
  const body = `describe('s', () => { beforeAll(() => { throw new Error('no') }); test('a', () => {}) }); test('b', () => {})`
  expect(await lastLineOf(body)).toBe('1 passed, 1 failed, 1 skipped')
})

test('a file that cannot be loaded counts as a failure', async () => {
  expect(await lastLineOf(`throw new Error('no')`)).toBe('0 passed, 1 failed')
})

test('an error outside every test counts as a failure', async () => {
  expect(await lastLineOf(`test('a', () => { void Promise.reject(new Error('no')) })`)).toBe('1 passed, 1 failed')
})
