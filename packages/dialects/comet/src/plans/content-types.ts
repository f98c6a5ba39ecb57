import { createContentType, deleteContentType, updateContentType } from '@latchkey/contract/content-types/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { contentTypeOf } from '../from-result/content-type.ts'
import { readType } from '../to-input/content-type.ts'
import { refuseFields } from '../to-input/faults.ts'
import { readLocales, readShape, readShapes } from './shapes.ts'

/** `GET /content-types`: those that the token may know of. */
export function* listTypes(request: VendorRequest): Plan {
  const shapes = yield* readShapes(request.space.id)
  const locales = yield* readLocales(request)
  return { status: 200, body: { data: shapes.map((shape) => contentTypeOf(shape, locales)) } }
}

/** `GET /content-types/{name}`. */
export function* showType(request: VendorRequest): Plan {
  const shape = yield* readShape(request.space.id, request.params['type'] ?? '')
  if (shape === null) throw refuseMissing()
  return { status: 200, body: { data: contentTypeOf(shape, yield* readLocales(request)) } }
}

/** `POST /content-types`. */
export function* createType(request: VendorRequest): Plan {
  const locales = yield* readLocales(request)
  const { name, label, singleton, fields = [] } = readType(request.body, locales)
  if (name === undefined) throw refuseFields({ name: 'Name is required.' })
  const body = {
    slug: name,
    ...(label !== undefined && label !== '' && { name: label }),
    ...(singleton !== undefined && { singleton }),
    fields: [...fields],
  }
  const type = yield* call(createContentType, { params: { space: request.space.id }, body })
  return { status: 201, body: { data: contentTypeOf(type, locales) } }
}

/** `PUT /content-types/{name}`: what is sent; the name is the path's. */
export function* updateType(request: VendorRequest): Plan {
  const locales = yield* readLocales(request)
  const { label, singleton, fields } = readType(request.body, locales)
  const type = yield* call(updateContentType, {
    params: { space: request.space.id, type: request.params['type'] ?? '' },
    body: {
      ...(label !== undefined && label !== '' && { name: label }),
      ...(singleton !== undefined && { singleton }),
      ...(fields !== undefined && { fields: [...fields] }),
    },
  })
  return { status: 200, body: { data: contentTypeOf(type, locales) } }
}

/** `DELETE /content-types/{name}`: one without entries. */
export function* deleteType({ space, params }: VendorRequest): Plan {
  yield* call(deleteContentType, { params: { space: space.id, type: params['type'] ?? '' } })
  return { status: 200, body: { data: { ok: true } } }
}
