import {
  activatePersonalToken,
  createPersonalToken,
  deactivatePersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  revealPersonalToken,
  revokePersonalToken,
  rotatePersonalToken,
  showPersonalToken,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import { assertVersion } from '../../lib/assert-version.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { readRecentCalls } from '../token-usage/recent-calls.ts'
import { revokeMade } from './cascade.ts'
import { storedTerms } from '../../pipeline/terms.ts'
import { endToken } from './end-token.ts'
import { issueToken } from './issue-token.ts'
import { assertLive, turnTo } from './life.ts'
import { listTokensOf } from './list-tokens.ts'
import { assertWithinToken, boundsOf, planPersonalToken } from './new-personal-token.ts'
import { holderOf, holdOwnToken, loadOwn, loadOwnToken } from './own-tokens.ts'
import { changeToken, readToken } from './queries.ts'
import { render } from './render.ts'
import { readSecret } from './reveal.ts'
import { rotate } from './rotate.ts'
import { readTerms, widens } from './terms.ts'

const load = holdOwnToken('personal')

async function show({ db, caller, now }: Pick<Context, 'db' | 'caller' | 'now'>, id: string) {
  const token = await readToken(db, holderOf(caller, 'personal', now), id)
  if (token === null) throw new Error(`Token ${id} is gone inside its own transaction: load it for update.`)
  return render(token, now)
}

/** Personal tokens of the caller's own account. What they may do follows the account live; nothing of it can be edited. */
export const personalTokenImplementations = [
  implement(listPersonalTokens, {
    load: loadOwn,
    handle: async (context) => {
      const { caller, now } = context
      const { rows, ...page } = await listTokensOf(context, holderOf(caller, 'personal', now), { is: 'all' })
      const recentCalls = await readRecentCalls(context, rows)
      return { items: rows.map((row) => ({ ...render(row, now), ...recentCalls(row.id) })), ...page }
    },
  }),

  implement(createPersonalToken, {
    prepare: async (_input, services) => services.nextSerial('token'),
    load: loadOwn,
    handle: async (context) => {
      const { db, services, now, prepared } = context
      const plan = await planPersonalToken(context)
      const { row, text } = await issueToken(db, services, { ...plan, serial: prepared }, now)
      context.note({ token: row.id, kind: row.kind })
      return { ...(await show(context, row.id)), secret: text.expose() }
    },
    created: (token) => token.id,
    replay: async (id, { db, caller, now }) => {
      const token = await readToken(db, holderOf(caller, 'personal', now), id)
      return token && { ...render(token, now), secret_shown: true }
    },
  }),

  implement(showPersonalToken, {
    load: loadOwnToken('personal'),
    handle: async ({ facts, now }) => render(facts.token, now),
  }),

  implement(updatePersonalToken, {
    load,
    handle: async (context) => {
      const { db, facts, input, request, now } = context
      assertVersion(request.ifMatch, facts.token.version, true)
      assertLive(facts.token, now)
      const { name, description, state } = input.body
      const before = storedTerms(facts.token)
      const terms = readTerms(input.body, before)
      if (widens(before, terms)) await assertWithinToken(context, boundsOf(facts.token), terms.networks)
      await changeToken(db, facts.token, { name, note: description, terms }, now)
      if (state !== undefined) {
        const turn = state === 'active' ? activatePersonalToken : deactivatePersonalToken
        await context.perform(turn, { params: { token: facts.token.id }, query: {}, body: null })
      }
      return show(context, facts.token.id)
    },
  }),

  implement(deactivatePersonalToken, {
    load,
    handle: async (context) => {
      await turnTo(context.db, context.facts.token, 'deactivate', context.now)
      return show(context, context.facts.token.id)
    },
  }),

  implement(activatePersonalToken, {
    load,
    // A token that resumes another opens no more than it could have made.
    handle: async (context) => {
      const { db, facts, now } = context
      await assertWithinToken(context, boundsOf(facts.token), storedTerms(facts.token).networks)
      await turnTo(db, facts.token, 'activate', now)
      return show(context, facts.token.id)
    },
  }),

  implement(revokePersonalToken, {
    load,
    handle: async (context) => {
      const { db, facts, input, now } = context
      if (facts.token.state !== 'revoked') await endToken(db, facts.token.id, 'revoke', now)
      const also = input.query.cascade ? { also_revoked: await revokeMade(context, facts.token.id) } : {}
      return { ...(await show(context, facts.token.id)), ...also }
    },
  }),

  implement(rotatePersonalToken, {
    load,
    // A token that renews another gets no more than it could have made.
    handle: async (context) => {
      const { db, facts, services, input, now } = context
      await assertWithinToken(context, boundsOf(facts.token), storedTerms(facts.token).networks)
      const secret = await rotate(db, services, facts.token, input.body.grace_seconds, now)
      return { ...(await show(context, facts.token.id)), secret: secret.expose() }
    },
    created: (token) => token.id,
    replay: async (id, context) => ({ ...(await show(context, id)), secret_shown: true }),
  }),

  implement(revealPersonalToken, {
    load,
    handle: async ({ facts, services, now }) => ({
      id: facts.token.id,
      secret: readSecret(services.ring, facts.token, now).expose(),
    }),
  }),

  implement(deletePersonalToken, {
    load,
    handle: async ({ db, facts, now }) => {
      await endToken(db, facts.token.id, 'delete', now)
      return null
    },
  }),
]
