import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issue } from '@latchkey/tokens/text'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../run.ts'
import type { Terminal } from '../terminal.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-scan-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (path: string, content: string | Uint8Array) => writeFileSync(join(folder, path), content)
const token = (kind: 'personal' | 'delivery' | 'api' = 'personal') => {
  const { id, text } = issue(kind, randomBytes)
  return { id, text: text.expose() }
}

async function scan(words: readonly string[], input = '') {
  const [out, err]: [string[], string[]] = [[], []]
  const terminal: Terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: (async function* () {
      yield Buffer.from(input)
    })(),
    interactive: false,
    // Nothing listens there: what is found is found offline.
    env: { HOME: folder, LATCHKEY_URL: 'http://127.0.0.1:1' },
    signal: new AbortController().signal,
  }
  const code = await run(['scan', ...words], terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('a scan', () => {
  test('tells file, line and column, kind, id and masked text, never the secret, and ends with 1', async () => {
    const found = token()
    mkdirSync(join(folder, 'src'))
    write('src/deploy.sh', `#!/bin/sh\n\ncurl -H "Authorization: Bearer ${found.text}"\n`)
    write('README.md', 'No token here: lk_pat_.\n')
    const { code, out, err } = await scan([folder])
    expect(code).toBe(1)
    expect(out).toBe(`${folder}/src/deploy.sh:3:32: personal token ${found.id} (lk_pat_${found.id}_••••)`)
    expect(out + err).not.toContain(found.text.slice(20, 52))
  })

  test('of clean files ends with 0 and prints nothing', async () => {
    write('a.txt', 'lk_pat_AAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n')
    expect(await scan([folder])).toEqual({ code: 0, out: '', err: '' })
  })

  test('reads one file, and standard input', async () => {
    const { id, text } = token()
    write('one.env', `KEY=${text}`)
    expect((await scan([join(folder, 'one.env')])).out).toContain(`one.env:1:5: personal token ${id}`)
    expect((await scan(['-'], `first\n  ${text}`)).out).toContain(`-:2:3: personal token ${id}`)
  })

  test('follows no symbolic link, neither to a file nor out of the folder, and says so', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'latchkey-scan-outside-'))
    writeFileSync(join(outside, 'secret.txt'), token().text)
    symlinkSync(outside, join(folder, 'folder-link'))
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'file-link'))
    const { code, out, err } = await scan([folder])
    expect([code, out]).toEqual([0, ''])
    expect(err).toMatch(/^Skipped as symbolic link: .*file-link, .*folder-link\.$/)
    expect((await scan([join(folder, 'file-link')])).code).toBe(2)
    rmSync(outside, { recursive: true })
  })

  test('leaves out binary and huge files, and what git keeps for itself, and says what it left out', async () => {
    write('image.bin', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(token().text)]))
    write('huge.log', Buffer.alloc(10 * 1024 * 1024 + 1, 'x'))
    mkdirSync(join(folder, '.git'))
    write('.git/config', token().text)
    const { code, err } = await scan([folder])
    expect(code).toBe(0)
    expect(err).toMatch(/Skipped as too large: .*huge\.log\./)
    expect(err).toMatch(/Skipped as binary: .*image\.bin\./)
  })

  test('leaves out what .latchkeyignore names: paths, and tokens that are known', async () => {
    const [known, other] = [token(), token('delivery')]
    mkdirSync(join(folder, 'fixtures'))
    write('fixtures/keys.txt', token().text)
    write('keys.snap', token().text)
    write('site.js', `const keys = ['${known.text}', '${other.text}']`)
    write('.latchkeyignore', `# known\nfixtures/\n*.snap\ntoken:${known.id}\n`)
    const { out, err } = await scan([folder])
    expect(out).toMatch(new RegExp(`^\\S+site.js:1:78: delivery token ${other.id} \\(\\S+\\)$`))
    expect(err).toMatch(/Skipped as ignored: .*fixtures, .*keys\.snap\./)
    write('.latchkeyignore', 'token:short\n')
    expect((await scan([folder])).code).toBe(2)
  })

  test('prints JSON for programs', async () => {
    const { id, text } = token('api')
    write('a.txt', text)
    const { out } = await scan([folder, '--format', 'json'])
    expect(JSON.parse(out)).toEqual([
      { path: join(folder, 'a.txt'), line: 1, column: 1, kind: 'api', id, masked: `lk_api_${id}_••••` },
    ])
  })

  test('prints SARIF for code hosts, with a rule for each kind', async () => {
    const { id, text } = token()
    write('a b.txt', `\n${text}`)
    const { out } = await scan([folder, '--format', 'sarif'])
    const log = JSON.parse(out)
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'latchkey scan' } } }] })
    const [{ results, tool }] = log.runs
    expect(results).toMatchObject([
      {
        ruleId: 'latchkey/personal',
        partialFingerprints: { 'latchkeyToken/v1': id },
        locations: [{ physicalLocation: { region: { startLine: 2, startColumn: 1, endColumn: 59 } } }],
      },
    ])
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/\/a%20b\.txt$/)
    expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toContain('latchkey/personal')
    expect(out).not.toContain(text.slice(20, 52))
  })

  test('asks no server unless told to, and fails when the server that it was told to ask is away', async () => {
    write('a.txt', token().text)
    expect((await scan([folder, '--check'])).code).toBe(7)
  })

  test('of nothing that exists is a mistake of the command line', async () => {
    expect((await scan([join(folder, 'nothing')])).code).toBe(2)
    expect((await scan([folder, '--ignore-file', join(folder, 'nothing')])).code).toBe(2)
  })
})
