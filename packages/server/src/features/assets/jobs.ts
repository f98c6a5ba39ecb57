import type { Database } from '../../database/database.ts'
import { type Job, job } from '../../jobs/job.ts'
import { enqueue } from '../../jobs/outbox.ts'
import type { Services } from '../../services.ts'
import { deleteExpiredUploads } from '../asset-uploads/queries.ts'
import { blobRemovalTopic, type BlobRemoval, blobsInUse } from './release-blob.ts'

const dayMs = 24 * 60 * 60 * 1000
const sweepTopic = 'assets.sweep'
/** Blobs that are looked up at once. */
const batchSize = 500

const removeBlob = job<BlobRemoval>({
  topic: blobRemovalTopic,
  run: async ({ body: { blob } }, { services }) => {
    const used = await services.database.read((db) => blobsInUse(db, [blob]))
    if (!used.has(blob)) await services.files.blobs.remove(blob)
  },
})

/** Once a day: what uploads that never came to an end have left, wherever they were killed. */
const sweep = job<object>({
  topic: sweepTopic,
  run: async (_job, { services, finish }) => {
    await sweepFiles(services)
    await finish((tx) => askForSweep(tx, services.now(), dayMs))
  },
  // Tomorrow is soon enough, and never too late.
  retryAfterMs: () => dayMs,
})

export const assetJobs: readonly Job[] = [removeBlob, sweep]

/** Sees to it that there is a sweep ahead; any number of nodes may. */
export async function keepSweeping(database: Database, now: number): Promise<void> {
  await database.write(async (tx) => {
    const ahead = await tx.selectFrom('outbox').select('id').where('topic', '=', sweepTopic).limit(1).executeTakeFirst()
    if (ahead === undefined) await askForSweep(tx, now, 0)
  })
}

async function askForSweep(tx: Parameters<typeof enqueue>[0], now: number, inMs: number): Promise<void> {
  await enqueue(tx, { topic: sweepTopic, spaceId: null, body: {}, dueAt: now + inMs }, now)
}

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
