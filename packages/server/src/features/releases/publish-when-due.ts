import { problems } from '@latchkey/contract/problems'
import { publishRelease } from '@latchkey/contract/releases/operations'
import { job } from '../../jobs/job.ts'
import type { Author } from '../../pipeline/author.ts'
import type { Refusal } from '../../pipeline/refusal.ts'
import { changeRelease, readRelease } from './queries.ts'

export const releaseTopic = 'releases.publish'

interface ScheduledRelease {
  readonly release: string
  /** By its id: it may be renamed before. */
  readonly branch: string
  /** Who has scheduled it; the rights that count are those of then. */
  readonly author: Author
}

/** Publishes a release when its time has come; one that cannot be published says why. */
export const publishWhenDue = job<ScheduledRelease>({
  topic: releaseTopic,
  run: async ({ body, spaceId }, { finish, services }) => {
    if (spaceId === null) throw new Error('A release belongs to a space: enqueue it with one.')
    await finish(
      async (_tx, performAs) => {
        const params = { space: spaceId, release: body.release }
        await performAs(body.author, spaceId, publishRelease, { params, query: { branch: body.branch }, body: null })
      },
      async (tx, refusal) => {
        const release = await readRelease(tx, { spaceId, branchId: body.branch }, body.release, { forUpdate: true })
        if (release?.state !== 'scheduled') return
        const now = services.now()
        const failure = reasonOf(refusal)
        await changeRelease(tx, release, { state: 'failed', job_id: null, failure, failed_at: now }, now)
      },
    )
  },
})

/** What everybody may be told who knows of the release. To its author a refused right names the entries that he may read. */
function reasonOf({ problem, detail }: Pick<Refusal, 'problem' | 'detail'>): string {
  if (problem === problems.insufficientScope) return 'Who has scheduled it may not publish all of it any more.'
  return detail ?? problem.description
}
