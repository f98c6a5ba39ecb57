/**
 * What a request names, before anything is loaded: `{ area: 'content', space: 'shop', type: 'products', item: 'red-shirt' }`.
 *
 * Each part is an id or a slug exactly as the request said it. `space` null means the installation.
 */
export interface TargetReference<Area extends string = string> {
  readonly area: Area
  readonly space: string | null
  readonly type?: string
  readonly item?: string
}

/** Names things of one area that belong to a space. */
export function inSpace<Area extends string>(area: Area, space: string, item?: string): TargetReference<Area> {
  return item === undefined ? { area, space } : { area, space, item }
}

/** Names content: all of a space, one type, or one entry. */
export function contentOf(space: string, type?: string, item?: string): TargetReference<'content'> {
  return { area: 'content', space, ...(type !== undefined && { type }), ...(item !== undefined && { item }) }
}

/** Names a content type, or all of a space. */
export function schemaOf(space: string, type?: string): TargetReference<'schema'> {
  return { area: 'schema', space, ...(type !== undefined && { type }) }
}

/** Names things that belong to the installation and to no space. */
export function inInstallation<Area extends string>(area: Area, item?: string): TargetReference<Area> {
  return item === undefined ? { area, space: null } : { area, space: null, item }
}
