import { deleteTrashed, emptyTrash } from '@latchkey/contract/trash/operations'
import { problems } from '@latchkey/contract/problems'
import { implementSliced } from '../../pipeline/implementation.ts'
import { Refusal, refuse } from '../../pipeline/refusal.ts'
import { findTrash } from './find-trash.ts'
import { readTrashIds } from './queries.ts'

export const slicedTrashImplementations = [
  implementSliced(emptyTrash, {
    handle: async ({ input, space, branch, caller, services, inSlices }) => {
      const { type, ...inBranch } = input.query
      const ids = await services.database.read(async (db) => {
        const trash = await findTrash({ db, space, caller, branchId: branch.id, type })
        return trash && readTrashIds(db, trash)
      })
      if (ids === null) throw refuse(problems.notFound)
      const answers = await inSlices(ids, (entry, { perform }) =>
        perform(deleteTrashed, { params: { space: space.id, entry }, query: inBranch, body: null }),
      )
      const failed = answers.flatMap((answer) => (answer.ok ? [] : [expected(answer.error)]))
      // One that somebody restored or deleted meanwhile is neither.
      const kept = failed.filter(({ problem }) => problem !== problems.notFound)
      return { deleted: answers.length - failed.length, kept: kept.length }
    },
  }),
]

/** The refusal of one entry; whatever else went wrong is the request's failure. */
function expected(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw new Error('The trash cannot be emptied: see the cause.', { cause: error })
}
