import {
  createBranch,
  deleteBranch,
  listBranches,
  showBranch,
  updateBranch,
} from '@latchkey/contract/branches/operations'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { enqueue } from '../../jobs/outbox.ts'
import { creatorOf } from '../../lib/creator.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'
import { type Context, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { copyTopic } from './copy-branch.ts'
import { type BranchFacts, branchTarget, loadBranch, loadBranches } from './load.ts'
import {
  insertBranch,
  isMain,
  isNameTaken,
  markBranchDeleted,
  readAliases,
  readAllBranches,
  readBranch,
  readBranchInCreation,
  readOpenReleases,
  readTokensScopedTo,
  renameBranch,
} from './queries.ts'
import { removeTopic } from './remove-branch.ts'
import { mayName, renderBranch } from './render.ts'
import { obstaclesInWords } from './rules.ts'

type OneBranch = HandlerContext<unknown, Writer, BranchFacts, unknown>

export const branchImplementations = [
  implement(listBranches, {
    load: loadBranches,
    requests: rowByRow,
    handle: async ({ db, space, caller, allows }) => {
      const all = await readAllBranches(db, space.id)
      const shown = all.filter(
        (row) =>
          row.state !== 'deleted' &&
          mayName(caller, row.id) &&
          allows({ action: 'branches.read', target: branchTarget(space, row) }),
      )
      return { items: shown.map((row) => renderBranch(row, all, caller)), next: null }
    },
  }),

  implement(createBranch, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('branch') }),
    load: async ({ space, input }) => ({ target: { area: 'branches', space, name: input.body.name } }),
    handle: async (context) => {
      const { db, space, caller, input, now, prepared, services } = context
      const { name } = input.body
      if (await isNameTaken(db, space.id, name)) throw refuse(problems.slugTaken, 'A branch or an alias has this name.')
      const source = sourceOf(context)
      const branch = { ...prepared, spaceId: space.id, name }
      const row = await insertBranch(db, branch, source.id, services.newId, now)
      await raiseSpaceEpoch(db, space.id)
      await enqueue(db, { topic: copyTopic, spaceId: space.id, body: { branch: row.id }, dueAt: now }, now)
      context.note({ source: source.name })
      return renderBranch(row, await readAllBranches(db, space.id), caller)
    },
    created: ({ id }) => id,
    replay: async (id, { db, space, caller }) => {
      const row = await readBranch(db, space.id, id)
      return row && renderBranch(row, await readAllBranches(db, space.id), caller)
    },
  }),

  implement(showBranch, {
    load: loadBranch,
    handle: async ({ db, space, caller, facts: { branch } }) =>
      renderBranch(branch, await readAllBranches(db, space.id), caller),
  }),

  implement(updateBranch, {
    load: loadBranch,
    // A new name is decided under both.
    requests: ({ target }, { input: { body } }) => [{ action: 'branches.update', target, after: { name: body.name } }],
    handle: async ({ db, space, caller, facts: { branch }, input: { body } }) => {
      if (isMain(branch)) throw refuse(problems.inUse, 'It is the branch of every request that names none.')
      if (body.name !== branch.name && (await isNameTaken(db, space.id, body.name)))
        throw refuse(problems.slugTaken, 'A branch or an alias has this name.')
      await raiseSpaceEpoch(db, space.id)
      const row = await renameBranch(db, branch, body.name)
      return renderBranch(row, await readAllBranches(db, space.id), caller)
    },
  }),

  implement(deleteBranch, {
    load: loadBranch,
    handle: async (context) => {
      const { db, space, facts, now } = context
      const { branch } = facts
      if (isMain(branch)) throw refuse(problems.inUse, 'It is the branch of every request that names none.')
      await assertNothingInTheWay(context)
      await markBranchDeleted(db, branch)
      await raiseSpaceEpoch(db, space.id)
      await enqueue(db, { topic: removeTopic, spaceId: space.id, body: { branch: branch.id }, dueAt: now }, now)
      return null
    },
  }),
]

/** The branch that is to be copied; unknown ones and those out of reach are refused alike. */
function sourceOf({ caller, input }: Pick<Context<{ body: { source?: string } }>, 'caller' | 'input'>) {
  const { source: name = mainBranch } = input.body
  const source = caller.branches.get(name)
  if (source === undefined) {
    const errors = [{ pointer: '/source', detail: `There is no branch ${name} in reach.` }]
    throw refuse(problems.invalidBody, undefined, { errors })
  }
  if (source.state === 'creating') throw refuse(problems.branchNotReady, `The branch ${name} is still being made.`)
  return source
}

async function assertNothingInTheWay({ db, space, facts: { branch }, now, allows }: OneBranch): Promise<void> {
  const aliases = (await readAliases(db, space.id)).filter((alias) => alias.branch_id === branch.id)
  const tokens = await readTokensScopedTo(db, space.id, 'branch', branch.id, now)
  const readable = tokens.filter((token) =>
    allows({ action: 'tokens.read', target: { area: 'tokens', space, id: token.id, creator: creatorOf(token) } }),
  )
  const reason = obstaclesInWords({
    aliases: aliases.map(({ name }) => name),
    tokens: readable,
    hiddenTokens: tokens.length - readable.length,
    releases: (await readOpenReleases(db, space.id, branch.id)).length,
    beingCopied: (await readBranchInCreation(db, space.id, branch.id)) !== null,
  })
  if (reason !== null) throw refuse(problems.inUse, reason)
}
