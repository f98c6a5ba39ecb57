/** What a SpaceRole can allow or deny of contents, medias and content types (vendor's documentation, read 2026-11). */
export const roleActions = ['Read', 'Create', 'Edit', 'Delete', 'Publish', 'Unpublish', 'Archive', 'Unarchive'] as const

export type RoleAction = (typeof roleActions)[number]

/** The parts of a SpaceRole that hold rules. */
export const roleAreas = ['contentType', 'content', 'media'] as const

export type RoleArea = (typeof roleAreas)[number]

/** What a rule is narrowed to; nothing: everything. Filters of one rule must all hold. */
export interface RoleFilter {
  /** Slug of a content type. */
  readonly type?: string
  /** `:self`: what the holder has created. */
  readonly self?: true
  /** Name of a tag that the thing bears. */
  readonly tag?: string
}

/** `null`: nothing is said. An empty `Allow` allows everything, an empty `Deny` denies everything. */
export interface Rules {
  readonly allow: readonly RoleFilter[] | null
  readonly deny: readonly RoleFilter[] | null
}

export type RoleRules = Readonly<Record<RoleArea, ReadonlyMap<RoleAction | 'All', Rules>>>

/** A SpaceRole without its name. */
export interface RoleShape {
  readonly rules: RoleRules
  readonly settings: readonly string[]
}

/** What one action comes to: its own rules and those of `All`, as lists of filters; none: nothing is said. */
export function rulesOf(shape: RoleShape, area: RoleArea, action: RoleAction) {
  const own = shape.rules[area].get(action)
  const all = shape.rules[area].get('All')
  return { allow: [...spread(own?.allow), ...spread(all?.allow)], deny: [...spread(own?.deny), ...spread(all?.deny)] }
}

function spread(filters: readonly RoleFilter[] | null | undefined): readonly RoleFilter[] {
  if (filters === null || filters === undefined) return []
  return filters.length === 0 ? [{}] : filters
}
