import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { ByteRange } from '../../blobs/blob-store.ts'
import type { JournalPosition } from '../../revocations/journal.ts'

/** Where the files of backups lie, and what a backup has to know besides the database. */
export interface BackupPlace {
  readonly folder: string
  /** How many good ones are kept, the newest; 0: all. */
  readonly keep: number
  /** Where the journal of revocations stands; null without one. */
  readonly journal: () => Promise<JournalPosition | null>
}

export function backupFile({ folder }: BackupPlace, id: string): string {
  return join(folder, `${id}.tar.gz`)
}

export async function makeFolder({ folder }: BackupPlace): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Size and digest of a file. */
export async function measure(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const digest = createHash('sha256')
  await pipeline(createReadStream(path), digest)
  return { bytes: (await stat(path)).size, sha256: digest.digest('hex') }
}

/** The bytes of a file, or a part of them; null when it is not on this machine. */
export async function openFile(path: string, range?: ByteRange): Promise<Readable | null> {
  try {
    return (await open(path)).createReadStream(range)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
