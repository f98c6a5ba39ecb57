import { endOtherSessions, endSession, listSessions } from '@latchkey/contract/account/operations'
import { readPage } from '../../lib/page.ts'
import { implement } from '../../pipeline/implementation.ts'
import { endToken } from '../tokens/end-token.ts'
import { holdOwnToken, loadOwn } from '../tokens/own-tokens.ts'
import { endSessions } from './end-sessions.ts'
import { ownAccountId } from './own-account.ts'
import { countSessions, readSessions, renderSession } from './session-list.ts'

/** The logins of the caller's own account. One that is over is in no list any more. */
export const sessionListImplementations = [
  implement(listSessions, {
    load: loadOwn,
    handle: async ({ db, caller, input, services, now }) => {
      const accountId = ownAccountId(caller)
      const of = { accountId, now, studioIdleMs: services.settings.sessions.studio.idleMs }
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listSessions.id} ${caller.principal.name}`,
        rows: (after, limit) => readSessions(db, of, after, limit),
        positionOf: (row) => [row.created_at, row.id],
        total: () => countSessions(db, of),
      })
      return { items: rows.map((row) => renderSession(row, caller.principal.tokenId)), ...page }
    },
  }),

  implement(endSession, {
    load: holdOwnToken('session'),
    handle: async ({ db, facts, now }) => {
      await endToken(db, facts.token.id, 'delete', now)
      return null
    },
  }),

  implement(endOtherSessions, {
    load: loadOwn,
    handle: async ({ db, caller, now }) => {
      await endSessions(db, { accountId: ownAccountId(caller), but: caller.principal.tokenId }, now)
      return null
    },
  }),
]
