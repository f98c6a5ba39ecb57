import { shared } from '../content/field-values.ts'
import { tagsIn } from '../content/tags.ts'
import type { EntryFace } from '../delivery-changes/record.ts'
import { readRevisions } from './queries.ts'
import type { EntryState, LiveRow } from './state.ts'
import type { Writing } from './writing.ts'

type Face = Omit<EntryFace, 'ended'>

/** By what it is decided who sees an entry, by the views that it is live in. */
export async function facesOf(
  { db, space }: Pick<Writing, 'db' | 'space'>,
  { row, type, live }: Pick<EntryState, 'row' | 'type' | 'live'>,
): Promise<ReadonlyMap<string, Face>> {
  const common = live.filter(({ locale }) => locale === shared)
  const bodies = await readRevisions(
    db,
    space.id,
    common.map(({ revisionId }) => revisionId),
  )
  const { id, created_by_kind, created_by_id } = row
  const faceOf = ({ viewId, slug, revisionId }: LiveRow): Face => ({
    id,
    typeId: type.id,
    type: type.slug,
    slug,
    tags: tagsIn(bodies.get(revisionId)),
    created_by_kind,
    created_by_id,
    locales: live.filter((each) => each.viewId === viewId).map(({ locale }) => locale),
  })
  return new Map(common.map((each) => [each.viewId, faceOf(each)]))
}

/** Whether the same see it. */
export function isSameFace(one: Face, other: Face | undefined): boolean {
  return other !== undefined && textOf(one) === textOf(other)
}

function textOf({ slug, tags, locales }: Face): string {
  return JSON.stringify([slug, tags.toSorted(), locales.toSorted()])
}

/** A former face, with the locales that the one of now has no longer. */
export function endedIn(was: Face, is: Face | undefined): EntryFace {
  return { ...was, ended: was.locales.filter((locale) => !is?.locales.includes(locale)) }
}
