import type { Backup } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { saveBlob } from '../../pieces/save-text.ts'

/** Downloads a backup and saves it. Answers whether what arrived is what the server wrote down. */
export async function downloadVerified({ id, sha256 }: Backup): Promise<boolean> {
  const response = await api.downloadBackup({ backup: id })
  const blob = await response.blob()
  saveBlob(`latchkey-${id}.backup`, blob)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256
}
