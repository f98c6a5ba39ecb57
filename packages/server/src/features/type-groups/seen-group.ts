import { schema } from '@latchkey/contract/actions'
import type { Target } from '@latchkey/policy/request'
import type { Reader } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { Facts, HandlerContext } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { type GroupPlace, type GroupRow, readGroup } from './queries.ts'

type Looking = Pick<HandlerContext<unknown, Reader, Facts, unknown>, 'db' | 'space' | 'branch' | 'allows'>

/** A group is a thing of the schema by itself, named by its id: `schema:*` has it, and the name of a type in it does not. */
export function targetOfGroup(space: SpaceFacts, group: GroupRow): Target {
  return { area: 'schema', space, id: group.id, creator: creatorOf(group) }
}

export function placeOf({ space, branch }: Pick<Looking, 'space' | 'branch'>): GroupPlace {
  return { spaceId: space.id, branchId: branch.id }
}

/** Whether there is a group that the caller may read. */
export async function seenGroup(context: Looking, id: string): Promise<boolean> {
  const group = await readGroup(context.db, placeOf(context), id)
  return group !== null && context.allows({ action: schema.read.name, target: targetOfGroup(context.space, group) })
}
