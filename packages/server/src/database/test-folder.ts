import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

const roomNeeded = 1024 ** 3
const inMemory = '/dev/shm'

/** What follows is the id of the process whose it is. Containers may share a folder, and not their processes. */
const prefix = `latchkey-${hostname()}-`

/**
 * A new folder for a test's data; in memory where there is room, because `fsync` stays on and costs most of the time.
 * Whoever makes it removes it; what it leaves, and what a killed run has left, is swept when a run ends, and when one begins.
 */
export function makeTestFolder(name: string): string {
  return mkdtempSync(join(hasRoom(inMemory) ? inMemory : tmpdir(), `${prefix}${process.pid}-${name}-`))
}

/** Removes the folders of tests whose process is gone. */
export function sweepTestFolders(places: readonly string[] = [inMemory, tmpdir()]): void {
  for (const place of places) {
    for (const name of namesIn(place)) {
      const owner = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined
      if (owner === undefined || isAlive(Number(owner))) continue
      // One that somebody else sweeps too, or that belongs to another user, is none of ours.
      rmSync(join(place, name), { recursive: true, force: true, maxRetries: 1 })
    }
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > roomNeeded
  } catch {
    return false
  }
}
