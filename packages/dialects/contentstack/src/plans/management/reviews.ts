import { listEnvironments, updateEnvironment } from '@latchkey/contract/environments/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import {
  acceptPublishRequest,
  createPublishRequest,
  listPublishRequests,
  rejectPublishRequest,
} from '@latchkey/contract/publish-requests/operations'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody, refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { refuseUnsupported } from '../../refuse.ts'
import { requiredText, textIn, textsIn, thingIn } from '../../to-input/body.ts'
import { idOf, uidOf } from '../../uids.ts'
import { branchIn } from './content-types.ts'
import { named } from './entries.ts'

type Environment = ResultOf<typeof listEnvironments>['items'][number]

/** `GET workflows/publishing_rules`: environments that take only what a second person has accepted. */
export function* listRules(request: VendorRequest): Plan {
  const rules = (yield* readEnvironments(request)).filter((each) => each.requires_review).map(ruleOf)
  return { status: 200, body: { publishing_rules: rules } }
}

/** `GET workflows/publishing_rules/{rule}` */
export function* showRule(request: VendorRequest): Plan {
  return { status: 200, body: { publishing_rule: ruleOf(yield* readRule(request)) } }
}

/** `POST workflows/publishing_rules`: for all types and locales; who accepts, the grants say. */
export function* createRule(request: VendorRequest): Plan {
  const rule = thingIn(request.body, 'publishing_rule')
  refuseNarrower(rule)
  const name = requiredText(rule, 'environment')
  const changed = yield* call(updateEnvironment, {
    params: { space: request.space.id, environment: idOf(name) ?? name },
    body: { requires_review: true },
  })
  return { status: 201, body: { notice: 'Publish rule created successfully.', publishing_rule: ruleOf(changed) } }
}

/** `DELETE workflows/publishing_rules/{rule}` */
export function* deleteRule(request: VendorRequest): Plan {
  const { id } = yield* readRule(request)
  const body = { requires_review: false }
  yield* call(updateEnvironment, { params: { space: request.space.id, environment: id }, body })
  return { status: 200, body: { notice: 'Publish rule deleted successfully.' } }
}

/** A rule of ours holds for a whole environment, and names nobody. One that says more would be another rule. */
function refuseNarrower(rule: Readonly<Record<string, unknown>>): void {
  const { approvers } = rule
  const people = isRecord(approvers) ? Object.values(approvers).flat() : []
  if (people.length > 0) throw refuseUnsupported('Approvers by name are')
  for (const name of ['content_types', 'locales', 'branches'] as const) {
    const listed = textsIn(rule, name) ?? []
    if (listed.some((each) => each !== '$all')) throw refuseUnsupported(`A rule for some ${name} is`)
  }
  if (textIn(rule, 'workflow_stage') || textIn(rule, 'workflow')) throw refuseUnsupported('Workflow stages are')
}

function ruleOf({ id, slug }: Environment): object {
  return {
    uid: uidOf(id),
    environment: slug,
    actions: ['publish'],
    content_types: ['$all'],
    locales: ['$all'],
    branches: ['$all'],
    approvers: { users: [], roles: [] },
    disable_approver_publishing: true,
  }
}

function* readEnvironments({ space }: VendorRequest): Plan<readonly Environment[]> {
  return (yield* call(listEnvironments, { params: { space: space.id } })).items
}

function* readRule(request: VendorRequest): Plan<Environment> {
  const id = idOf(request.params['rule'] ?? '')
  const found = (yield* readEnvironments(request)).find((each) => each.id === id)
  if (found === undefined || !found.requires_review) throw refuseMissing()
  return found
}

/** What `status` says, https://www.contentstack.com/docs/developers/apis/content-management-api, read 2026-11. */
const statuses = { requested: 0, accepted: 1, rejected: -1 } as const

/** `POST content_types/{type}/entries/{entry}/workflow`: asks for approval of what an entry holds, accepts it or rejects it. */
export function* review(request: VendorRequest): Plan {
  const workflow = thingIn(request.body, 'workflow')
  const rule = workflow['publishing_rule']
  if (!isRecord(rule)) throw refuseUnsupported('Workflow stages are')
  const environment = idOf(requiredText(rule, 'uid'))
  if (environment === null) throw refuseBody('/publishing_rule/uid', 'is not valid.')
  const comment = textIn(rule, 'comment') ?? ''
  if (rule['status'] === statuses.requested) yield* ask(request, rule, environment, comment)
  else if (rule['status'] === statuses.accepted || rule['status'] === statuses.rejected)
    yield* answer(request, environment, comment, rule['status'] === statuses.accepted)
  else throw refuseBody('/publishing_rule/status', 'is not valid.')
  return { status: 200, body: { notice: 'Publish rule stage updated successfully.' } }
}

function* ask(
  request: VendorRequest,
  rule: Readonly<Record<string, unknown>>,
  environmentId: string,
  note: string,
): Plan<void> {
  const action = textIn(rule, 'action') ?? 'publish'
  if (action !== 'publish' && action !== 'unpublish') throw refuseBody('/publishing_rule/action', 'is not valid.')
  const locale = textOf(request.query, 'locale')
  const { space, entry } = named(request)
  const environment = yield* nameOf(request, environmentId)
  yield* call(createPublishRequest, {
    params: { space },
    query: branchIn(request),
    body: { entry, action, environment, note, ...(locale !== undefined && { locales: [locale] }) },
  })
}

function* nameOf(request: VendorRequest, environmentId: string): Plan<string> {
  const found = (yield* readEnvironments(request)).find(({ id }) => id === environmentId)
  if (found === undefined) throw refuseMissing()
  return found.slug
}

/** Answers the newest open request for the entry in that environment. */
function* answer(request: VendorRequest, environmentId: string, text: string, accepts: boolean): Plan<void> {
  const { space, entry } = named(request)
  const name = yield* nameOf(request, environmentId)
  const asked = { ...branchIn(request), entry, state: 'open' } as const
  const open = yield* readAll((page) => call(listPublishRequests, { params: { space }, query: { ...asked, ...page } }))
  const found = open.find((each) => each.environment === name)
  if (found === undefined) throw refuseMissing()
  const given = { params: { space, request: found.id }, query: branchIn(request), body: { answer: text } }
  if (accepts) yield* call(acceptPublishRequest, given)
  else yield* call(rejectPublishRequest, given)
}
