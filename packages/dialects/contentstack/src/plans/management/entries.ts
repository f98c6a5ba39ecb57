import {
  createEntry,
  deleteEntry,
  listEntries,
  publishEntry,
  showEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import type { EntryReceipt as Receipt } from '@latchkey/contract/entries/schemas'
import type { Static } from '@latchkey/contract/schema'
import { createSchedule } from '@latchkey/contract/schedules/operations'
import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { shapesOf, type Shapes } from '../../from-result/shapes.ts'
import { refuseUnsupported } from '../../refuse.ts'
import { textsIn, thingIn } from '../../to-input/body.ts'
import { fieldsIn, plainFieldsIn } from '../../to-input/fields.ts'
import { isYes, orderOf, pageOf, partOf } from '../../to-input/list.ts'
import { publicationIn } from '../../to-input/publication.ts'
import { alternativesIn, parseQueryText, subjectOf } from '../../to-input/query.ts'
import { localeOf } from '../../to-input/reading.ts'
import { idOf, uidOf } from '../../uids.ts'
import { branchIn, readableType, readManagedType, readManagedTypes, type Type } from './content-types.ts'
import { type ManagedEntry, showManaged } from './source.ts'

type EntryReceipt = Static<typeof Receipt>

/** `GET content_types/{type}/entries` */
export function* listManagedEntries(request: VendorRequest): Plan {
  const { query, space } = request
  const { type, shapes } = yield* readShapes(request)
  const search = textOf(query, 'typeahead')
  const list = {
    ...branchIn(request),
    ...localeOf(request),
    type: type.slug,
    filter: filterTerms(alternativesIn(parseQueryText(textOf(query, 'query')), type.fields)),
    ...(search !== undefined && { search }),
    order: orderOf(query, (key) => subjectOf(key, type.fields).name) ?? '-updated_at',
    ...pageOf(query),
  }
  const { items, total } = yield* call(listEntries, { params: { space: space.id }, query: list })
  if (isYes(query, 'count')) return { status: 200, body: { entries: total } }
  const entries = yield* showManaged(request, items.slice(0, partOf(query).limit), shapes)
  return { status: 200, body: { entries, ...(total !== undefined && { count: total }) } }
}

/** `GET content_types/{type}/entries/{entry}` */
export function* showManagedEntry(request: VendorRequest): Plan {
  const query = { ...ofType(request), ...localeOf(request) }
  const entry = yield* call(showEntry, { params: named(request), query })
  return { status: 200, body: { entry: yield* shown(request, entry) } }
}

/** `POST content_types/{type}/entries` */
export function* createManagedEntry(request: VendorRequest): Plan {
  const values = yield* valuesOf(request)
  const made = yield* call(createEntry, {
    params: { space: request.space.id },
    query: { ...branchIn(request), ...localeOf(request) },
    body: { type: request.params['type'] ?? '', ...values },
  })
  return { status: 201, body: { notice: 'Entry created successfully.', entry: yield* shown(request, made) } }
}

/** `PUT content_types/{type}/entries/{entry}`: fields that are not sent stay. */
export function* updateManagedEntry(request: VendorRequest): Plan {
  const values = yield* valuesOf(request)
  const query = { ...ofType(request), ...localeOf(request) }
  const changed = yield* call(updateEntry, { params: named(request), query, body: values })
  return { status: 200, body: { notice: 'Entry updated successfully.', entry: yield* shown(request, changed) } }
}

/** What a body says of an entry, for our operations. Who may write and not read writes plain values. */
function* valuesOf(request: VendorRequest): Plan<{ fields: Record<string, unknown>; tags?: string[] }> {
  const entry = thingIn(request.body, 'entry')
  const type = yield* readableType(request)
  const tags = textsIn(entry, 'tags')
  return {
    fields: type === null ? plainFieldsIn(entry) : fieldsIn(entry, type.fields),
    ...(tags !== undefined && { tags: [...tags] }),
  }
}

/** `DELETE content_types/{type}/entries/{entry}`: all of it; it goes into the trash. */
export function* deleteManagedEntry(request: VendorRequest): Plan {
  const locale = textOf(request.query, 'locale')
  if (locale !== undefined && locale !== request.space.defaultLocale)
    throw refuseUnsupported('To delete one locale of an entry is')
  yield* call(deleteEntry, { params: named(request), query: ofType(request) })
  return { status: 200, body: { notice: 'Entry deleted successfully.' } }
}

/** `POST content_types/{type}/entries/{entry}/publish` and `/unpublish`, at once or at a time. */
export function publishing(action: 'publish' | 'unpublish') {
  return function* (request: VendorRequest): Plan {
    const { environments, locales, version, at } = publicationIn(request.body, 'entry')
    const given = { params: named(request), query: ofType(request) }
    if (at !== undefined) {
      const body = {
        action,
        at,
        environments,
        locales,
        ...(action === 'publish' && version !== undefined && { version }),
      }
      yield* call(createSchedule, { ...given, body })
    } else if (action === 'publish') {
      yield* call(publishEntry, {
        ...given,
        body: { environments, locales, ...(version !== undefined && { version }) },
      })
    } else {
      yield* call(unpublishEntry, { ...given, body: { environments, locales } })
    }
    return { status: 200, body: { notice: 'The requested action has been performed.' } }
  }
}

/** The entry that the path names. */
export function named({ space, params }: VendorRequest) {
  const entry = idOf(params['entry'] ?? '')
  if (entry === null) throw refuseMissing()
  return { space: space.id, entry }
}

function ofType(request: VendorRequest) {
  return { ...branchIn(request), type: request.params['type'] ?? '' }
}

/** An entry as an answer shows it; to a writer who may not read it, that it is there. */
function* shown(request: VendorRequest, entry: ManagedEntry | EntryReceipt): Plan<object | undefined> {
  if (!('fields' in entry)) return { uid: uidOf(entry.id), _version: entry.version }
  const [only] = yield* showManaged(request, [entry], shapesOf(yield* readManagedTypes(request)))
  return only
}

function* readShapes(request: VendorRequest): Plan<{ readonly type: Type; readonly shapes: Shapes }> {
  const type = yield* readManagedType(request)
  return { type, shapes: shapesOf(yield* readManagedTypes(request)) }
}
