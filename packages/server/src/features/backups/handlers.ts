import {
  createBackup,
  deleteBackup,
  downloadBackup,
  listBackups,
  restoreBackup,
  showBackup,
} from '@latchkey/contract/backups/operations'
import { problems } from '@latchkey/contract/problems'
import { backupTopic } from '../../backups/kept-rows.ts'
import { enqueue } from '../../jobs/outbox.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { readPage } from '../../lib/page.ts'
import { FileAnswer } from '../../pipeline/file-answer.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { removalTopic } from './jobs.ts'
import { backupFile, openFile } from './place.ts'
import { type BackupRow, countBackups, deleteBackupRow, insertBackup, readBackup, readBackups } from './queries.ts'
import { render } from './render.ts'

interface BackupFacts extends Facts {
  readonly backup: BackupRow
}

async function loadInstallation(): Promise<Facts> {
  return { target: { area: 'backups', space: null } }
}

export async function loadBackup({ db, input }: Context<{ params: { backup: string } }>): Promise<BackupFacts | null> {
  const backup = await readBackup(db, input.params.backup)
  if (backup === null) return null
  return { target: { area: 'backups', space: null, id: backup.id, creator: creatorOf(backup) }, backup }
}

export const backupImplementations = [
  implement(listBackups, {
    load: loadInstallation,
    handle: async ({ db, caller, input, services }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listBackups.id} ${caller.principal.name}`,
        rows: (after, limit) => readBackups(db, after, limit),
        positionOf: ({ id }) => [id],
        total: () => countBackups(db),
      })
      return { items: rows.map(render), ...page }
    },
  }),

  implement(showBackup, { load: loadBackup, handle: async ({ facts }) => render(facts.backup) }),

  implement(createBackup, {
    load: loadInstallation,
    handle: async ({ db, caller, input, services, now }) => {
      if (services.backups === null) throw refuse(problems.conflict, 'This server has no folder for backups.')
      const row: BackupRow = {
        id: services.newId(),
        state: 'pending',
        files: input.body.files === false ? 0 : 1,
        bytes: null,
        sha256: null,
        row_count: null,
        problem: null,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        finished_at: null,
      }
      await insertBackup(db, row)
      await enqueue(db, { topic: backupTopic, spaceId: null, body: { backup: row.id }, dueAt: now }, now)
      return render(row)
    },
    created: ({ id }) => id,
    replay: async (id, { db }) => {
      const row = await readBackup(db, id)
      return row && render(row)
    },
  }),

  implement(downloadBackup, {
    load: loadBackup,
    handle: async ({ facts: { backup }, services }) => {
      const { id, bytes, sha256 } = backup
      if (services.backups === null || bytes === null || sha256 === null) {
        throw refuse(problems.conflict, 'The backup is not done.')
      }
      const path = backupFile(services.backups, id)
      return new FileAnswer({
        fileName: `latchkey-${id}.tar.gz`,
        tag: `"${sha256.slice(0, 32)}"`,
        content: async () => ({ bytes, mediaType: 'application/gzip', open: (range) => openFile(path, range) }),
      })
    },
  }),

  implement(restoreBackup, {
    load: loadBackup,
    handle: async ({ facts: { backup }, services, note }) => {
      if (services.backups === null || backup.state !== 'done')
        throw refuse(problems.conflict, 'The backup is not done.')
      const file = backupFile(services.backups, backup.id)
      note({ backup: backup.id, sha256: backup.sha256 })
      return {
        backup: backup.id,
        file,
        steps: [
          'Stop the server.',
          'Put its key-ring.json and revocations.log into a new data folder.',
          `latchkey backup restore ${file} --data <that folder>`,
          'Start the server on that folder: everybody signs in anew.',
        ],
      }
    },
  }),

  implement(deleteBackup, {
    load: loadBackup,
    handle: async ({ db, facts, now }) => {
      await deleteBackupRow(db, facts.backup.id)
      await enqueue(db, { topic: removalTopic, spaceId: null, body: { backups: [facts.backup.id] }, dueAt: now }, now)
      return null
    },
  }),
]
