import { readFile } from 'node:fs/promises'
import type { Configuration } from '../configuration.ts'
import { openDatabase } from '../database/open-database.ts'
import { openFiles } from '../files/files.ts'
import { readKeyRing } from '../key-ring-file.ts'
import { writeWhole } from '../lib/write-whole.ts'
import { positionOf } from '../revocations/journal.ts'
import type { Manifest } from './format.ts'
import { writeBackup } from './write-backup.ts'

export interface InstallationBackup {
  readonly configuration: Configuration
  readonly file: string
  /** With the bytes of assets. */
  readonly files: boolean
  readonly now: number
}

/** Writes a backup of an installation on this machine, beside a running server or without one. */
export async function writeInstallation({ configuration, file, files, now }: InstallationBackup): Promise<Manifest> {
  const database = await openDatabase(configuration.database, { readOnly: true })
  try {
    const ring = await readKeyRing(configuration.keyRingFile)
    const blobs = files ? openFiles(configuration.files).blobs : null
    const journal = () => readFile(configuration.revocationsFile).then(positionOf, () => null)
    let manifest: Manifest | undefined
    await writeWhole(file, async (target) => {
      manifest = await writeBackup({ database, ring, blobs, journal, now: () => now }, target)
    })
    if (manifest === undefined) throw new Error('A backup was written without a manifest.')
    return manifest
  } finally {
    await database.close()
  }
}
