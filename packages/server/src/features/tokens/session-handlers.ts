import { endSession, listSessions } from '@latchkey/contract/account/operations'
import { implement } from '../../pipeline/implementation.ts'
import { endToken } from './end-token.ts'
import { loadOwn, holdOwnToken, pageOfOwn } from './own-tokens.ts'

/** The logins of the caller's own account. One that was ended is in no list any more. */
export const sessionTokenImplementations = [
  implement(listSessions, { load: loadOwn, handle: pageOfOwn('session') }),

  implement(endSession, {
    load: holdOwnToken('session'),
    handle: async ({ db, facts, now }) => {
      await endToken(db, facts.token.id, 'delete', now)
      return null
    },
  }),
]
