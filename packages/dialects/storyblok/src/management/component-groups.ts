import type { ResultOf } from '@latchkey/contract/operation'
import {
  createTypeGroup as create,
  deleteTypeGroup as remove,
  listTypeGroups as list,
  updateTypeGroup as update,
} from '@latchkey/contract/type-groups/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { oneIn, rootOf, textIn } from './root.ts'

type Group = ResultOf<typeof list>['items'][number]

/** `GET component_groups`: all of them, or those of one parent, and those with a part of a name. */
export function* listComponentGroups(request: VendorRequest): Plan {
  const { query } = request
  const groups = yield* groupsOf(request)
  const parent = textOf(query, 'with_parent')
  const search = textOf(query, 'search')?.toLowerCase() ?? ''
  const shown = groups
    .map((group) => groupOf(group, groups))
    .filter(({ name }) => name.toLowerCase().includes(search))
    .filter(({ parent_id: id }) => parent === undefined || String(id ?? 0) === parent)
  return { status: 200, body: { component_groups: shown } }
}

/** `GET component_groups/{number}`. */
export function* showComponentGroup(request: VendorRequest): Plan {
  const groups = yield* groupsOf(request)
  return { status: 200, body: { component_group: groupOf(oneIn(request, groups), groups) } }
}

/** `POST component_groups`. */
export function* createComponentGroup(request: VendorRequest): Plan {
  const sent = rootOf(request, 'component_group')
  const name = textIn(sent, 'name')
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  const groups = yield* groupsOf(request)
  const made = yield* call(create, {
    params: { space: request.space.id },
    body: { name, ...parentIn(sent, groups) },
  })
  return { status: 201, body: { component_group: groupOf(made, groups) } }
}

/** `PUT component_groups/{number}`. */
export function* updateComponentGroup(request: VendorRequest): Plan {
  const sent = rootOf(request, 'component_group')
  const name = textIn(sent, 'name')
  const groups = yield* groupsOf(request)
  const changed = yield* call(update, {
    params: { space: request.space.id, group: oneIn(request, groups).id },
    body: { ...(name !== undefined && { name }), ...parentIn(sent, groups) },
  })
  return { status: 200, body: { component_group: groupOf(changed, groups) } }
}

/** `DELETE component_groups/{number}`: what stood in it stands in its parent. */
export function* deleteComponentGroup(request: VendorRequest): Plan {
  const groups = yield* groupsOf(request)
  const group = oneIn(request, groups)
  yield* call(remove, { params: { space: request.space.id, group: group.id } })
  return { status: 200, body: { component_group: groupOf(group, groups) } }
}

/** All groups, or none for a token that may not read them: beside components. */
export function* componentGroupsOf({ space }: VendorRequest): Plan<readonly object[]> {
  const tried = yield* attempt(list, { params: { space: space.id } })
  const groups = tried.ok ? tried.result.items : []
  return groups.map((group) => groupOf(group, groups))
}

function* groupsOf({ space }: VendorRequest): Plan<readonly Group[]> {
  const { items } = yield* call(list, { params: { space: space.id } })
  return items
}

/** The parent by its number; its UUID counts where that is not said, since what was pulled elsewhere has another. */
function parentIn(sent: Readonly<Record<string, unknown>>, groups: readonly Group[]): { parent?: string | null } {
  const { parent_id: number, parent_uuid: uuid } = sent
  const said = number === undefined ? uuid : number
  if (said === undefined) return {}
  if (said === null || said === 0 || said === '') return { parent: null }
  const parent = groups.find(({ id, serial }) => (number === undefined ? id === said : serial === Number(said)))
  if (parent === undefined) throw refuseBody('/parent_id', 'There is no such component group.')
  return { parent: parent.id }
}

function groupOf({ id, serial, name, parent }: Group, groups: readonly Group[]) {
  const above = groups.find((each) => each.id === parent)
  return { id: serial, name, uuid: id, parent_id: above?.serial ?? null, parent_uuid: above?.id ?? null }
}
