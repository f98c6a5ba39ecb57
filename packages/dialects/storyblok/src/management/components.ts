import {
  createContentType,
  deleteContentType,
  listContentTypes,
  updateContentType,
} from '@latchkey/contract/content-types/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { componentOf, type Type, typeOf } from './component.ts'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

/** What of a component there is nothing of here. */
const unknownKeys = ['component_group_uuid', 'internal_tag_ids', 'preset_id', 'image', 'preview_field', 'preview_tmpl']

/** `GET components`. */
export function* listComponents(request: VendorRequest): Plan {
  const types = yield* typesOf(request)
  return { status: 200, body: { components: types.map(componentOf), component_groups: [] } }
}

/** `GET components/{number}`. */
export function* showComponent(request: VendorRequest): Plan {
  return { status: 200, body: { component: componentOf(oneIn(request, yield* typesOf(request))) } }
}

/** `POST components`. */
export function* createComponent(request: VendorRequest): Plan {
  const component = rootOf(request, 'component')
  refuseKeys(component, unknownKeys)
  const slug = textIn(component, 'name')
  if (slug === undefined) throw refuseBody('/name', "can't be blank")
  const type = yield* call(createContentType, {
    params: { space: request.space.id },
    body: { slug, ...typeOf(component, yield* typesOf(request)) },
  })
  return { status: 201, body: { component: componentOf(type) } }
}

/** `PUT components/{number}`: a schema that is sent is all of it. */
export function* updateComponent(request: VendorRequest): Plan {
  const component = rootOf(request, 'component')
  refuseKeys(component, unknownKeys)
  const types = yield* typesOf(request)
  const { id } = oneIn(request, types)
  const slug = textIn(component, 'name')
  const { fields, ...named } = typeOf(component, types)
  const type = yield* call(updateContentType, {
    params: { space: request.space.id, type: id },
    body: { ...(slug !== undefined && { slug }), ...named, ...(component['schema'] !== undefined && { fields }) },
  })
  return { status: 200, body: { component: componentOf(type) } }
}

/** `DELETE components/{number}`. */
export function* deleteComponent(request: VendorRequest): Plan {
  const type = oneIn(request, yield* typesOf(request))
  yield* call(deleteContentType, { params: { space: request.space.id, type: type.id } })
  return { status: 200, body: { component: componentOf(type) } }
}

/** Groups, presets and internal tags, of which there are none: who may read components is told so. */
export function listNone(name: string) {
  return function* listNothing({ space }: VendorRequest): Plan {
    yield* call(listContentTypes, { params: { space: space.id } })
    return { status: 200, headers: { total: '0', 'per-page': '25' }, body: { [name]: [] } }
  }
}

function* typesOf({ space }: VendorRequest): Plan<readonly Type[]> {
  const { items } = yield* call(listContentTypes, { params: { space: space.id } })
  return items
}
