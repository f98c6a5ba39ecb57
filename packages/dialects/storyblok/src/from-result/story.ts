import type { ShowAsset } from './content.ts'
import { contentOf } from './content.ts'
import type { Item, Shapes } from './shapes.ts'

/** How stories of an answer are shown. */
export interface StoryView {
  readonly shapes: Shapes
  readonly showAsset: ShowAsset
  /** The locale that was asked for; `default` for that of the space. */
  readonly language: string
  /** The number of the release as of which is read. */
  readonly release: number | null
  /** Fields of the content that are left out. */
  readonly withoutFields: readonly string[]
  /** Keys of the story that are left out. */
  readonly without: readonly string[]
}

/** A story of the delivery API. There are no folders, and so no parents, positions and start pages. */
export function storyOf(item: Item, view: StoryView): Record<string, unknown> {
  const { id, serial, slug } = item
  const content = contentOf(item, view.shapes, view.showAsset)
  for (const field of view.withoutFields) delete content[field]
  const story: Record<string, unknown> = {
    name: nameOf(item, view.shapes),
    created_at: item.created_at,
    published_at: item.published_at,
    updated_at: item.updated_at,
    id: serial,
    uuid: id,
    content,
    slug: slug.slice(slug.lastIndexOf('/') + 1),
    full_slug: slug,
    sort_by_date: null,
    position: 0,
    tag_list: item.tags ?? [],
    is_startpage: false,
    parent_id: 0,
    meta_data: null,
    group_id: id,
    first_published_at: item.first_published_at,
    release_id: view.release,
    lang: view.language,
    path: null,
    alternates: [],
    default_full_slug: null,
    translated_slugs: null,
  }
  for (const key of view.without) delete story[key]
  return story
}

/** What a story is called: its first text, or its slug. */
export function nameOf({ type, slug, fields }: Item, shapes: Shapes): string {
  const texts = (shapes.get(type) ?? []).filter((field) => field.type === 'text').map(({ id }) => fields[id])
  return texts.find((value): value is string => typeof value === 'string' && value !== '') ?? slug
}
