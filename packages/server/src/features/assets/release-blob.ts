import type { Reader, Writer } from '../../database/database.ts'
import { enqueue } from '../../jobs/outbox.ts'

export interface BlobRemoval {
  readonly blob: string
}

export const blobRemovalTopic = 'assets.remove-blob'

/** Longer than any transaction lasts that may be copying the last row which shows the bytes. */
const waitMs = 60 * 60 * 1000

/** Asks for bytes to be removed that an asset no longer shows; they stay when another one still does. */
export async function releaseBlob(tx: Writer, spaceId: string, blob: string, now: number): Promise<void> {
  const body: BlobRemoval = { blob }
  await enqueue(tx, { topic: blobRemovalTopic, spaceId, body, dueAt: now + waitMs }, now)
}

/** Which of some blobs are shown by an asset, in the trash or not, in any branch, are live anywhere, or are on their way in. */
export async function blobsInUse(db: Reader, blobs: readonly string[]): Promise<Set<string>> {
  if (blobs.length === 0) return new Set()
  const used = new Set<string>()
  for (const table of ['assets', 'published_assets', 'asset_uploads'] as const) {
    const rows = await db.selectFrom(table).select('blob').where('blob', 'in', blobs).execute()
    for (const { blob } of rows) used.add(blob)
  }
  return used
}
