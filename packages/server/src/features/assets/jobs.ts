import { daily } from '../../jobs/daily.ts'
import { type Job, job } from '../../jobs/job.ts'
import type { Services } from '../../services.ts'
import { deleteExpiredUploads } from '../asset-uploads/queries.ts'
import { blobRemovalTopic, type BlobRemoval, blobsInUse } from './release-blob.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Blobs that are looked up at once. */
const batchSize = 500

const removeBlob = job<BlobRemoval>({
  topic: blobRemovalTopic,
  run: async ({ body: { blob } }, { services }) => {
    const used = await services.database.read((db) => blobsInUse(db, [blob]))
    if (!used.has(blob)) await services.files.blobs.remove(blob)
  },
})

/** What uploads that never came to an end have left, wherever they were killed. */
export const sweepAssets = daily('assets.sweep', sweepFiles)

export const assetJobs: readonly Job[] = [removeBlob, sweepAssets]

/** Removes uploads that have expired, staged files and blobs of which nothing has come for a day. */
export async function sweepFiles({
  database,
  files,
  now,
}: Pick<Services, 'database' | 'files' | 'now'>): Promise<void> {
  await database.write((tx) => deleteExpiredUploads(tx, now()))
  // By the clock of the disk or the store, which wrote the times that it is compared with.
  const before = Date.now() - dayMs
  await files.staging.sweep(before)
  let batch: string[] = []
  const removeUnused = async () => {
    const used = await database.read((db) => blobsInUse(db, batch))
    for (const name of batch) if (!used.has(name)) await files.blobs.remove(name)
    batch = []
  }
  for await (const { name, storedAt } of files.blobs.list()) {
    if (storedAt >= before) continue
    batch.push(name)
    if (batch.length === batchSize) await removeUnused()
  }
  await removeUnused()
}
