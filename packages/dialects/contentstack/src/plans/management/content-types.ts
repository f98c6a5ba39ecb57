import {
  createContentType,
  deleteContentType,
  listContentTypes,
  showContentType,
  updateContentType,
} from '@latchkey/contract/content-types/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { contentTypeOf } from '../../from-result/content-type.ts'
import { refuseContentType } from '../../refuse.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'
import { isYes, partOf } from '../../to-input/list.ts'
import { fieldsOf } from '../../to-input/schema.ts'

export type Type = ResultOf<typeof showContentType>

/** The branch of a request, as operations of ours take it. */
export function branchIn({ headers: { branch } }: Pick<VendorRequest, 'headers'>): { readonly branch?: string } {
  return branch === undefined || branch === '' ? {} : { branch }
}

/** `GET content_types` */
export function* listManagedTypes(request: VendorRequest): Plan {
  const { query } = request
  const types = yield* readManagedTypes(request)
  if (isYes(query, 'count')) return { status: 200, body: { content_types: types.length } }
  const { skip, limit } = partOf(query)
  const shown = types.slice(skip, skip + limit).map(shownType)
  return { status: 200, body: { content_types: shown, ...(isYes(query, 'include_count') && { count: types.length }) } }
}

/** `GET content_types/{type}` */
export function* showManagedType(request: VendorRequest): Plan {
  return { status: 200, body: { content_type: shownType(yield* readManagedType(request)) } }
}

/** `POST content_types` */
export function* createType(request: VendorRequest): Plan {
  const type = thingIn(request.body, 'content_type')
  const made = yield* call(createContentType, {
    params: { space: request.space.id },
    query: branchIn(request),
    body: {
      slug: requiredText(type, 'uid'),
      name: requiredText(type, 'title'),
      singleton: isSingleton(type),
      fields: fieldsOf(type['schema'], [], '/schema'),
    },
  })
  return { status: 201, body: { notice: 'Content Type created successfully.', content_type: shownType(made) } }
}

/** `PUT content_types/{type}`: the whole of it. `force=true` lets fields go that still hold values. */
export function* updateType(request: VendorRequest): Plan {
  const type = thingIn(request.body, 'content_type')
  const before = yield* readManagedType(request)
  const name = textIn(type, 'title')
  const changed = yield* call(updateContentType, {
    params: { space: request.space.id, type: before.slug },
    query: { ...branchIn(request), ...(isYes(request.query, 'force') && { confirm: true }) },
    body: {
      ...(name !== undefined && { name }),
      ...(type['options'] !== undefined && { singleton: isSingleton(type) }),
      ...(type['schema'] !== undefined && { fields: fieldsOf(type['schema'], before.fields, '/schema') }),
    },
  })
  return { status: 200, body: { notice: 'Content Type updated successfully.', content_type: shownType(changed) } }
}

/** `DELETE content_types/{type}`: one without entries. */
export function* deleteType(request: VendorRequest): Plan {
  const { slug } = yield* readManagedType(request)
  yield* call(deleteContentType, { params: { space: request.space.id, type: slug }, query: branchIn(request) })
  return { status: 200, body: { notice: 'Content Type deleted successfully.' } }
}

/** The type that the path names. */
export function* readManagedType(request: VendorRequest): Plan<Type> {
  const uid = request.params['type'] ?? ''
  const tried = yield* attempt(showContentType, {
    params: { space: request.space.id, type: uid },
    query: branchIn(request),
  })
  if (tried.ok && tried.result.slug === uid) return tried.result
  throw tried.ok || tried.refused.status === 404 ? refuseContentType(uid) : new Refusing(tried.refused)
}

/** The same; null for who may not read types at all. */
export function* readableType(request: VendorRequest): Plan<Type | null> {
  try {
    return yield* readManagedType(request)
  } catch (error) {
    if (error instanceof Refusing && error.refused.status === 403) return null
    throw error
  }
}

export function* readManagedTypes(request: VendorRequest): Plan<readonly Type[]> {
  const { items } = yield* call(listContentTypes, { params: { space: request.space.id }, query: branchIn(request) })
  return items
}

function shownType(type: Type): object {
  const { version, created_at: createdAt, updated_at: updatedAt } = type
  return { ...contentTypeOf(type), _version: version, created_at: createdAt, updated_at: updatedAt }
}

function isSingleton({ options }: Readonly<Record<string, unknown>>): boolean {
  return isRecord(options) && options['singleton'] === true
}
