import { nameOf } from './story.ts'
import type { Item, Shapes } from './shapes.ts'

/** An entry of `cdn/links`. */
export function linkOf(item: Item, shapes: Shapes, { dates }: { readonly dates: boolean }): Record<string, unknown> {
  const { id, serial, slug, first_published_at } = item
  return {
    id: serial,
    uuid: id,
    slug,
    path: null,
    parent_id: 0,
    name: nameOf(item, shapes),
    is_folder: false,
    published: first_published_at !== null,
    is_startpage: false,
    position: 0,
    real_path: `/${slug}`,
    ...(dates && { published_at: item.published_at, created_at: item.created_at, updated_at: item.updated_at }),
  }
}

/** The same as `links` of a story holds it, for `resolve_links`: what a page needs to point to it. */
export function resolvedLinkOf(item: Item, shapes: Shapes): Record<string, unknown> {
  const { id, serial, slug, first_published_at } = item
  return {
    id: serial,
    uuid: id,
    slug: slug.slice(slug.lastIndexOf('/') + 1),
    full_slug: slug,
    url: slug,
    name: nameOf(item, shapes),
    path: null,
    published: first_published_at !== null,
  }
}
