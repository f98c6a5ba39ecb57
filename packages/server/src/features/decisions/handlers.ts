import { explainOwn, explainRole, explainToken } from '@latchkey/contract/decisions/operations'
import { operations } from '@latchkey/contract/operations'
import { compile } from '@latchkey/policy/compile'
import { mainBranch } from '../../pipeline/branch-of.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { readRights, storedGrants } from '../../pipeline/read-rights.ts'
import { readRole } from '../roles/queries.ts'
import { loadSpaceToken } from '../tokens/load-space-token.ts'
import { assertNoFaults } from '../tokens/faults.ts'
import { stateOf } from '../tokens/render.ts'
import { readEntryFacts } from './entry-facts.ts'
import { answerOwn } from './own-answers.ts'
import { branchLayerOf, callsOf, explainRequest } from './explanation.ts'
import { type Asked, faultsOfQuestion, requestOf } from './request-of.ts'

/** The question as it would be asked by a principal. */
async function readRequest({ db, space, branch, caller, input }: Context<{ readonly body: Asked }>, principal: string) {
  assertNoFaults(faultsOfQuestion(input.body))
  const entry = await readEntryFacts(db, { space, branch }, caller, input.body)
  return requestOf(input.body, { space, principal, entry })
}

export const decisionImplementations = [
  implement(explainToken, {
    load: loadSpaceToken,
    handle: async (context) => {
      const { db, space, facts, now } = context
      const { token } = facts
      const request = await readRequest(context, `token:${token.id}`)
      const state = stateOf(token, now)
      const rights = await readRights(db, token, space.id)
      if (rights === null || state !== 'active') {
        const why = rights === null ? 'what it is tied to is gone' : `the token is ${state}`
        return { allowed: false, sentence: `Refused: ${why}.`, layers: [] }
      }
      const role = { area: 'roles', space, id: token.role_id ?? '' }
      const reach = { ...rights, kind: token.kind }
      return explainRequest(request, rights.layers, {
        calls: [
          ...callsOf(reach, request, operations),
          ...branchLayerOf(reach, request, context.input.query.branch ?? mainBranch, operations),
        ],
        hidesRole: !context.allows({ action: 'roles.read', target: role }),
      })
    },
  }),

  implement(explainRole, {
    load: async ({ db, space, input }) => {
      const role = await readRole(db, space.id, input.params.role)
      return role && { target: { area: 'roles', space, id: role.id }, role }
    },
    // A role has no creator of its own: what is `own` is what the asker has made.
    handle: async (context) => {
      const { facts, space, caller } = context
      const request = await readRequest(context, caller.principal.name)
      const policy = compile(storedGrants(facts.role.grants), { spaces: [space] })
      return explainRequest(request, [{ name: 'role', policy, proposes: true }], {
        calls: [],
        hidesRole: false,
      })
    },
  }),

  implement(explainOwn, {
    load: async ({ space }) => ({ target: { area: 'spaces', space, id: space.id, name: space.slug } }),
    handle: async (context) => ({ answers: await answerOwn(context) }),
  }),
]
