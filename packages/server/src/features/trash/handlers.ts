import { content } from '@latchkey/contract/actions'
import type { InputOf } from '@latchkey/contract/operation'
import { deleteTrashed, listTrash, restoreTrashed } from '@latchkey/contract/trash/operations'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorOf } from '../../lib/creator.ts'
import { readPage } from '../../lib/page.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { readHeldType, readLocaleCodes } from '../entries/lasting-facts.ts'
import type { EntryFacts } from '../entries/load-entry.ts'
import { readHeads } from '../entries/queries.ts'
import { answerWrite, resultTarget } from '../entries/render.ts'
import { questionsOfRestore, questionsOfDelete } from '../entries/rules.ts'
import { situationOf } from '../entries/state.ts'
import { beginWriting } from '../entries/writing.ts'
import { rowByRow } from '../row-by-row.ts'
import { findTrash } from './find-trash.ts'
import { countTrash, deleteForGood, holdTrashed, readTrash, type Trash } from './queries.ts'
import { restoreFromTrash } from './restore.ts'

type OfOne = Context<InputOf<typeof restoreTrashed> | InputOf<typeof deleteTrashed>, Writer>

/** Finds an entry in the trash, and holds it. */
async function loadTrashed({ db, space, branch, input }: OfOne): Promise<EntryFacts | null> {
  const row = await holdTrashed(db, { spaceId: space.id, branchId: branch.id }, input.params.entry)
  const type = row && (await readHeldType(db, space.id, branch.id, row.type_id))
  if (!type) return null
  const state = { row, type, heads: await readHeads(db, row), live: [] }
  const all = await readLocaleCodes(db, space.id)
  const situation = situationOf(space, state, all)
  return {
    target: situation.target,
    localesToRead: all,
    state,
    situation,
    locales: { default: space.defaultLocale, all },
  }
}

export const trashImplementations = [
  implement(listTrash, {
    load: async (context): Promise<(Facts & { trash: Trash }) | null> => {
      const { db, space, branch, caller, input } = context
      const trash = await findTrash({ db, space, caller, branchId: branch.id, type: input.query.type })
      const { type } = input.query
      return trash && { target: { area: 'content', space, ...(type !== undefined && { type }) }, trash }
    },
    requests: rowByRow,
    handle: async ({ db, space, input, services, caller, facts: { trash } }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `trash.list ${space.id} ${caller.principal.name} ${JSON.stringify(trash)}`,
        rows: (after, limit) => readTrash(db, trash, after && [Number(after[0]), String(after[1])], limit),
        positionOf: ({ deleted_at, id }) => [deleted_at ?? 0, id],
        total: () => countTrash(db, trash),
      })
      return { items: rows.map(render), ...page }
    },
  }),

  implement(restoreTrashed, {
    load: loadTrashed,
    requests: ({ situation }, { input: { body } }) => questionsOfRestore(situation, body.slug),
    handle: async (context) => {
      const { request, facts, input, note } = context
      const { row } = facts.state
      assertVersion(request.ifMatch, row.version, context.allows({ action: content.read.name, target: facts.target }))
      const writing = await beginWriting(context)
      const { state, leftOut } = await restoreFromTrash(writing, facts.state, input.body.slug ?? row.slug)
      if (leftOut.length > 0) note({ left_out: leftOut })
      return answerWrite(context, state, undefined, facts.locales)
    },
    resultTarget,
  }),

  implement(deleteTrashed, {
    load: loadTrashed,
    requests: ({ situation }) => questionsOfDelete(situation),
    handle: async ({ db, request, facts: { state, target }, allows }) => {
      assertVersion(request.ifMatch, state.row.version, allows({ action: content.read.name, target }))
      await deleteForGood(db, state.row)
      return null
    },
  }),
]

function render(row: Awaited<ReturnType<typeof readTrash>>[number]) {
  const { id, type, slug, state, version, deleted_by_kind, deleted_by_id, deleted_at } = row
  return {
    id,
    type,
    slug,
    status: state,
    version,
    created_by: creatorOf(row) ?? '',
    deleted_by: creatorOf({ created_by_kind: deleted_by_kind, created_by_id: deleted_by_id }) ?? '',
    deleted_at: new Date(deleted_at ?? 0).toISOString(),
  }
}
