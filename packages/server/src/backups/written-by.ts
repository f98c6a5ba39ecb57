import { access } from 'node:fs/promises'
import { readKeyRing } from '../key-ring-file.ts'
import { verifyManifest } from './format.ts'
import type { BackupEnd } from './read-backup.ts'

/** In words, whether the installation with a key-ring file has written a backup. */
export async function whoWrote({ manifestBytes, mac }: BackupEnd, keyRingFile: string): Promise<string> {
  const isThere = await access(keyRingFile).then(
    () => true,
    () => false,
  )
  if (!isThere) return 'unknown: there is no key ring here'
  switch (verifyManifest(await readKeyRing(keyRingFile), manifestBytes, mac)) {
    case 'signed':
      return 'the installation with this key ring'
    case 'unknown-key':
      return 'an installation with another key ring'
    case 'forged':
      return 'somebody else: the signature does not fit'
  }
}
