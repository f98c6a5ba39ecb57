import type { Field } from '@latchkey/contract/content-types/schemas'
import { listContentTypes, showContentType } from '@latchkey/contract/content-types/operations'
import {
  archiveEntry,
  createEntry,
  deleteEntry,
  listEntries,
  publishEntry,
  replaceEntry,
  showEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import type { Entry } from '@latchkey/contract/entries/schemas'
import type { Static } from '@latchkey/contract/schema'
import { memberOf } from '@latchkey/dialect-kit/body'
import type { RequestSpace, VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody, refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { managedContent } from '../from-result/content.ts'
import { listed, withValues } from '../from-result/list.ts'
import { sentFields } from '../from-result/values.ts'
import { refuseState } from '../refuse-state.ts'
import { onlyKeys } from '../to-input/body.ts'
import { applyPatch } from '../to-input/json-patch.ts'
import { contentListOf } from '../to-input/list.ts'
import { refuseStale, versionOf } from '../to-input/version.ts'

type ManagedEntry = Static<typeof Entry>

export function* listContents(request: VendorRequest): Plan {
  const { space, query } = request
  const { skip, locale, limit, order, after, filter } = contentListOf(query)
  if (skip > 0) throw refuseQuery('skip', 'Follow links.next.')
  if (locale !== undefined) throw refuseQuery('locale', 'Unknown parameter.')
  const paging = { limit, count: true, ...(order !== undefined && { order }), ...(after !== undefined && { after }) }
  // A list of one type is asked for by it: filters by fields need to know whose they are.
  const type = filter.find(({ path }) => path[0] === 'type' && path[1] === 'eq')?.value
  const terms = filter.filter(({ path }) => path[0] !== 'type' || path[1] !== 'eq')
  const { items, next, total } = yield* call(listEntries, {
    params: { space: space.id },
    query: { ...paging, locale: '*', ...(type !== undefined && { type }), ...(terms.length > 0 && { filter: terms }) },
  })
  const shapes = yield* shapesIn(space)
  const shown = items.map((entry) => managedContent(entry, shapes.get(entry.type) ?? [], space))
  const pages = { next: next === null ? null : withValues(query, { after: next }) }
  return { status: 200, body: listed(shown, total ?? null, request, pages) }
}

/** Fields by type, of those that the caller may read. */
function* shapesIn({ id }: RequestSpace): Plan<ReadonlyMap<string, readonly Field[]>> {
  const types = yield* attempt(listContentTypes, { params: { space: id } })
  return new Map(types.ok ? types.result.items.map(({ slug, fields }) => [slug, fields]) : [])
}

export function* showContent(request: VendorRequest): Plan {
  return yield* answer(request, yield* readContent(request))
}

function* readContent({ space, params: { content = '' } }: VendorRequest): Plan<ManagedEntry> {
  return yield* call(showEntry, { params: { space: space.id, entry: content }, query: { locale: '*' } })
}

function* answer({ space }: VendorRequest, entry: ManagedEntry, status = 200): Plan {
  const shapes = yield* shapesIn(space)
  return { status, body: managedContent(entry, shapes.get(entry.type) ?? [], space) }
}

export function* createContent(request: VendorRequest): Plan {
  const { space, body } = request
  const { slug: type, fields } = yield* typeOf(request)
  onlyKeys(body, ['fields'])
  const entry = yield* call(createEntry, {
    params: { space: space.id },
    query: { locale: '*' },
    body: { type, fields: sentFields(fields, memberOf(body, 'fields'), space.defaultLocale, refuseBody) },
  })
  return yield* answer(request, entry, 201)
}

function* typeOf({ space, params: { type = '' } }: VendorRequest) {
  return yield* call(showContentType, { params: { space: space.id, type } })
}

/** The whole content: what is left out is emptied. */
export function* replaceContent(request: VendorRequest): Plan {
  const ifMatch = versionOf(request)
  onlyKeys(request.body, ['fields'])
  return yield* replaceWith(request, memberOf(request.body, 'fields'), ifMatch)
}

/** Changes by RFC 6902 of what the content shows; its version says that nothing else has changed meanwhile. */
export function* patchContent(request: VendorRequest): Plan {
  const { space, body } = request
  const ifMatch = versionOf(request)
  const { fields: shape } = yield* typeOf(request)
  const entry = yield* readContent(request)
  // A change of something else would be told as a mistake of the patch.
  if (entry.version !== ifMatch) throw refuseStale()
  const { fields } = managedContent(entry, shape, space)
  const changed = applyPatch({ fields }, body)
  onlyKeys(changed, ['fields'])
  return yield* replaceWith(request, memberOf(changed, 'fields'), ifMatch)
}

function* replaceWith(request: VendorRequest, sent: unknown, ifMatch: number): Plan {
  const { space, params } = request
  const { slug, fields } = yield* typeOf(request)
  const before = yield* readContent(request)
  if (before.type !== slug) throw refuseMissing()
  const entry = yield* call(replaceEntry, {
    params: { space: space.id, entry: params['content'] ?? '' },
    query: { locale: '*' },
    body: { fields: sentFields(fields, sent, space.defaultLocale, refuseBody) },
    ifMatch,
  })
  return yield* answer(request, entry)
}

export function* publishContent(request: VendorRequest): Plan {
  const {
    space,
    params: { content = '' },
  } = request
  const ifMatch = versionOf(request)
  yield* call(publishEntry, { params: { space: space.id, entry: content }, body: {}, ifMatch })
  return yield* showContent(request)
}

export function* unpublishContent(request: VendorRequest): Plan {
  const {
    space,
    params: { content = '' },
  } = request
  const ifMatch = versionOf(request)
  yield* call(unpublishEntry, { params: { space: space.id, entry: content }, body: {}, ifMatch })
  return yield* showContent(request)
}

/** Only a draft is archived. */
export function* archiveContent(request: VendorRequest): Plan {
  const { space } = request
  const ifMatch = versionOf(request)
  const { id, status } = yield* readContent(request)
  if (status !== 'draft' && status !== 'protected') throw refuseState('archive-published')
  yield* call(archiveEntry, { params: { space: space.id, entry: id }, ifMatch })
  return yield* showContent(request)
}

export function* unarchiveContent(request: VendorRequest): Plan {
  const { space } = request
  const ifMatch = versionOf(request)
  const { id, status } = yield* readContent(request)
  if (status !== 'archived') throw refuseState('unarchive-other')
  yield* call(updateEntry, { params: { space: space.id, entry: id }, body: { status: 'draft' }, ifMatch })
  return yield* showContent(request)
}

/** Into the trash. What is live is unpublished first. */
export function* deleteContent(request: VendorRequest): Plan {
  const { space } = request
  const { id, status } = yield* readContent(request)
  if (status === 'published') throw refuseState('delete-published')
  yield* call(deleteEntry, { params: { space: space.id, entry: id } })
  return { status: 204, body: null }
}
