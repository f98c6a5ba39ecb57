import {
  createOrganization,
  deleteOrganization,
  listOrganizations,
  showOrganization,
  updateOrganization,
} from '@latchkey/contract/organizations/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { selfAt } from '../from-result/links.ts'
import { type Organization, orgOf } from '../from-result/organization.ts'
import { pageOf } from '../from-result/page.ts'
import { idOf, serialIn24 } from '../identifiers.ts'
import { readMembers, requiredTextIn, textIn } from '../to-input/body.ts'
import { readListRequest } from '../to-input/list.ts'
import { slugOf } from '../to-input/slug.ts'
import { readAll } from './read-all.ts'
import { assertNamesList } from './whole-path.ts'

export const orgListFields = { sort: ['name', 'id', 'creationDate', 'lastUpdated'], filter: ['name'] } as const

const notKept = 'It is not kept here.'
const unsupported = {
  description: notKept,
  planId: notKept,
  billingEmail: notKept,
  cardToken: notKept,
  iconColor: notKept,
}

/** All organizations that the caller may see. */
export function* readOrganizations(): Plan<readonly Organization[]> {
  return yield* readAll((page) => call(listOrganizations, { query: page }))
}

/** `GET /orgs`. */
export function* listOrgs(request: VendorRequest): Plan {
  assertNamesList(request)
  const asked = readListRequest(request.query, orgListFields)
  const shown = (yield* readOrganizations()).map((each) => shownOrg(request, each))
  return { status: 200, body: { ...pageOf(shown, asked), ...selfAt(request.query, 'orgs', '/orgs') } }
}

/** `POST /orgs`: our organizations have a slug besides, which is made of the name. */
export function* createOrg(request: VendorRequest): Plan {
  const name = requiredTextIn(readMembers(request.body, ['name'], unsupported), 'name')
  const organization = yield* call(createOrganization, { body: { name, slug: slugOf(name, 'name') } })
  return { status: 201, body: shownOrg(request, organization) }
}

/** `GET /orgs/{id}`. */
export function* showOrg(request: VendorRequest): Plan {
  const { id } = yield* findOrg(request.params['org'] ?? '')
  return { status: 200, body: shownOrg(request, yield* call(showOrganization, { params: { organization: id } })) }
}

/** `PATCH /orgs/{id}`: the name. */
export function* updateOrg(request: VendorRequest): Plan {
  const name = textIn(readMembers(request.body, ['name'], unsupported), 'name')
  const { id } = yield* findOrg(request.params['org'] ?? '')
  const body = name === undefined ? {} : { name }
  return {
    status: 200,
    body: shownOrg(request, yield* call(updateOrganization, { params: { organization: id }, body })),
  }
}

/** `DELETE /orgs/{id}`: for sessions, and organizations without spaces. */
export function* deleteOrg({ params }: VendorRequest): Plan {
  const { id } = yield* findOrg(params['org'] ?? '')
  yield* call(deleteOrganization, { params: { organization: id } })
  return { status: 200, body: { success: true } }
}

/** The organization of that identifier, among those that the caller may see. */
export function* findOrg(id: string): Plan<Organization> {
  const serial = serialIn24(id)
  const found = serial === null ? undefined : (yield* readOrganizations()).find((each) => each.serial === serial)
  if (found === undefined) throw refuseMissing()
  return found
}

function shownOrg({ query }: VendorRequest, organization: Organization) {
  return { ...orgOf(organization), ...selfAt(query, 'org', `/orgs/${idOf(organization.serial)}`) }
}
