import type { Writer } from '../../database/database.ts'
import { readDraftView } from '../content/views.ts'
import { holdDraftView } from '../entries/queries.ts'
import { alternativesTo, freeName } from './file-name.ts'
import { type Branch, namesLike } from './queries.ts'

/** The name that a file gets: the one that is asked for, or one beside it. Others wait until the transaction ends. */
export async function giveName(tx: Writer, branch: Branch, name: string): Promise<string> {
  await holdDraftView(tx, await readDraftView(tx, branch.spaceId, branch.branchId))
  const { head, tail } = alternativesTo(name)
  const taken = await namesLike(tx, branch, head.slice(0, -1), tail)
  return freeName(name, taken)
}
