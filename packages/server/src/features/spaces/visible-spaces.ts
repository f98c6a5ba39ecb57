import { spaces } from '@latchkey/contract/actions'
import type { Reader } from '../../database/database.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { readRights, type TokenRow } from '../../pipeline/read-rights.ts'
import { ownAccountId } from '../session/own-account.ts'
import { readCandidateSpaces, type SpaceRow } from './queries.ts'

const batchSize = 100

/**
 * Up to `limit` spaces behind the slug `after` that the caller may see, each decided by its rights in that very space.
 *
 * A list of spaces names none, so that the caller's own layers do not know what it may do in any of them.
 */
export async function readVisibleSpaces(
  db: Reader,
  caller: Caller,
  after: string | null,
  limit: number,
): Promise<SpaceRow[]> {
  const account = ownAccountId(caller)
  const token = await db
    .selectFrom('tokens')
    .selectAll()
    .where('id', '=', caller.principal.tokenId)
    .executeTakeFirstOrThrow()
  const visible: SpaceRow[] = []
  for (let position = after; visible.length < limit;) {
    const batch = await readCandidateSpaces(db, account, position, batchSize)
    for (const space of batch) if (await isVisible(db, token, space)) visible.push(space)
    position = batch.at(-1)?.slug ?? null
    if (batch.length < batchSize) break
  }
  return visible.slice(0, limit)
}

async function isVisible(db: Reader, token: TokenRow, { id, slug }: SpaceRow): Promise<boolean> {
  const there = await readRights(db, token, id)
  if (there === null || there.outside || there.barred !== null) return false
  return mayRead(there, { area: spaces.read.area, space: { id, slug }, id, name: slug })
}
