import type { Context, Facts } from '../../pipeline/implementation.ts'
import { readToken, type TokenRecord } from './queries.ts'
import { ownerOf } from './render.ts'

/** A token that belongs to the space of the path. */
export interface SpaceTokenFacts extends Facts {
  readonly token: TokenRecord
}

type OfToken = Context<{ params: { token: string }; query: unknown; body: unknown }>

/** Finds it by its id, in that space only. */
export async function loadSpaceToken({ db, space, input }: OfToken): Promise<SpaceTokenFacts | null> {
  const token = await readToken(db, { spaceId: space.id }, input.params.token)
  return token && { target: { area: 'tokens', space, id: token.id, creator: ownerOf(token) }, token }
}
