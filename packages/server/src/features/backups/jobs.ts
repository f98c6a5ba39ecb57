import { rm } from 'node:fs/promises'
import { backupTopic } from '../../backups/kept-rows.ts'
import { writeBackup } from '../../backups/write-backup.ts'
import { GiveUp, job } from '../../jobs/job.ts'
import { enqueue } from '../../jobs/outbox.ts'
import { writeWhole } from '../../lib/write-whole.ts'
import type { Services } from '../../services.ts'
import { backupFile, type BackupPlace, makeFolder, measure } from './place.ts'
import { deleteBackupRow, readBackup, readSurplus, settleBackup } from './queries.ts'

/** Takes the files of backups away that are not listed any more. */
export const removalTopic = 'backups.remove'

/** Makes a backup beside the requests. One that was killed in between is made anew, under the same name. */
const making = job<{ readonly backup: string }>({
  topic: backupTopic,
  run: async ({ body }, { services, signal, finish }) => {
    const place = placeOf(services)
    const backup = await services.database.read((db) => readBackup(db, body.backup))
    if (backup === null) return
    await makeFolder(place)
    const path = backupFile(place, backup.id)
    let rows = 0
    await writeWhole(path, async (file) => {
      const { database, ring, now } = services
      const blobs = backup.files === 1 ? services.files.blobs : null
      const manifest = await writeBackup({ database, ring, now, blobs, journal: place.journal, signal }, file)
      rows = Object.values(manifest.rows).reduce((sum, each) => sum + each, 0)
    })
    const measured = await measure(path)
    await finish(async (tx) => {
      const now = services.now()
      const outcome = { state: 'done', ...measured, row_count: rows, problem: null, finished_at: now } as const
      const isListed = await settleBackup(tx, backup.id, outcome)
      const surplus = isListed ? (place.keep === 0 ? [] : await readSurplus(tx, place.keep)) : [backup.id]
      for (const id of surplus) await deleteBackupRow(tx, id)
      if (surplus.length === 0) return
      await enqueue(tx, { topic: removalTopic, spaceId: null, body: { backups: surplus }, dueAt: now }, now)
    })
  },
  retryAfterMs: (attempts) => (attempts < 3 ? attempts * 10_000 : null),
  gaveUp: async (tx, { body }, reason, now) => {
    await settleBackup(tx, body.backup, { state: 'failed', problem: reason, finished_at: now })
  },
})

const removal = job<{ readonly backups: readonly string[] }>({
  topic: removalTopic,
  run: async ({ body }, { services }) => {
    const place = placeOf(services)
    for (const id of body.backups) await rm(backupFile(place, id), { force: true })
  },
})

function placeOf({ backups }: Services): BackupPlace {
  if (backups === null) throw new GiveUp('This server has no folder for backups.')
  return backups
}

export const backupJobs = [making, removal]
