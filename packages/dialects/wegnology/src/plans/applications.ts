import { createOrganizationSpace } from '@latchkey/contract/organization-spaces/operations'
import { listOrganizations } from '@latchkey/contract/organizations/operations'
import { createSpace, deleteSpace, listSpaces, showSpace, updateSpace } from '@latchkey/contract/spaces/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { applicationOf, type Space } from '../from-result/application.ts'
import { selfAt } from '../from-result/links.ts'
import { pageOf } from '../from-result/page.ts'
import { idOf } from '../identifiers.ts'
import { readMembers, requiredTextIn, textIn } from '../to-input/body.ts'
import { readListRequest } from '../to-input/list.ts'
import { slugIn } from '../to-input/slug.ts'
import { organizationIn } from './orgs.ts'
import { assertNamesList } from './whole-path.ts'

const listFields = { sort: ['name', 'id', 'creationDate', 'lastUpdated'], filter: ['name'] } as const
const unsupported = { description: 'It is not kept here.' }

/** `GET /applications`: the spaces that the caller may see, of one organization with `orgId`. */
export function* listApplications(request: VendorRequest): Plan {
  assertNamesList(request)
  const asked = readListRequest(request.query, listFields)
  const orgId = textOf(request.query, 'orgId')?.toLowerCase()
  const spaces = yield* readAll((page) => call(listSpaces, { query: page }))
  const serials = yield* readOrganizationSerials()
  const all = spaces.map((space) => shownApplication(request, space, serials))
  const shown = all.filter(({ ownerId }) => orgId === undefined || ownerId === orgId)
  return {
    status: 200,
    body: { ...pageOf(shown, asked, (each) => each), ...selfAt(request.query, 'applications', '/applications') },
  }
}

/** `POST /applications`: a space, of an organization with `orgId`; its slug is made of the name. */
export function* createApplication(request: VendorRequest): Plan {
  const members = readMembers(request.body, ['name', 'orgId'], unsupported)
  const name = requiredTextIn(members, 'name')
  const body = { name, slug: slugIn(name, 'name') }
  const orgId = textIn(members, 'orgId')
  if (orgId === undefined) return yield* answerSpace(request, yield* call(createSpace, { body }), 201)
  const params = { organization: organizationIn(orgId) }
  const space = yield* call(createOrganizationSpace, { params, body })
  return yield* answerSpace(request, space, 201)
}

/** `GET /applications/{id}`. */
export function* showApplication(request: VendorRequest): Plan {
  return yield* answerSpace(request, yield* call(showSpace, { params: { space: request.space.id } }))
}

/** `PATCH /applications/{id}`: the name. */
export function* updateApplication(request: VendorRequest): Plan {
  const name = textIn(readMembers(request.body, ['name'], unsupported), 'name')
  const body = name === undefined ? {} : { name }
  return yield* answerSpace(request, yield* call(updateSpace, { params: { space: request.space.id }, body }))
}

/** `DELETE /applications/{id}`: for sessions. */
export function* deleteApplication({ space }: VendorRequest): Plan {
  yield* call(deleteSpace, { params: { space: space.id } })
  return { status: 200, body: { success: true } }
}

function* answerSpace(request: VendorRequest, space: Space, status = 200): Plan {
  const serials = space.organization === null ? new Map<string, number>() : yield* readOrganizationSerials()
  return { status, body: shownApplication(request, space, serials) }
}

/** The numbers of the organizations that the caller may see, by their ids; none for whose token may not ask. */
function* readOrganizationSerials(): Plan<ReadonlyMap<string, number>> {
  const page = yield* attempt(listOrganizations, { query: { limit: 1000 } })
  return new Map(page.ok ? page.result.items.map(({ id, serial }) => [id, serial]) : [])
}

function shownApplication({ query }: VendorRequest, space: Space, serials: ReadonlyMap<string, number>) {
  return { ...applicationOf(space, serials), ...selfAt(query, 'application', `/applications/${idOf(space.serial)}`) }
}
