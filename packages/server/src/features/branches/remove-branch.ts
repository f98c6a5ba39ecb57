import type { Writer } from '../../database/database.ts'
import { job } from '../../jobs/job.ts'
import { inSlices, patiently } from './copy-branch.ts'
import { dropCopyMarks } from './copy-queries.ts'
import { hasDescendants, readAllBranches } from './queries.ts'
import { removeAssets, removeEntries, removeRest } from './remove-queries.ts'

export const removeTopic = 'branches.remove'

interface Removing {
  readonly branch: string
  readonly phase?: 'marks' | 'entries' | 'assets' | 'rest'
}

/**
 * Removes what a deleted branch held, in short transactions; nobody reaches it any more.
 *
 * What was saved on it goes too, unless a branch that was copied from it still shows it. What was saved before it was made
 * belongs to its source, and stays.
 */
export const removeBranch = job<Removing>({
  topic: removeTopic,
  retryAfterMs: patiently,
  run: async ({ body, spaceId }, tools) => {
    if (spaceId === null) throw new Error('A branch belongs to a space: enqueue its removal with one.')
    await inSlices(body, tools, (tx, at) => removeSlice(tx, spaceId, at, tools.services.now()))
  },
})

async function removeSlice(
  tx: Writer,
  spaceId: string,
  { branch, phase = 'marks' }: Removing,
  now: number,
): Promise<Removing | null> {
  switch (phase) {
    case 'marks':
      return { branch, phase: (await dropCopyMarks(tx, spaceId, branch)) ? 'marks' : 'entries' }
    case 'entries': {
      const all = await readAllBranches(tx, spaceId)
      const keepsHistory = hasDescendants(all, branch)
      return { branch, phase: (await removeEntries(tx, spaceId, branch, keepsHistory)) ? 'entries' : 'assets' }
    }
    case 'assets':
      return { branch, phase: (await removeAssets(tx, spaceId, branch, now)) ? 'assets' : 'rest' }
    case 'rest':
      await removeRest(tx, spaceId, branch)
      return null
  }
}
