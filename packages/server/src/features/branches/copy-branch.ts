import { setImmediate as nextTick } from 'node:timers/promises'
import type { Writer } from '../../database/database.ts'
import { lockForWrite } from '../../database/lock-for-write.ts'
import { job, type JobTools } from '../../jobs/job.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { activateBranch, dropCopyMarks, putCopyMarks, readThingsAfter } from './copy-queries.ts'
import { type BranchRow, readBranch } from './queries.ts'

export const copyTopic = 'branches.copy'

/** How far a branch is made. */
interface Copying {
  readonly branch: string
  /** Absent: entries. `marks`: all is copied, and what noted it is removed. */
  readonly phase?: 'entry' | 'asset' | 'marks'
  /** The last thing that was looked at. */
  readonly after?: string
}

/** How long others wait for a slice, at most. */
const sliceMs = 8
/** Things in one statement: what runs is never cut. */
const thingsAtOnce = 20

/**
 * Copies the entries and files of a source into a branch that is being made, in short transactions.
 *
 * Each of them takes its turn among the writers of the space: none is half way when a slice looks at the source. What they
 * write to between slices is copied before they do, as branch-copies.ts says, so that the branch shows its source as it was
 * when the branch was asked for.
 */
export const copyBranch = job<Copying>({
  topic: copyTopic,
  retryAfterMs: patiently,
  run: async ({ body, spaceId }, tools) => {
    if (spaceId === null) throw new Error('A branch belongs to a space: enqueue its copy with one.')
    await inSlices(body, tools, (tx, at) => copySlice(tx, spaceId, at))
  },
})

/** Never gives up: a branch is made, or removed, in the end. A second at first, a minute at most. */
export function patiently(attempts: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(attempts - 1, 6))
}

/** Goes on until a slice answers null, or the process is asked to stop: then another attempt goes on from there. */
export async function inSlices<Progress extends object>(
  from: Progress,
  { advance, finish, signal }: Pick<JobTools, 'advance' | 'finish' | 'signal'>,
  slice: (tx: Writer, at: Progress) => Promise<Progress | null>,
): Promise<void> {
  let at = from
  while (!signal.aborted) {
    let isDone = false
    const before = at
    at = await advance(async (tx) => {
      const next = await slice(tx, before)
      isDone = next === null
      return next ?? before
    })
    if (isDone) return finish(async () => undefined)
    await nextTick()
  }
  throw new Error('The process stops; the job goes on in another.')
}

async function copySlice(tx: Writer, spaceId: string, at: Copying): Promise<Copying | null> {
  const { branch: id, phase = 'entry', after = '' } = at
  await lockForWrite(tx, { tokenId: null, spaceId, accountId: null }, 'update')
  if (phase === 'marks') return (await dropCopyMarks(tx, spaceId, id)) ? at : null
  const branch = await readBranch(tx, spaceId, id)
  // Deleted meanwhile: whoever removes it removes the marks too.
  if (branch?.state !== 'creating') return null
  const last = await copyThings(tx, branch, phase, after)
  if (last !== null) return { branch: id, phase, after: last }
  if (phase === 'entry') return { branch: id, phase: 'asset' }
  await activateBranch(tx, branch)
  await raiseSpaceEpoch(tx, spaceId)
  return { branch: id, phase: 'marks' }
}

/** Copies as many as fit into a slice. Answers the last one; null when none is left. */
async function copyThings(
  tx: Writer,
  branch: BranchRow,
  sort: 'entry' | 'asset',
  after: string,
): Promise<string | null> {
  const end = performance.now() + sliceMs
  let last: string | null = null
  do {
    const ids: readonly string[] = await readThingsAfter(tx, branch, sort, last ?? after, thingsAtOnce)
    const lastHere = ids.at(-1)
    if (lastHere === undefined) break
    await putCopyMarks(tx, branch, sort, ids)
    last = lastHere
  } while (performance.now() < end)
  return last
}
