import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Builds the studio where this program runs from the repository; the published package brings it along, built. */
export async function buildStudio(): Promise<void> {
  const script = fileURLToPath(new URL('../../../../studio/build.ts', import.meta.url))
  if (existsSync(script)) await promisify(execFile)(process.execPath, [script])
}
