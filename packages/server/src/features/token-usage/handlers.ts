import { readPersonalTokenUsage } from '@latchkey/contract/account/operations'
import { readInstallationTokenUsage } from '@latchkey/contract/installation-tokens/operations'
import { readTokenUsage } from '@latchkey/contract/tokens/operations'
import { usageDaysMax } from '@latchkey/contract/tokens/usage'
import type { Context } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { loadInstallationToken } from '../tokens/load-installation-token.ts'
import { loadSpaceToken } from '../tokens/load-space-token.ts'
import { loadOwnToken } from '../tokens/own-tokens.ts'
import type { TokenRecord } from '../tokens/queries.ts'
import { firstDay } from './days.ts'
import { mayKnowIn } from './may-know.ts'
import { renderUsage, type Telling } from './render.ts'
import { readUsage } from './store.ts'

type OfUsage = Pick<Context<{ query: { days?: number }; params: unknown; body: unknown }>, 'db' | 'input' | 'now'>

async function usageOf({ db, input, now }: OfUsage, token: TokenRecord, mayKnow: Telling['mayKnow']) {
  const { days = usageDaysMax } = input.query
  const since = firstDay(now, days)
  return renderUsage(await readUsage(db, token.id, since), { since, lastUsedAt: token.last_used_at, mayKnow })
}

export const tokenUsageImplementations = [
  implement(readTokenUsage, {
    load: loadSpaceToken,
    handle: (context) => usageOf(context, context.facts.token, mayKnowIn(context)),
  }),

  implement(readInstallationTokenUsage, {
    load: loadInstallationToken,
    // Who administers the installation may read everything in it.
    handle: (context) => usageOf(context, context.facts.token, () => true),
  }),

  implement(readPersonalTokenUsage, {
    load: loadOwnToken('personal'),
    // What the token may do is what its owner may do.
    handle: (context) => usageOf(context, context.facts.token, () => true),
  }),
]
