import { hash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writer } from '../../database/database.ts'
import { GiveUp, job, type JobTools } from '../../jobs/job.ts'
import { writeWhole } from '../../lib/write-whole.ts'
import { OutgoingFailure } from '../../outgoing/outgoing-failure.ts'
import type { Services } from '../../services.ts'
import { fetchRelease, readFeed, UpdateFailure } from './feed.ts'
import { releaseFile } from './place.ts'
import { keepUpdates, readUpdates, type UpdatesRow } from './queries.ts'

export const checkTopic = 'updates.check'
export const downloadTopic = 'updates.download'

const check = job<object>({
  topic: checkTopic,
  run: (_job, tools) =>
    telling(tools, async ({ settings, outgoing, now }) => {
      if (settings.updatesFeed === null) throw new GiveUp('No release feed is configured.')
      const release = await readFeed(settings.updatesFeed, outgoing)
      return (tx, before) => {
        const isSame = before?.version === release.version && before.sha256 === release.sha256
        return keepUpdates(tx, {
          ...release,
          checked_at: now(),
          problem: null,
          downloaded_at: isSame ? before.downloaded_at : null,
        })
      }
    }),
})

const download = job<object>({
  topic: downloadTopic,
  run: (_job, tools) =>
    telling(tools, async ({ settings, database, outgoing, now }) => {
      const known = await database.read(readUpdates)
      if (settings.updatesFolder === null || known === null) throw nothingToDownload()
      if (known.version === null || known.url === null || known.sha256 === null) throw nothingToDownload()
      const bytes = await fetchRelease({ url: known.url }, outgoing)
      const digest = hash('sha256', bytes)
      if (digest !== known.sha256) {
        throw new UpdateFailure(`The file has the digest ${digest}, not the one of the feed: it was thrown away.`)
      }
      const path = releaseFile(settings.updatesFolder, known.version)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeWhole(path, (file) => void file.end(bytes))
      return (tx, before) =>
        before?.sha256 === known.sha256
          ? keepUpdates(tx, { ...before, problem: null, downloaded_at: now() })
          : Promise.resolve()
    }),
})

type Keep = (tx: Writer, before: UpdatesRow | null) => Promise<void>

/** Does the work and keeps what came of it; what another server says or does not say is kept as the problem. */
async function telling({ services, finish }: JobTools, work: (services: Services) => Promise<Keep>): Promise<void> {
  let keep: Keep
  try {
    keep = await work(services)
  } catch (error) {
    if (!(error instanceof UpdateFailure || error instanceof OutgoingFailure)) throw error
    keep = (tx, before) =>
      keepUpdates(tx, { ...(before ?? nothing), problem: error.message, checked_at: services.now() })
  }
  await finish(async (tx) => keep(tx, await readUpdates(tx)))
}

function nothingToDownload(): GiveUp {
  return new GiveUp('There is no release to download.')
}

const nothing = { version: null, notes: null, url: null, sha256: null, downloaded_at: null }

export const updateJobs = [check, download]
