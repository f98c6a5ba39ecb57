import type { Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import type { TypeRow } from './queries.ts'

/** A type as it is decided about. */
export function targetOf(space: SpaceFacts, type: TypeRow): Target {
  return { area: 'schema', space, type: type.slug, id: type.id, name: type.slug, creator: creatorOf(type) }
}
