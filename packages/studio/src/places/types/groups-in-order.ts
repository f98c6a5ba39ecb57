/** What is asked of a group here. */
export interface Grouped {
  readonly id: string
  readonly name: string
  readonly parent: string | null
}

/** A group of content types where it stands among the others. */
export interface PlacedGroup<Group extends Grouped> {
  readonly group: Group
  /** Names from the outermost group to this one. */
  readonly path: readonly string[]
  /** Its place among those of one parent, from 0. */
  readonly place: number
  /** Of the last of these. */
  readonly lastPlace: number
}

/** Groups as people read them: each before those that stand in it. One whose parent is not told stands in none. */
export function groupsInOrder<Group extends Grouped>(groups: readonly Group[]): readonly PlacedGroup<Group>[] {
  const known = new Set(groups.map(({ id }) => id))
  const inOrder = (parent: string | null, path: readonly string[]): readonly PlacedGroup<Group>[] => {
    const siblings = groups.filter((group) => (known.has(group.parent ?? '') ? group.parent : null) === parent)
    return siblings.flatMap((group, place) => {
      const own = [...path, group.name]
      return [{ group, path: own, place, lastPlace: siblings.length - 1 }, ...inOrder(group.id, own)]
    })
  }
  return inOrder(null, [])
}
