/** The members of an object; none of what is no object. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object other than a list has keys and values.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** The items of a list; none of what is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The object with another member; undefined takes it away. */
export function withMember(
  members: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [name]: _before, ...rest } = members
  return value === undefined ? rest : { ...members, [name]: value }
}

/** The list with an item one place further up (-1) or down (1). */
export function moved(items: readonly unknown[], index: number, by: -1 | 1): readonly unknown[] {
  const to = index + by
  if (to < 0 || to >= items.length) return items
  return items.with(index, items[to]).with(to, items[index])
}

/** A list without items is none. */
export function listOrNone(items: readonly unknown[]): readonly unknown[] | undefined {
  return items.length === 0 ? undefined : items
}
