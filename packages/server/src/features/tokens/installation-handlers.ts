import { tokens } from '@latchkey/contract/actions'
import {
  activateInstallationToken,
  createInstallationToken,
  deactivateInstallationToken,
  deleteInstallationToken,
  listInstallationTokens,
  revokeInstallationToken,
  rotateInstallationToken,
  showInstallationToken,
  updateInstallationToken,
} from '@latchkey/contract/installation-tokens/operations'
import { assertVersion } from '../../lib/assert-version.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { rowByRow } from '../row-by-row.ts'
import { readRecentCalls } from '../token-usage/recent-calls.ts'
import { childOf, readWarnings } from './bound-to.ts'
import { changeTerms } from './change-terms.ts'
import { endToken } from './end-token.ts'
import { issueToken } from './issue-token.ts'
import { assertLive, turnTo } from './life.ts'
import { listTokensOf } from './list-tokens.ts'
import { holdInstallationToken, loadInstallationToken } from './load-installation-token.ts'
import { assertCovered } from './maker.ts'
import { planInstallationToken, readGrants } from './new-space-token.ts'
import { changeToken, ofInstallation, readToken } from './queries.ts'
import { render } from './render.ts'
import { rotate } from './rotate.ts'

async function loadInstallation({ caller }: Context): Promise<Facts> {
  return { target: { area: 'tokens', space: null, creator: caller.principal.name } }
}

async function show({ db, caller, now }: Pick<Context, 'db' | 'caller' | 'now'>, id: string) {
  const token = await readToken(db, ofInstallation, id)
  if (token === null) throw new Error(`Token ${id} is gone inside its own transaction: load it for update.`)
  return render(token, now, await readWarnings(db, caller, token))
}

/** API tokens of the installation: like those of a space, and reaching every one. */
export const installationTokenImplementations = [
  implement(listInstallationTokens, {
    load: loadInstallation,
    requests: rowByRow,
    handle: async (context) => {
      const filter = context.filter({ area: 'tokens', space: null })
      const { rows, ...page } = await listTokensOf(context, ofInstallation, filter)
      const recentCalls = await readRecentCalls(context, rows)
      return { items: rows.map((row) => ({ ...render(row, context.now), ...recentCalls(row.id) })), ...page }
    },
  }),

  implement(createInstallationToken, {
    prepare: async (_input, services) => services.nextSerial('token'),
    load: loadInstallation,
    handle: async (context) => {
      const { db, services, now, prepared } = context
      const plan = await planInstallationToken(context)
      const { row, text } = await issueToken(db, services, { ...plan, serial: prepared }, now)
      context.note({ token: row.id, kind: row.kind })
      return { ...(await show(context, row.id)), secret: text.expose() }
    },
    created: (token) => token.id,
    replay: async (id, { db, now }) => {
      const token = await readToken(db, ofInstallation, id)
      return token && { ...render(token, now), secret_shown: true }
    },
  }),

  implement(showInstallationToken, {
    load: loadInstallationToken,
    handle: (context) => show(context, context.facts.token.id),
  }),

  implement(updateInstallationToken, {
    load: holdInstallationToken,
    handle: async (context) => {
      const { db, facts, input, request, now } = context
      const { name, description, grants, state } = input.body
      assertVersion(request.ifMatch, facts.token.version, true)
      assertLive(facts.token, now)
      const parsed = grants === undefined ? undefined : readGrants(grants, null)
      if (parsed) {
        const child = await childOf(db, facts.token)
        await assertCovered(context, { ...child, lists: [{ pointer: '/grants', grants: parsed }] })
      }
      const terms = await changeTerms(context, facts.token, input.body)
      await changeToken(db, facts.token, { name, note: description, grants: parsed, terms }, now)
      if (state !== undefined) {
        const turn = state === 'active' ? activateInstallationToken : deactivateInstallationToken
        await context.perform(turn, { params: { token: facts.token.id }, query: {}, body: null })
      }
      return show(context, facts.token.id)
    },
  }),

  implement(deactivateInstallationToken, {
    load: holdInstallationToken,
    handle: async (context) => {
      await turnTo(context.db, context.facts.token, 'deactivate', context.now)
      return show(context, context.facts.token.id)
    },
  }),

  implement(activateInstallationToken, {
    load: holdInstallationToken,
    handle: async (context) => {
      const { db, facts, now } = context
      await assertCovered(context, await childOf(db, facts.token))
      await turnTo(db, facts.token, 'activate', now)
      return show(context, facts.token.id)
    },
  }),

  implement(revokeInstallationToken, {
    load: holdInstallationToken,
    handle: async (context) => {
      const { db, facts, now } = context
      if (facts.token.state !== 'revoked') await endToken(db, facts.token.id, 'revoke', now)
      return show(context, facts.token.id)
    },
  }),

  implement(deleteInstallationToken, {
    load: holdInstallationToken,
    handle: async ({ db, facts, now }) => {
      await endToken(db, facts.token.id, 'delete', now)
      return null
    },
  }),

  implement(rotateInstallationToken, {
    load: holdInstallationToken,
    requests: ({ target }) => [
      { action: tokens.update.name, target },
      { action: tokens.reveal.name, target },
    ],
    handle: async (context) => {
      const { db, facts, services, input, now } = context
      await assertCovered(context, await childOf(db, facts.token))
      const secret = await rotate(db, services, facts.token, input.body.grace_seconds, now)
      return { ...(await show(context, facts.token.id)), secret: secret.expose() }
    },
    created: (token) => token.id,
    replay: async (id, context) => ({ ...(await show(context, id)), secret_shown: true }),
  }),
]
