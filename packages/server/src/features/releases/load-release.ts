import type { SpaceName, Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { readRelease, type ReleaseRow } from './queries.ts'
import { mayKnow, type Restriction } from './rules.ts'

/** A release that the caller may know of. */
export interface ReleaseFacts extends Facts {
  readonly release: ReleaseRow
}

export function targetOf(
  space: SpaceName,
  release: Pick<ReleaseRow, 'id' | 'created_by_kind' | 'created_by_id'>,
): Target {
  return { area: 'releases', space, id: release.id, creator: creatorOf(release) }
}

export function restrictionOf({ owner_id: ownerId, people }: ReleaseRow): Restriction {
  return { ownerId, people: storedList(people) }
}

/** A list of ids as it was stored; null for none. */
export function storedList(text: string): readonly string[]
export function storedList(text: string | null): readonly string[] | null
export function storedList(text: string | null): readonly string[] | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored as a list of ids.
  return text === null ? null : (JSON.parse(text) as readonly string[])
}

/** One that the caller may not know of is as missing as any other. */
export function isKnown(release: ReleaseRow, { principal }: Caller, space: SpaceFacts): boolean {
  return mayKnow(restrictionOf(release), principal.accountId, space.ownerId)
}

type NamesRelease = Context<{ params: { release: string }; query: unknown; body: unknown }>

/** Finds the release of a path in the caller's space, and holds it when the operation writes. */
export async function loadRelease({
  db,
  space,
  branch,
  caller,
  input,
  operation,
}: NamesRelease): Promise<ReleaseFacts | null> {
  const forUpdate = operation.access !== 'read'
  const place = { spaceId: space.id, branchId: branch.id }
  const release = await readRelease(db, place, input.params.release, { forUpdate })
  if (release === null || !isKnown(release, caller, space)) return null
  return { target: targetOf(space, release), release }
}
