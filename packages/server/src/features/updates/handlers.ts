import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import {
  checkUpdates,
  downloadUpdate,
  installUpdate,
  showUpdates,
  type UpdateState,
} from '@latchkey/contract/updates/operations'
import { enqueue } from '../../jobs/outbox.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { version } from '../../version.ts'
import { isNewer } from './feed.ts'
import { checkTopic, downloadTopic } from './jobs.ts'
import { releaseFile } from './place.ts'
import { readUpdates } from './queries.ts'

async function load(): Promise<Facts> {
  return { target: { area: 'updates', space: null } }
}

export const updateImplementations = [
  implement(showUpdates, { load, handle: readState }),

  implement(checkUpdates, {
    load,
    handle: async (context) => {
      const { db, services, now } = context
      if (services.settings.updatesFeed === null) {
        throw refuse(problems.conflict, 'No release feed is configured: set LATCHKEY_UPDATES to its URL or file.')
      }
      await enqueue(db, { topic: checkTopic, spaceId: null, body: {}, dueAt: now }, now)
      return readState(context)
    },
  }),

  implement(downloadUpdate, {
    load,
    handle: async (context) => {
      const { db, services, now } = context
      const state = await readState(context)
      if (state.available === null || services.settings.updatesFolder === null) {
        throw refuse(problems.conflict, 'No newer release is known: check for updates first.')
      }
      await enqueue(db, { topic: downloadTopic, spaceId: null, body: {}, dueAt: now }, now)
      return state
    },
  }),

  implement(installUpdate, {
    load,
    handle: async (context) => {
      const { available } = await readState(context)
      const { updatesFolder } = context.services.settings
      if (available?.downloaded !== true || updatesFolder === null) {
        throw refuse(problems.conflict, 'No release has been downloaded yet.')
      }
      const file = releaseFile(updatesFolder, available.version)
      context.note({ version: available.version, sha256: available.sha256 })
      return {
        version: available.version,
        file,
        steps: [
          'latchkey backup create',
          'Stop the server.',
          `npm install --global ${file}`,
          'Start the server: its database is brought up to date.',
        ],
      }
    },
  }),
]

async function readState({ db, services }: Pick<Context, 'db' | 'services'>): Promise<Static<typeof UpdateState>> {
  const row = await readUpdates(db)
  const told = {
    current: version,
    configured: services.settings.updatesFeed !== null,
    checked_at: row === null || row.checked_at === null ? null : new Date(row.checked_at).toISOString(),
    problem: row?.problem ?? null,
  }
  if (row === null || row.version === null || row.url === null || row.sha256 === null)
    return { ...told, available: null }
  if (!isNewer(row.version, version)) return { ...told, available: null }
  const { version: latest, notes, url, sha256, downloaded_at } = row
  return { ...told, available: { version: latest, notes, url, sha256, downloaded: downloaded_at !== null } }
}
