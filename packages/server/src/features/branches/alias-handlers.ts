import { deleteAlias, listAliases, putAlias, showAlias } from '@latchkey/contract/branches/operations'
import { problems } from '@latchkey/contract/problems'
import { creatorOf } from '../../lib/creator.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions, raiseSpaceEpoch } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { type AliasFacts, aliasTarget, loadAlias, loadBranches } from './load.ts'
import {
  deleteAliasRow,
  putAliasRow,
  readAlias,
  readAliases,
  readAllBranches,
  readBranch,
  readTokensScopedTo,
} from './queries.ts'
import { renderAlias } from './render.ts'
import { obstaclesInWords } from './rules.ts'

export const aliasImplementations = [
  implement(listAliases, {
    load: loadBranches,
    requests: rowByRow,
    handle: async ({ db, space, caller, allows }) => {
      const all = await readAllBranches(db, space.id)
      const shown = (await readAliases(db, space.id)).filter(
        ({ name }) =>
          caller.branches.has(name) && allows({ action: 'branches.read', target: aliasTarget(space, name) }),
      )
      return { items: shown.map((row) => renderAlias(row, all, caller)), next: null }
    },
  }),

  implement(showAlias, {
    load: loadAlias,
    handle: async ({ db, space, caller, facts }) =>
      renderAlias(facts.alias, await readAllBranches(db, space.id), caller),
  }),

  implement(putAlias, {
    load: async ({ db, space, caller, input }): Promise<AliasFacts> => {
      const { alias: name } = input.params
      const alias = await readAlias(db, space.id, name)
      const target = aliasTarget(space, name)
      // One that the caller may not read is answered as one that is still to be made.
      return { target: alias && mayRead(caller, target) ? target : { area: 'branches', space, name }, alias }
    },
    handle: async ({ db, space, caller, input, facts: { alias }, now, note }) => {
      const { alias: name } = input.params
      const { branch: named } = input.body
      if (alias === null && (await readBranch(db, space.id, name)) !== null)
        throw refuse(problems.slugTaken, 'A branch has this name.')
      const branch = await readBranch(db, space.id, named)
      if (branch === null) {
        const errors = [{ pointer: '/branch', detail: `There is no branch ${named}.` }]
        throw refuse(problems.invalidBody, undefined, { errors })
      }
      if (branch.state === 'creating')
        throw refuse(problems.branchNotReady, `The branch ${branch.name} is still being made.`)
      const row = await putAliasRow(db, { space_id: space.id, name, branch_id: branch.id, updated_at: now })
      await raiseSpaceEpoch(db, space.id)
      await raiseContentVersions(db, space.id)
      note({ branch: branch.name })
      return renderAlias(row, await readAllBranches(db, space.id), caller)
    },
  }),

  implement(deleteAlias, {
    load: loadAlias,
    handle: async ({ db, space, facts: { alias }, now, allows }) => {
      const tokens = await readTokensScopedTo(db, space.id, 'alias', alias.name, now)
      const readable = tokens.filter((token) =>
        allows({ action: 'tokens.read', target: { area: 'tokens', space, id: token.id, creator: creatorOf(token) } }),
      )
      const nothing = { aliases: [], releases: 0, beingCopied: false }
      const hiddenTokens = tokens.length - readable.length
      const reason = obstaclesInWords({ ...nothing, tokens: readable, hiddenTokens })
      if (reason !== null) throw refuse(problems.inUse, reason)
      await deleteAliasRow(db, alias)
      await raiseSpaceEpoch(db, space.id)
      await raiseContentVersions(db, space.id)
      return null
    },
  }),
]
