import {
  createOrganization,
  deleteOrganization,
  listOrganizations,
  showOrganization,
  updateOrganization,
} from '@latchkey/contract/organizations/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { selfAt } from '../from-result/links.ts'
import { type Organization, orgOf } from '../from-result/organization.ts'
import { pageOf } from '../from-result/page.ts'
import { idOf, serialIn24 } from '../identifiers.ts'
import { readMembers, requiredTextIn, textIn } from '../to-input/body.ts'
import { readListRequest } from '../to-input/list.ts'
import { slugIn } from '../to-input/slug.ts'
import { assertNamesList } from './whole-path.ts'

const orgListFields = { sort: ['name', 'id', 'creationDate', 'lastUpdated'], filter: ['name'] } as const

const notKept = 'It is not kept here.'
const unsupported = {
  description: notKept,
  planId: notKept,
  billingEmail: notKept,
  cardToken: notKept,
  iconColor: notKept,
}

/** `GET /orgs`. */
export function* listOrgs(request: VendorRequest): Plan {
  assertNamesList(request)
  const asked = readListRequest(request.query, orgListFields)
  const organizations = yield* readAll((page) => call(listOrganizations, { query: page }))
  const shown = organizations.map((each) => shownOrg(request, each))
  return { status: 200, body: { ...pageOf(shown, asked, (each) => each), ...selfAt(request.query, 'orgs', '/orgs') } }
}

/** `POST /orgs`: our organizations have a slug besides, which is made of the name. */
export function* createOrg(request: VendorRequest): Plan {
  const name = requiredTextIn(readMembers(request.body, ['name'], unsupported), 'name')
  const organization = yield* call(createOrganization, { body: { name, slug: slugIn(name, 'name') } })
  return { status: 201, body: shownOrg(request, organization) }
}

/** `GET /orgs/{id}`. */
export function* showOrg(request: VendorRequest): Plan {
  return { status: 200, body: shownOrg(request, yield* call(showOrganization, { params: named(request) })) }
}

/** `PATCH /orgs/{id}`: the name. */
export function* updateOrg(request: VendorRequest): Plan {
  const name = textIn(readMembers(request.body, ['name'], unsupported), 'name')
  const body = name === undefined ? {} : { name }
  return { status: 200, body: shownOrg(request, yield* call(updateOrganization, { params: named(request), body })) }
}

/** `DELETE /orgs/{id}`: for sessions, and organizations without spaces. */
export function* deleteOrg(request: VendorRequest): Plan {
  yield* call(deleteOrganization, { params: named(request) })
  return { status: 200, body: { success: true } }
}

/** The organization of an identifier, as our operations name it. */
export function organizationIn(id: string): string {
  const serial = serialIn24(id)
  if (serial === null) throw refuseMissing()
  return `serial:${serial}`
}

function named({ params }: VendorRequest): { readonly organization: string } {
  return { organization: organizationIn(params['org'] ?? '') }
}

function shownOrg({ query }: VendorRequest, organization: Organization) {
  return { ...orgOf(organization), ...selfAt(query, 'org', `/orgs/${idOf(organization.serial)}`) }
}
