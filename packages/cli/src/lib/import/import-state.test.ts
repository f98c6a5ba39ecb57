import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openState } from './import-state.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  file = join(folder, 'rows.ndjson')
  writeFileSync(file, '{}\n')
})

const open = (destination: readonly unknown[] = ['shop']) =>
  openState({ env: { XDG_STATE_HOME: folder } }, file, destination)

test('a stopped import is found again', async () => {
  await (await open()).advance(200)
  expect((await open()).rows).toBe(200)
})

test('a complete one is forgotten', async () => {
  const state = await open()
  await state.advance(200)
  await state.finish()
  expect((await open()).rows).toBe(0)
})

test('another file, or another place for it, begins at the start', async () => {
  await (await open()).advance(200)
  expect((await open(['other'])).rows).toBe(0)
  appendFileSync(file, '{}\n')
  expect((await open()).rows).toBe(0)
})
