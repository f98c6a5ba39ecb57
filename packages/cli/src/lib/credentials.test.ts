import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { credentialsPath, forgetCredential, keepCredential, readCredentials } from './credentials.ts'

const url = 'https://content.example.com'
const credential = { token: 'lk_ses_x', label: 'ada@example.com' }
let path: string

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-credentials-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  path = credentialsPath({ env: { XDG_CONFIG_HOME: folder } })
})

test('a token is kept for its server, which becomes the current one', async () => {
  await keepCredential(path, url, credential)
  expect(await readCredentials(path)).toEqual({ current: url, servers: { [url]: credential } })
})

test('nobody else may read the file or its folder', async () => {
  await keepCredential(path, url, credential)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
})

test('forgetting one server leaves the others', async () => {
  await keepCredential(path, url, credential)
  await keepCredential(path, 'http://localhost:4010', credential)
  expect(await forgetCredential(path, url)).toBe(true)
  expect(await readCredentials(path)).toEqual({
    current: 'http://localhost:4010',
    servers: { 'http://localhost:4010': credential },
  })
  expect(await forgetCredential(path, url)).toBe(false)
})

test('a damaged file is told of, not overwritten', async () => {
  await keepCredential(path, url, credential)
  writeFileSync(path, '{')
  await expect(keepCredential(path, url, credential)).rejects.toThrow('damaged')
})
