import type { Writer, Reader } from '../../database/database.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { type Holder, holdToken, readToken, type TokenRecord } from './queries.ts'

/** One of the caller's own tokens. */
export interface OwnTokenFacts extends Facts {
  readonly token: TokenRecord
}

type Kind = 'personal' | 'session'
type OfToken<Db extends Reader> = Context<{ params: { token: string }; query: unknown; body: unknown }, Db>

/** Tokens of an account are part of its profile. */
export async function loadOwn(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

/** Finds one of the caller's own tokens by its id. */
export function loadOwnToken(kind: Kind) {
  return async ({ db, caller, input, now }: OfToken<Reader>): Promise<OwnTokenFacts | null> => {
    const token = await readToken(db, holderOf(caller, kind, now), input.params.token)
    if (token === null) return null
    // The name is for the trail: it says which token of the profile.
    return { target: { area: 'profile', space: null, id: token.id, name: `tokens:${token.id}` }, token }
  }
}

/** The same, held until the end of the transaction: of two changes one sees what the other did. */
export function holdOwnToken(kind: Kind) {
  return async (context: OfToken<Writer>): Promise<OwnTokenFacts | null> => {
    await holdToken(context.db, holderOf(context.caller, kind, context.now), context.input.params.token)
    return loadOwnToken(kind)(context)
  }
}

/** Whose tokens they are. Sessions that are over are nobody's any more. */
export function holderOf({ principal }: Caller, kind: Kind, now: number): Holder {
  const { accountId } = principal
  if (accountId === null) throw new Error(`A ${principal.kind} token has no account: keep it out of the callers.`)
  return kind === 'session' ? { accountId, kind, liveAt: now } : { accountId, kind }
}
