import type { Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import type { DeclaredTagRow, TagSort } from './queries.ts'

/** By which actions the tags of each sort are decided. */
export const areas = { type: 'schema', asset: 'media' } as const satisfies Readonly<Record<TagSort, string>>

/** A tag is a thing of its area by itself, named by its id: `schema:*` has all of types, `media:*` all of files. It bears none. */
export function targetOfTag(space: SpaceFacts, tag: DeclaredTagRow): Target {
  return { area: areas[tag.sort], space, id: tag.id, creator: creatorOf(tag), tags: [] }
}
