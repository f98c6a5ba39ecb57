import { rmSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { makeTestFolder } from '../database/test-folder.ts'

/** A new folder that is gone when the test is over. */
export function temporaryFolder(name: string): string {
  const folder = makeTestFolder(name)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
