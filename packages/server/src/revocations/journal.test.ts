import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import { continues, openJournal, parseJournal, type RevocationJournal } from './journal.ts'

const opened: RevocationJournal[] = []
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close()
})

async function open(path = join(temporaryFolder('journal'), 'revocations.log')) {
  const journal = await openJournal(path)
  opened.push(journal)
  return { path, journal }
}

const over = (token: string) => ({ token, secretVersion: null })

test('what was appended is there when it is opened again, for its own user alone', async () => {
  const { path, journal } = await open()
  await Promise.all([
    journal.append([over('a')], 0),
    journal.append([over('b'), { token: 'c', secretVersion: 2 }], 0),
    journal.append([{ token: 'c', secretVersion: 1 }], 0),
  ])
  const { endings } = (await open(path)).journal
  expect(['a', 'b', 'c', 'd'].map((token) => endings.isOver(token))).toEqual([true, true, false, false])
  expect(['a', 'c', 'd'].map((token) => endings.secretsEnded(token))).toEqual([0, 2, 0])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what is known already adds no line', async () => {
  const { path, journal } = await open()
  await journal.append([over('a')], 0)
  const before = readFileSync(path, 'utf8')
  await journal.append([over('a'), { token: 'a', secretVersion: 3 }], 1)
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('a line that a kill has torn off is passed over, and the next one is read', async () => {
  const { path, journal } = await open()
  await journal.append([over('a')], 0)
  appendFileSync(path, '\n{"token":"torn","secret_ver')
  await (await open(path)).journal.append([over('b')], 0)
  const { endings } = (await open(path)).journal
  expect(['a', 'torn', 'b'].map((token) => endings.isOver(token))).toEqual([true, false, true])
})

test('two processes may write to one file', async () => {
  const { path, journal } = await open()
  const other = (await open(path)).journal
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 ? journal : other).append([over(`t${index}`)], 0)),
  )
  const { endings } = (await open(path)).journal
  expect(Array.from({ length: 50 }, (_, index) => endings.isOver(`t${index}`))).not.toContain(false)
})

test.each([
  '{"token":"a","secret_version":"2"}',
  '{"token":7,"secret_version":null}',
  '{"secret_version":null}',
  '{"token":"a"}',
  '{"token":"a",,"secret_version":null}',
  '{}',
])('a damaged line stops the start: %s', async (line) => {
  const { path } = await open()
  writeFileSync(path, `${readFileSync(path, 'utf8')}${line}\n`)
  await expect(openJournal(path)).rejects.toThrow(/is damaged in line \d+\. Put a copy of it in place/)
})

test('a journal goes on from each position that it had, and from no other', async () => {
  const { path, journal } = await open()
  const start = await journal.position()
  await journal.append([over('a')], 0)
  const later = await journal.position()
  await journal.append([over('b')], 0)
  const bytes = readFileSync(path)
  expect([start, later].map((position) => continues(bytes, position))).toEqual([true, true])
  expect(continues(bytes.subarray(0, start.bytes), later)).toBe(false)
  expect(continues(readFileSync((await open()).path), start)).toBe(false)
  expect(parseJournal(bytes, path).isOver('b')).toBe(true)
})
