import { publishEntry, unpublishEntry } from '@latchkey/contract/entries/operations'
import { appendAudits } from '../../database/audit-chain.ts'
import type { Writer } from '../../database/database.ts'
import { GiveUp, job } from '../../jobs/job.ts'
import type { Author } from '../../pipeline/author.ts'
import { storedLocales } from '../content/errand-reach.ts'
import { endSchedule, readEnvironmentSlugs, readStoredSchedule } from './queries.ts'

export const scheduleTopic = 'schedules.run'

/** What the job of a schedule knows. */
export interface ScheduledErrand {
  readonly schedule: string
  /** The id of its branch. */
  readonly branch: string
  readonly author: Author
}

/** Publishes or takes offline when the time has come, by the rights that the author then has; what is refused says why. */
export const runSchedule = job<ScheduledErrand>({
  topic: scheduleTopic,
  run: async ({ id, body: { schedule: scheduleId, branch, author }, spaceId }, { finish, services }) => {
    if (spaceId === null) throw new GiveUp('A schedule belongs to a space.')
    await finish(
      async (tx, performAs) => {
        const schedule = await readStoredSchedule(tx, scheduleId)
        if (schedule?.state !== 'pending') return
        const { entry_id: entry, version } = schedule
        const locales = storedLocales(schedule.locales)
        const slugs = await readEnvironmentSlugs(tx, spaceId)
        const environments = environmentIds(schedule.environments).map((each) => slugs.get(each) ?? each)
        const input = { params: { space: spaceId, entry }, query: { branch } }
        const where = { environments, ...(locales && { locales: [...locales] }) }
        if (schedule.action === 'unpublish') {
          await performAs(author, spaceId, unpublishEntry, { ...input, body: where })
        } else {
          const body = { ...where, ...(version !== null && { version }) }
          await performAs(author, spaceId, publishEntry, { ...input, body })
        }
        await endSchedule(tx, scheduleId, { state: 'done', reason: null, at: services.now() })
      },
      async (tx, { problem, detail }) => {
        const reason = detail ?? problem.description
        const at = services.now()
        if (!(await endSchedule(tx, scheduleId, { state: 'failed', reason, at }))) return
        await appendFailure(tx, { spaceId, scheduleId, author, reason, jobId: id, at })
      },
    )
  },
})

/** Environments as a schedule keeps them. */
export function environmentIds(text: string): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the handler from resolved environments.
  return JSON.parse(text) as readonly string[]
}

interface Failure {
  readonly spaceId: string
  readonly scheduleId: string
  readonly author: Author
  readonly reason: string
  readonly jobId: string
  readonly at: number
}

/** What was not done leaves a line in the activity too. */
async function appendFailure(tx: Writer, { spaceId, scheduleId, author, reason, jobId, at }: Failure): Promise<void> {
  const row = {
    at,
    actor: `${author.kind}:${author.id}`,
    action: 'schedules.run',
    subject: `schedules:${scheduleId}`,
    body: {
      token: author.kind === 'token' ? author.id : author.tokenId,
      secret_version: author.kind === 'token' ? null : author.secretVersion,
      decided_by: [],
      request: jobId,
      network: '',
      details: { failed: reason },
    },
  }
  await appendAudits(tx, spaceId, [row])
}
