import { groupDepthMax } from '@latchkey/contract/type-groups/schemas'

/** A group among others. */
export interface Group {
  readonly id: string
  readonly parent_id: string | null
  readonly name: string
}

/** Why a group cannot stand in a parent: null when it can. `id` null: it is new. */
export function faultOfParent(all: readonly Group[], id: string | null, parent: string | null): string | null {
  const above = groupsAbove(all, parent)
  if (above.some((each) => each.id === id)) return 'It would stand in itself.'
  const depth = above.length + (id === null ? 1 : heightOf(all, id))
  return depth > groupDepthMax ? `Groups stand in one another ${groupDepthMax} deep at most.` : null
}

/** A group and those that it stands in, from the inside out. */
function groupsAbove(all: readonly Group[], id: string | null): readonly Group[] {
  const group = all.find((each) => each.id === id)
  return group === undefined ? [] : [group, ...groupsAbove(all, group.parent_id)]
}

/** How many groups stand in one another from this one on, itself included. */
function heightOf(all: readonly Group[], id: string): number {
  const inside = all.filter(({ parent_id }) => parent_id === id).map((each) => heightOf(all, each.id))
  return 1 + Math.max(0, ...inside)
}

/** The ids of the groups of a parent in their order, with one at a place among them; without a place it is the last. */
export function withOneAt(siblings: readonly Group[], id: string, place: number = siblings.length): readonly string[] {
  const others = siblings.map((each) => each.id).filter((each) => each !== id)
  return others.toSpliced(place, 0, id)
}
