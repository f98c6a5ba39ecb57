import { createEntry, deleteEntry, listEntries, showEntry, updateEntry } from '@latchkey/contract/entries/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { type Entry, entryOf, referencesIn } from '../from-result/entry.ts'
import type { FilePlace } from '../from-result/file-address.ts'
import type { Shape } from '../from-result/shape.ts'
import { readEntry, readNewEntry } from '../to-input/entry.ts'
import { selectionOf } from '../to-input/entry-list.ts'
import { windowOf } from '../to-input/window.ts'
import { readWindow } from './read-window.ts'
import { readShape } from './shapes.ts'

/** What of a request says in which locale, and which references to show whole. */
export const readingParameters = ['locale', 'include'] as const

/** `GET /content/{type}`: a part of its entries; of a type with one entry, that. */
export function* listContent(request: VendorRequest): Plan {
  const { space, query, params } = request
  const type = params['type'] ?? ''
  const shape = yield* readShape(space.id, type)
  const locale = localeIn(query)
  if (shape?.singleton === true) {
    const found = yield* call(listEntries, { params: { space: space.id }, query: { type, ...locale, limit: 1 } })
    const [entry] = found.items
    if (entry === undefined) throw refuseMissing()
    return { status: 200, body: { data: (yield* showAll(request, [entry], shape))[0] } }
  }
  const window = windowOf(query)
  const { filter, search, sort, direction, order } = selectionOf(query, shape)
  const chosen = {
    type,
    ...locale,
    ...(filter.length > 0 && { filter }),
    ...(search !== undefined && { search }),
    order,
  }
  const read = (page: object) => call(listEntries, { params: { space: space.id }, query: { ...chosen, ...page } })
  const { items, total } = yield* readWindow<Entry>(read, window)
  const { limit, offset } = window
  return {
    status: 200,
    body: {
      data: yield* showAll(request, items, shape),
      meta: { total, limit: limit ?? total, offset, sort, order: direction },
    },
  }
}

/** `GET /content/{type}/{slug or id}`. */
export function* showContent(request: VendorRequest): Plan {
  const { type, entry } = named(request)
  const query = { type, ...localeIn(request.query) }
  const found = yield* call(showEntry, { params: { space: request.space.id, entry }, query })
  const shape = yield* readShape(request.space.id, type)
  return { status: 200, body: { data: (yield* showAll(request, [found], shape))[0] } }
}

/** `POST /content/{type}`: published at once where its status says so, if the token may. */
export function* createContent(request: VendorRequest): Plan {
  const { space, params } = request
  const type = params['type'] ?? ''
  const shape = yield* readShape(space.id, type)
  const { slug, status, locale, fields } = readNewEntry(request.body, shape, placeOf(request), request.minute)
  const name = shape?.singleton === true ? type : slug
  const entry = yield* call(createEntry, {
    params: { space: space.id },
    query: locale === undefined ? {} : { locale },
    body: { type, ...(name !== undefined && { slug: name }), ...(status !== undefined && { status }), fields },
  })
  return { status: 201, body: { data: entryOf(entry, showingOf(request, shape)) } }
}

/** `PUT` and `PATCH /content/{type}/{slug or id}`: what is not sent stays. */
export function* updateContent(request: VendorRequest): Plan {
  const { type, entry } = named(request)
  const shape = yield* readShape(request.space.id, type)
  const { locale, ...body } = readEntry(request.body, shape, placeOf(request), request.minute)
  const changed = yield* call(updateEntry, {
    params: { space: request.space.id, entry },
    query: { type, ...(locale !== undefined && { locale }) },
    body,
  })
  return { status: 200, body: { data: entryOf(changed, showingOf(request, shape)) } }
}

/** `DELETE /content/{type}/{slug or id}`: into the trash. */
export function* deleteContent(request: VendorRequest): Plan {
  const { type, entry } = named(request)
  yield* call(deleteEntry, { params: { space: request.space.id, entry }, query: { type } })
  return { status: 200, body: { data: { ok: true } } }
}

function named({ params }: VendorRequest): { readonly type: string; readonly entry: string } {
  return { type: params['type'] ?? '', entry: params['entry'] ?? '' }
}

function localeIn(query: VendorQuery): { readonly locale?: string } {
  const locale = textOf(query, 'locale')
  return locale === undefined ? {} : { locale }
}

function placeOf({ base, space }: VendorRequest): FilePlace {
  return { base, space: space.id }
}

function showingOf(request: VendorRequest, shape: Shape | null) {
  return { place: placeOf(request), shape, included: new Map<string, object>(), include: [] }
}

/** Entries as they are shown, with those in place of references that the request wants, as far as the token may read them. */
function* showAll(request: VendorRequest, entries: readonly Entry[], shape: Shape | null): Plan<readonly object[]> {
  const showing = showingOf(request, shape)
  const include = textOf(request.query, 'include')?.split(',') ?? []
  const ids = referencesIn(entries, include)
  if (ids.length === 0) return entries.map((entry) => entryOf(entry, showing))
  const included = new Map<string, object>()
  const shapes = new Map<string, Shape | null>()
  for (let from = 0; from < ids.length; from += mostIncluded) {
    const filter = [{ path: ['id', 'in'], value: ids.slice(from, from + mostIncluded).join(',') }]
    const query = { filter, limit: mostIncluded, ...localeIn(request.query) }
    const found = yield* call(listEntries, { params: { space: request.space.id }, query })
    for (const entry of found.items) {
      const known = shapes.get(entry.type)
      const its = known === undefined ? yield* readShape(request.space.id, entry.type) : known
      shapes.set(entry.type, its)
      included.set(entry.id, entryOf(entry, showingOf(request, its)))
    }
  }
  return entries.map((entry) => entryOf(entry, { ...showing, included, include }))
}

const mostIncluded = 500
