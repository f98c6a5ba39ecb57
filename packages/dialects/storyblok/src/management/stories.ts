import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import {
  createEntry,
  deleteEntry,
  publishEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import type { FilterTerm } from '@latchkey/contract/schema'
import { isRecord, memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody, refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf, valueOf } from '@latchkey/dialect-kit/vendor-query'
import type { Item, Shapes } from '../from-result/shapes.ts'
import { readShapes, showPlainly } from '../plans/show-stories.ts'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { selectionOf } from '../to-input/story-list.ts'
import { fieldsOf } from './content.ts'
import { numberIn, refuseKeys, rootOf, textIn } from './root.ts'

/** What of a story there is nothing of here. */
const unknownKeys = [
  'parent_id',
  'is_folder',
  'is_startpage',
  'default_root',
  'path',
  'sort_by_date',
  'translated_slugs_attributes',
  'disable_fe_editor',
]
const draft = { state: 'draft' } as const

/** `GET stories`: without their content. */
export function* listStories(request: VendorRequest): Plan {
  const { query, space } = request
  const paging = pagingOf(query, { most: 100 })
  const search = textOf(query, 'text_search') ?? textOf(query, 'search')
  const page = { ...selectionOf(query), count: true, limit: paging.perPage, offset: offsetOf(paging) }
  const { items, total = items.length } = yield* call(listDeliveredItems, {
    params: { space: space.id },
    query: { ...draft, ...page, ...(search !== undefined && { search }) },
  })
  const stories = yield* shown(request, items)
  const body = stories.map(({ content: _content, ...story }) => story)
  return { status: 200, headers: pagingHeaders(paging, total), body: { stories: body } }
}

/** `GET stories/{number}`. */
export function* showStory(request: VendorRequest): Plan {
  return { status: 200, body: { story: yield* storyOf(request, yield* find(request)) } }
}

/** `POST stories`: its type is the `component` of its content. */
export function* createStory(request: VendorRequest): Plan {
  const story = rootOf(request, 'story')
  const content = contentIn(story) ?? {}
  const type = content['component']
  if (typeof type !== 'string')
    throw refuseBody('/content', 'For non-folders stories, the root component needs to be filled.')
  const slug = textIn(story, 'slug')
  const shapes = yield* readShapes(request, draft)
  const made = yield* call(createEntry, {
    params: { space: request.space.id },
    query: localeOf(request),
    body: {
      type,
      ...(slug !== undefined && { slug }),
      ...tagsOf(story),
      ...(publishes(request) && { status: 'published' as const }),
      fields: { ...nameField(story, content, type, shapes), ...valuesOf(request, content, type, shapes, false) },
    },
  })
  return { status: 201, body: { story: yield* storyOf(request, yield* again(request, made.id)) } }
}

/** `PUT stories/{number}`: a content that is sent is all of it. */
export function* updateStory(request: VendorRequest): Plan {
  const story = rootOf(request, 'story')
  const item = yield* find(request)
  const content = contentIn(story)
  const slug = textIn(story, 'slug')
  if (content !== null && content['component'] !== undefined && content['component'] !== item.type)
    throw refuseBody('/content', 'A story stays of the component that it was made of.')
  const fields =
    content === null ? {} : { fields: valuesOf(request, content, item.type, yield* readShapes(request, draft), true) }
  yield* call(updateEntry, {
    params: { space: request.space.id, entry: item.id },
    query: localeOf(request),
    body: {
      ...(slug !== undefined && { slug: beside(item.slug, slug) }),
      ...tagsOf(story),
      ...fields,
      ...(publishes(request) && { status: 'published' as const }),
    },
  })
  return { status: 200, body: { story: yield* storyOf(request, yield* again(request, item.id)) } }
}

/** `DELETE stories/{number}`: it lies in the trash. */
export function* deleteStory(request: VendorRequest): Plan {
  const item = yield* find(request)
  const story = yield* storyOf(request, item)
  yield* call(deleteEntry, { params: { space: request.space.id, entry: item.id } })
  return { status: 200, body: { story } }
}

/** `GET stories/{number}/publish`: what the vendor writes as a read. */
export function* publishStory(request: VendorRequest): Plan {
  return yield* turn(request, publishEntry)
}

/** `GET stories/{number}/unpublish`. */
export function* unpublishStory(request: VendorRequest): Plan {
  return yield* turn(request, unpublishEntry)
}

function* turn(request: VendorRequest, operation: typeof publishEntry | typeof unpublishEntry): Plan {
  const { id } = yield* find(request)
  const lang = textOf(request.query, 'lang')
  const params = { space: request.space.id, entry: id }
  const body = lang === undefined ? {} : { locales: [lang === 'default' ? request.space.defaultLocale : lang] }
  if (operation === publishEntry) yield* call(publishEntry, { params, body })
  else yield* call(unpublishEntry, { params, body })
  return { status: 200, body: { story: yield* storyOf(request, yield* again(request, id)) } }
}

function* find(request: VendorRequest): Plan<Item> {
  return yield* first(request, [{ path: ['serial', 'eq'], value: String(numberIn(request)) }])
}

/** As it is after a write. */
function* again(request: VendorRequest, id: string): Plan<Item> {
  return yield* first(request, [{ path: ['id', 'eq'], value: id }])
}

function* first(request: VendorRequest, filter: readonly FilterTerm[]): Plan<Item> {
  const query = { ...draft, ...localeOf(request), filter: [...filter], limit: 1 }
  const { items } = yield* call(listDeliveredItems, { params: { space: request.space.id }, query })
  const [item] = items
  if (item === undefined) throw refuseMissing()
  return item
}

function* storyOf(request: VendorRequest, item: Item): Plan<Record<string, unknown>> {
  const [story = {}] = yield* shown(request, [item])
  return story
}

function* shown(request: VendorRequest, items: readonly Item[]): Plan<readonly Record<string, unknown>[]> {
  const stories = yield* showPlainly(request, { ...draft, ...localeOf(request) }, items)
  return stories.map((story) => ({
    ...story,
    published: story['published_at'] !== null,
    is_folder: false,
    content_type: memberOf(story['content'], 'component'),
  }))
}

function contentIn(story: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  refuseKeys(story, unknownKeys)
  const { content } = story
  if (content === undefined || content === null) return null
  if (!isRecord(content)) throw refuseBody('/content', 'Write an object.')
  return content
}

function valuesOf(
  { space }: VendorRequest,
  content: Readonly<Record<string, unknown>>,
  type: string,
  shapes: Shapes,
  whole: boolean,
) {
  return fieldsOf(content, shapes.get(type) ?? [], { spaceId: space.id, whole })
}

/** A story is called by its first text: the name that it comes with stands there, where its content says nothing. */
function nameField(
  story: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, unknown>>,
  type: string,
  shapes: Shapes,
): Record<string, unknown> {
  const field = shapes.get(type)?.find((each) => each.type === 'text')
  const name = textIn(story, 'name')
  return field === undefined || name === undefined || content[field.id] !== undefined ? {} : { [field.id]: name }
}

function tagsOf({ tag_list: tags }: Readonly<Record<string, unknown>>): { tags?: string[] } {
  return Array.isArray(tags) ? { tags: tags.map(String) } : {}
}

/** `publish` in the body or the query, whatever its value: that it is there is what counts, as the vendor has it. */
function publishes({ body, query }: VendorRequest): boolean {
  return memberOf(body, 'publish') !== undefined || valueOf(query, 'publish') !== undefined
}

function localeOf({ query, body }: VendorRequest): { locale?: string } {
  const lang = textOf(query, 'lang') ?? textOf(query, 'language') ?? memberOf(body, 'lang')
  return typeof lang === 'string' && lang !== 'default' && lang !== '' ? { locale: lang } : {}
}

/** A story keeps its folder: what is sent is the last part of its slug, where it has but one. */
function beside(slug: string, sent: string): string {
  return sent.includes('/') ? sent : slug.slice(0, slug.lastIndexOf('/') + 1) + sent
}
