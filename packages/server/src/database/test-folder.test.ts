import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import { sweepTestFolders } from './test-folder.ts'

test('folders of processes that are gone are swept, and no others', () => {
  const place = temporaryFolder('swept')
  const { pid: gone } = spawnSync(process.execPath, ['--version'])
  const named = basename(place)
  const folders = [named.replace(`-${process.pid}-`, `-${gone}-`), named, 'latchkey-home', 'somebody-1-else']
  for (const name of folders) mkdirSync(join(place, name, 'data'), { recursive: true })
  sweepTestFolders([place, join(place, 'nowhere')])
  expect(folders.map((name) => existsSync(join(place, name)))).toEqual([false, true, true, true])
})

test('a folder says whose it is', () => {
  expect(basename(temporaryFolder('x'))).toContain(`-${process.pid}-x-`)
})
