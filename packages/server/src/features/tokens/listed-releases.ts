import { releases } from '@latchkey/contract/actions'
import { decide } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { isKnown, targetOf } from '../releases/load-release.ts'
import { readReleasesOfTokens } from '../releases/queries.ts'

/** A release as a token's record names it. */
export interface ListedRelease {
  readonly id: string
  readonly name: string
}

/** The releases that tokens list, by token: those that the caller may know of. Of the others a record says nothing. */
export async function readListedReleases(
  { db, space, caller }: Pick<Context, 'db' | 'space' | 'caller'>,
  tokenIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ListedRelease[]>> {
  const rows = await readReleasesOfTokens(db, tokenIds)
  const known = rows.filter(
    (row) =>
      isKnown(row, caller, space) &&
      decide(caller, { action: releases.read.name, target: targetOf(space, row) }).allowed,
  )
  return Map.groupBy(known, ({ token_id }) => token_id)
}
