import { listContentTypes } from '@latchkey/contract/content-types/operations'
import { createRole, deleteRole, listRoles, showRole, updateRole } from '@latchkey/contract/roles/operations'
import { memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { listed } from '../from-result/list.ts'
import { shownRole } from '../from-result/role.ts'
import { type Fault, readShape } from '../space-role/read-shape.ts'
import { grantsOf } from '../space-role/to-grants.ts'
import type { Grant } from '../space-role/units.ts'
import { onlyKeys, textMember } from '../to-input/body.ts'
import { versionOf } from '../to-input/version.ts'

const members = ['name', 'contentType', 'content', 'media', 'settings']

export function* listSpaceRoles(request: VendorRequest): Plan {
  const { space } = request
  const { items } = yield* call(listRoles, { params: { space: space.id } })
  return {
    status: 200,
    body: listed(
      items.map((role) => shownRole(role, space.id)),
      null,
      request,
    ),
  }
}

export function* createSpaceRole({ space, body }: VendorRequest): Plan {
  const grants = yield* grantsIn(space.id, body)
  const role = yield* call(createRole, {
    params: { space: space.id },
    body: { name: textMember(memberOf(body, 'name'), '/name'), grants },
  })
  return { status: 201, body: shownRole(role, space.id) }
}

export function* showSpaceRole({ space, params: { role = '' } }: VendorRequest): Plan {
  return { status: 200, body: shownRole(yield* call(showRole, { params: { space: space.id, role } }), space.id) }
}

export function* replaceSpaceRole(request: VendorRequest): Plan {
  const { space, body, params } = request
  const ifMatch = versionOf(request)
  const grants = yield* grantsIn(space.id, body)
  const role = yield* call(updateRole, {
    params: { space: space.id, role: params['role'] ?? '' },
    body: { name: textMember(memberOf(body, 'name'), '/name'), grants },
    ifMatch,
  })
  return { status: 200, body: shownRole(role, space.id) }
}

export function* deleteSpaceRole({ space, params: { role = '' } }: VendorRequest): Plan {
  yield* call(deleteRole, { params: { space: space.id, role } })
  return { status: 204, body: null }
}

/** What a SpaceRole says, in grants. Types that the caller may not read are known by their slugs alone. */
function* grantsIn(space: string, body: unknown): Plan<readonly Grant[]> {
  onlyKeys(body, members)
  const types = yield* attempt(listContentTypes, { params: { space } })
  const slugs = new Map(types.ok ? types.result.items.map(({ id, slug }) => [id, slug]) : [])
  const shape = readShape(body, slugs)
  if (!('rules' in shape)) throw refuseFaults(shape)
  const grants = grantsOf(shape)
  const [first] = grants
  if (first !== undefined && 'pointer' in first) throw refuseFaults(grants.filter((each) => 'pointer' in each))
  return grants.filter((each) => 'effect' in each)
}

function refuseFaults(errors: readonly Fault[]): Refusing {
  const [first] = errors
  return new Refusing({
    problem: 'invalid-body',
    status: 422,
    detail: first?.detail ?? 'It cannot be said here.',
    errors,
  })
}
