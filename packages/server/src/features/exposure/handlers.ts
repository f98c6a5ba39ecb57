import { previewExposure, showExposure } from '@latchkey/contract/exposure/operations'
import { problems } from '@latchkey/contract/problems'
import { implement } from '../../pipeline/implementation.ts'
import { extend } from '../../pipeline/perform.ts'
import { readRights } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { loadSpaceToken } from '../tokens/load-space-token.ts'
import { planSpaceToken } from '../tokens/new-space-token.ts'
import { expose } from './expose.ts'
import { callerOfPlan } from './key.ts'

export const exposureImplementations = [
  implement(showExposure, {
    load: loadSpaceToken,
    handle: async (context) => {
      const { db, space, facts, input } = context
      const key = await readRights(db, facts.token, space.id)
      if (key === null) throw refuse(problems.conflict, 'What it is tied to is gone: it opens nothing.')
      return expose(context, key, input.query)
    },
  }),

  implement(previewExposure, {
    load: async ({ space, caller }) => ({ target: { area: 'tokens', space, creator: caller.principal.name } }),
    handle: async (context) => {
      const { db, space, caller, input } = context
      const body = { name: 'Imagined', ...input.body }
      const plan = await planSpaceToken(extend(context, { input: { body } }))
      return expose(context, await callerOfPlan(db, plan, space, caller), input.query)
    },
  }),
]
