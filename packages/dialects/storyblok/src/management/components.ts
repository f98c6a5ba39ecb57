import {
  createContentType,
  deleteContentType,
  listContentTypes,
  updateContentType,
} from '@latchkey/contract/content-types/operations'
import { listTypePresets } from '@latchkey/contract/type-presets/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { isUuid } from '@latchkey/dialect-kit/identifiers'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { componentOf, type Type, typeOf } from './component.ts'
import { componentGroupsOf } from './component-groups.ts'
import { type Preset, presetOf } from './component-presets.ts'
import { typeTagsOf } from './internal-tags.ts'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

/** What of a component there is nothing of here. */
const unknownKeys = ['image', 'preview_field', 'preview_tmpl']

/** `GET components`. */
export function* listComponents(request: VendorRequest): Plan {
  const types = yield* typesOf(request)
  const show = yield* shower(request, types)
  return { status: 200, body: { components: types.map(show), component_groups: yield* componentGroupsOf(request) } }
}

/** `GET components/{number}`. */
export function* showComponent(request: VendorRequest): Plan {
  const types = yield* typesOf(request)
  const show = yield* shower(request, types)
  return { status: 200, body: { component: show(oneIn(request, types)) } }
}

/** `POST components`. */
export function* createComponent(request: VendorRequest): Plan {
  const component = rootOf(request, 'component')
  refuseKeys(component, [...unknownKeys, 'preset_id'])
  const slug = textIn(component, 'name')
  if (slug === undefined) throw refuseBody('/name', "can't be blank")
  const types = yield* typesOf(request)
  const type = yield* call(createContentType, {
    params: { space: request.space.id },
    body: { slug, ...typeOf(component, types), ...(yield* placeOf(request, component)) },
  })
  const show = yield* shower(request, [...types, type])
  return { status: 201, body: { component: show(type) } }
}

/** `PUT components/{number}`: a schema that is sent is all of it. */
export function* updateComponent(request: VendorRequest): Plan {
  const component = rootOf(request, 'component')
  refuseKeys(component, unknownKeys)
  const types = yield* typesOf(request)
  const before = oneIn(request, types)
  const slug = textIn(component, 'name')
  const { fields, ...named } = typeOf(component, types)
  const type = yield* call(updateContentType, {
    params: { space: request.space.id, type: before.id },
    body: {
      ...(slug !== undefined && { slug }),
      ...named,
      ...(component['schema'] !== undefined && { fields }),
      ...(yield* placeOf(request, component)),
      ...presetIn(component, yield* presetsOf(request)),
    },
  })
  const show = yield* shower(
    request,
    types.map((each) => (each.id === type.id ? type : each)),
  )
  return { status: 200, body: { component: show(type) } }
}

/** `DELETE components/{number}`. */
export function* deleteComponent(request: VendorRequest): Plan {
  const types = yield* typesOf(request)
  const type = oneIn(request, types)
  const show = yield* shower(request, types)
  yield* call(deleteContentType, { params: { space: request.space.id, type: type.id } })
  return { status: 200, body: { component: show(type) } }
}

function* typesOf({ space }: VendorRequest): Plan<readonly Type[]> {
  const { items } = yield* call(listContentTypes, { params: { space: space.id } })
  return items
}

/** Presets, or none for a token that may not read them. */
function* presetsOf({ space }: VendorRequest): Plan<readonly Preset[]> {
  const tried = yield* attempt(listTypePresets, { params: { space: space.id } })
  return tried.ok ? tried.result.items : []
}

/** How types are shown as components, with their presets and tags. */
function* shower(request: VendorRequest, types: readonly Type[]): Plan<(type: Type) => object> {
  const presets = yield* presetsOf(request)
  const tags = yield* typeTagsOf(request)
  return (type) => {
    const own = presets.filter((preset) => preset.type === type.slug)
    const shown = new Map(own.map((preset) => [preset.id, presetOf(request, preset, types)]))
    return componentOf(type, { presets: shown, tags })
  }
}

/** The group and the tags of a component, where it says them. */
function* placeOf(
  request: VendorRequest,
  { component_group_uuid: uuid, internal_tag_ids: ids }: Readonly<Record<string, unknown>>,
): Plan<{ group?: string | null; tags?: string[] }> {
  return {
    ...(uuid !== undefined && { group: groupIn(uuid) }),
    ...(ids !== undefined && { tags: tagsIn(ids, yield* typeTagsOf(request)) }),
  }
}

function groupIn(uuid: unknown): string | null {
  if (uuid === null || uuid === '') return null
  if (typeof uuid === 'string' && isUuid(uuid)) return uuid
  throw refuseBody('/component_group_uuid', 'There is no such component group.')
}

/** Tags by their numbers, which clients send as numbers and as texts. */
function tagsIn(ids: unknown, tags: readonly { readonly serial: number; readonly tag: string }[]): string[] {
  const sent: readonly unknown[] = Array.isArray(ids) ? ids : []
  return sent.map((id) => {
    const found = tags.find(({ serial }) => serial === Number(id))
    if (found === undefined) throw refuseBody('/internal_tag_ids', `There is no internal tag ${String(id)}.`)
    return found.tag
  })
}

/** The preset with which an entry begins, by its number. */
function presetIn(
  { preset_id: number }: Readonly<Record<string, unknown>>,
  presets: readonly Preset[],
): { preset?: string | null } {
  if (number === undefined) return {}
  if (number === null || number === 0) return { preset: null }
  const found = presets.find(({ serial }) => serial === number)
  if (found === undefined) throw refuseBody('/preset_id', 'The component has no such preset.')
  return { preset: found.id }
}
