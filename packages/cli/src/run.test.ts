import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Terminal } from './lib/terminal.ts'
import { run } from './run.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-run-'))
})
afterAll(() => rmSync(home, { recursive: true }))

/** Nothing listens on port 1. */
async function say(words: string, env: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: (async function* () {})(),
    interactive: false,
    env: { HOME: home, LATCHKEY_URL: 'http://127.0.0.1:1', ...env },
    signal: new AbortController().signal,
  }
  const code = await run(words.split(' '), terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('exit codes', () => {
  test.each([
    ['--help', 0],
    ['--version', 0],
    ['token create --help', 0],
    ['token', 2],
    ['nonsense', 2],
    ['space create', 2],
    ['token list', 2],
    ['token create --name x', 2],
    ['token list --space shop --personal', 2],
    ['token update 7Hq2mK9xB1aZ --space shop --rate-limit fast', 2],
    ['token update 7Hq2mK9xB1aZ --personal --origins https://shop.example', 2],
    ['token update 7Hq2mK9xB1aZ --personal --cache-ttl 60', 2],
    ['token update 7Hq2mK9xB1aZ --space shop --cache-ttl long', 2],
    ['space update shop --shared-caches maybe', 2],
    ['call entries.nonsense', 2],
    ['publish-request submit', 2],
    ['publish-request list', 2],
    ['backup download', 2],
    ['organization set-role studio 019a king', 2],
    ['call entries.show --param space=shop', 2],
    ['content import rows.txt --space shop --type products', 2],
    ['login --email ada@example.com', 2],
    ['space list', 7],
  ])('%s ends with %i', async (words, code) => {
    expect((await say(words)).code).toBe(code)
  })
})

test('help tells the exit codes', async () => {
  expect((await say('--help')).out).toMatch(/ {2}4 +the token may not do this/)
})

test('results go to standard output, and complaints to standard error', async () => {
  const { out, err } = await say('space list')
  expect(out).toBe('')
  expect(err).toMatch('http://127.0.0.1:1 does not answer')
})

test('a complaint never shows the token', async () => {
  const { out, err } = await say('space list', { LATCHKEY_TOKEN: 'lk_pat_7Hq2mK9xB1aZ_secret' })
  expect(out + err).not.toContain('secret')
})

describe('completion', () => {
  test.each([
    ['tok', ['token']],
    ['token rev', ['reveal', 'revoke']],
    ['token create --ki', ['--kind']],
    ['call spaces.s', ['spaces.show']],
  ])('%s', async (words, completions) => {
    const { out } = await say(`complete -- ${words}`)
    expect(out.split('\n').toSorted()).toEqual(completions)
  })

  test.each(['bash', 'zsh', 'fish'])('there is a script for %s', async (shell) => {
    expect((await say(`completion ${shell}`)).out).toContain('latchkey complete --')
  })
})
