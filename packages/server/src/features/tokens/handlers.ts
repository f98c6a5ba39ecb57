import { prefixes } from '@latchkey/contract/operation'
import { createReleaseToken } from '@latchkey/contract/releases/operations'
import {
  activateToken,
  createToken,
  deactivateToken,
  deleteToken,
  listTokens,
  resetToken,
  revealToken,
  revokeToken,
  rotateToken,
  showToken,
  updateToken,
} from '@latchkey/contract/tokens/operations'
import { tokens } from '@latchkey/contract/actions'
import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { mayMake } from '@latchkey/tokens/makers'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { loadRelease } from '../releases/load-release.ts'
import { keepAssertions } from '../assertions/keep-assertions.ts'
import { rowByRow } from '../row-by-row.ts'
import { readRecentCalls } from '../token-usage/recent-calls.ts'
import { noBranches, putBranchScope, readNamedScope } from './branch-scope.ts'
import { childOf, readWarnings } from './bound-to.ts'
import { revokeMade } from './cascade.ts'
import { changeTerms } from './change-terms.ts'
import { endToken } from './end-token.ts'
import { assertNoFaults } from './faults.ts'
import { type Issued, issueToken } from './issue-token.ts'
import { assertEndable, assertLive, turnTo } from './life.ts'
import { readListedReleases } from './listed-releases.ts'
import { listTokensOf } from './list-tokens.ts'
import { loadSpaceToken } from './load-space-token.ts'
import { assertCovered } from './maker.ts'
import { planSpaceToken, readGrants } from './new-space-token.ts'
import { changeToken, readToken } from './queries.ts'
import { render } from './render.ts'
import { readSecret } from './reveal.ts'
import { assertRenewal, rotate } from './rotate.ts'
import { readStandings } from './standing.ts'
import { faultsOfChange } from './rules.ts'

async function loadSpace({ space, caller }: Context): Promise<Facts> {
  return { target: { area: 'tokens', space, creator: caller.principal.name } }
}

/** The token as it is now, with what is odd about its grants. */
async function show(context: Pick<Context, 'db' | 'space' | 'caller' | 'now'>, id: string) {
  const { db, space, now } = context
  const token = await readToken(db, { spaceId: space.id }, id)
  if (token === null) throw new Error(`Token ${id} is gone inside its own transaction: load it for update.`)
  const releases = await readListedReleases(context, [id])
  return render(token, now, await readWarnings(db, context.caller, token), releases.get(id))
}

/** What a repeated request is answered: the token that the first one made, without its secret. */
async function showIssued(id: string, context: Pick<Context, 'db' | 'space' | 'caller' | 'now'>) {
  const { db, space, now } = context
  const token = await readToken(db, { spaceId: space.id }, id)
  const releases = await readListedReleases(context, [id])
  return token && { ...render(token, now, undefined, releases.get(id)), secret_shown: true }
}

/** A new secret is a change, and is read. */
function newSecretRequests({ target }: Facts) {
  return [
    { action: tokens.update.name, target },
    { action: tokens.reveal.name, target },
  ]
}

async function assertMayReset(db: Writer, { principal }: Caller, space: SpaceFacts, { kind }: TokenRow): Promise<void> {
  const standings = principal.accountId === null ? [] : await readStandings(db, principal.accountId, space)
  if (mayMake(kinds[kind].resetters, { standings, holds: () => false }, 'space')) return
  throw refuse(problems.insufficientScope, `The ${kind} token is reset by the owner, an Administrator or a Developer.`)
}

export const tokenImplementations = [
  implement(listTokens, {
    load: loadSpace,
    requests: rowByRow,
    handle: async (context) => {
      const { space, now } = context
      const visible = context.filter({ area: 'tokens', space })
      const { rows, ...page } = await listTokensOf(context, { spaceId: space.id }, visible)
      const releases = await readListedReleases(
        context,
        rows.map(({ id }) => id),
      )
      const recentCalls = await readRecentCalls(context, rows)
      const items = rows.map((row) => ({
        ...render(row, now, undefined, releases.get(row.id)),
        ...recentCalls(row.id),
      }))
      return { items, ...page }
    },
  }),

  implement(createToken, {
    prepare: async (_input, services) => services.nextSerial('token'),
    load: loadSpace,
    handle: async (context) => {
      const { db, services, now, prepared } = context
      const plan = await planSpaceToken(context)
      const { row, text }: Issued = await issueToken(db, services, { ...plan, serial: prepared }, now)
      context.note({ token: row.id, kind: row.kind })
      return { ...(await show(context, row.id)), secret: text.expose() }
    },
    created: (token) => token.id,
    replay: showIssued,
  }),

  implement(createReleaseToken, {
    prepare: async (_input, services) => services.nextSerial('token'),
    load: loadRelease,
    handle: async (context) => {
      const { db, space, caller, services, now, prepared, facts, input } = context
      const releases = [...new Set([facts.release.id, ...(input.body.releases ?? [])])]
      const body = { ...input.body, kind: 'release' as const, releases }
      const plan = await planSpaceToken({ caller, space, db, input: { body } })
      const { row, text }: Issued = await issueToken(db, services, { ...plan, serial: prepared }, now)
      context.note({ token: row.id, kind: row.kind })
      return { ...(await show(context, row.id)), secret: text.expose() }
    },
    created: (token) => token.id,
    location: (id, { space }) => `${prefixes.management}/spaces/${space.slug}/tokens/${id}`,
    replay: showIssued,
  }),

  implement(showToken, { load: loadSpaceToken, handle: (context) => show(context, context.facts.token.id) }),

  implement(updateToken, {
    load: loadSpaceToken,
    handle: async (context) => {
      const { db, facts, input, request, now } = context
      const { token } = facts
      const { name, description, grants, state } = input.body
      const scope = await readNamedScope(context, input.body, token.branches ?? noBranches)
      assertVersion(request.ifMatch, token.version, true)
      assertLive(token, now)
      assertNoFaults(faultsOfChange(token.kind, input.body))
      const child = await childOf(db, token)
      const parsed = grants === undefined ? undefined : readGrants(grants, child.spaces)
      if (parsed) await assertCovered(context, { ...child, lists: [{ pointer: '/grants', grants: parsed }] })
      const terms = await changeTerms(context, token, input.body)
      await keepAssertions(context, { token: token.id }, async () => {
        await changeToken(db, token, { name, note: description, grants: parsed, terms }, now)
        if (scope) await putBranchScope(db, token.id, scope)
      })
      if (state !== undefined) {
        const params = { space: context.space.id, token: token.id }
        await context.perform(state === 'active' ? activateToken : deactivateToken, { params, query: {}, body: null })
      }
      return show(context, token.id)
    },
  }),

  implement(deactivateToken, {
    load: loadSpaceToken,
    handle: async (context) => {
      await turnTo(context.db, context.facts.token, 'deactivate', context.now)
      return show(context, context.facts.token.id)
    },
  }),

  implement(activateToken, {
    load: loadSpaceToken,
    // Resuming opens what was closed: it asks for as much as making the token would.
    handle: async (context) => {
      const { db, facts, now } = context
      await assertCovered(context, await childOf(db, facts.token))
      await turnTo(db, facts.token, 'activate', now)
      return show(context, facts.token.id)
    },
  }),

  implement(revokeToken, {
    load: loadSpaceToken,
    handle: async (context) => {
      const { db, facts, input, now } = context
      assertEndable(facts.token)
      if (facts.token.state !== 'revoked') await endToken(db, facts.token.id, 'revoke', now)
      const also = input.query.cascade ? { also_revoked: await revokeMade(context, facts.token.id) } : {}
      return { ...(await show(context, facts.token.id)), ...also }
    },
  }),

  implement(deleteToken, {
    load: loadSpaceToken,
    handle: async ({ db, facts, now }) => {
      assertEndable(facts.token)
      await endToken(db, facts.token.id, 'delete', now)
      return null
    },
  }),

  implement(rotateToken, {
    load: loadSpaceToken,
    requests: newSecretRequests,
    // Whoever has the new secret has all that the token may do.
    handle: async (context) => {
      const { db, facts, services, input, now } = context
      assertRenewal(facts.token, 'rotate')
      await assertCovered(context, await childOf(db, facts.token))
      const secret = await rotate(db, services, facts.token, input.body.grace_seconds, now)
      return { ...(await show(context, facts.token.id)), secret: secret.expose() }
    },
    created: (token) => token.id,
    replay: async (id, context) => ({ ...(await show(context, id)), secret_shown: true }),
  }),

  implement(resetToken, {
    load: loadSpaceToken,
    requests: newSecretRequests,
    handle: async (context) => {
      const { db, facts, caller, space, services, now } = context
      assertRenewal(facts.token, 'reset')
      await assertMayReset(db, caller, space, facts.token)
      await assertCovered(context, await childOf(db, facts.token))
      const secret = await rotate(db, services, facts.token, undefined, now)
      return { ...(await show(context, facts.token.id)), secret: secret.expose() }
    },
    created: (token) => token.id,
    replay: async (id, context) => ({ ...(await show(context, id)), secret_shown: true }),
  }),

  implement(revealToken, {
    load: loadSpaceToken,
    handle: async (context) => {
      const { db, facts, services, now } = context
      await assertCovered(context, await childOf(db, facts.token))
      const secret = readSecret(services.ring, facts.token, now)
      return { id: facts.token.id, secret: secret.expose() }
    },
  }),
]
