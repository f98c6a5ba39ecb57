import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Occasion } from '@latchkey/dialect-kit/dialect'
import { apiKeyParameter, contentTypeParameter } from './refuse.ts'

type Errors = Readonly<Record<string, readonly string[]>>

const notValid = 'is not valid.'

function answer(status: number, code: number, message: string, errors: Errors = {}): VendorAnswer {
  return { status, body: { error_message: message, error_code: code, errors } }
}

/**
 * A refusal in the words of the vendor, as its clients read them: a sentence, a code, and what is wrong with which parameter.
 *
 * None of them says more than ours. Codes and sentences as the published clients and their tests know them, 2026-11.
 */
export function answerRefusal(refused: Refused, occasion: Occasion): VendorAnswer {
  const { problem, status, detail, layer, errors = [] } = refused
  const names = errors.flatMap(({ parameter }) => parameter ?? [])
  if (names.includes(apiKeyParameter))
    return answer(412, 109, "We can't find that Stack. Please try again.", { api_key: [notValid] })
  if (problem === 'unknown-branch') return branchRefused(errors[0]?.detail)
  if (status === 401) return unauthorized(problem, occasion)
  // What a kind of token may never do belongs to who is logged in.
  if (problem === 'token-kind-mismatch') return loggedOut('authtoken')
  if (layer === 'environment') return invalid(occasion, { environment: [notValid] })
  if (problem === 'fresh-login-required') return answer(403, 316, detail)
  if (status === 403) return forbidden
  if (names.includes(contentTypeParameter)) return contentTypeMissing(errors[0]?.detail ?? '')
  if (status === 404) return missing(occasion)
  if (problem === 'not-supported') return answer(422, 141, detail, { request: ['is not supported.'] })
  if (status === 409 || status === 412 || status === 422) return unfit(refused, occasion)
  if (problem === 'begin-again') return invalid(occasion, { sync_token: [notValid, detail] })
  if (status === 429) return answer(429, 429, 'API rate limit exceeded')
  if (problem === 'invalid-query' || problem === 'field-not-filterable') return invalid(occasion, errorsOf(refused))
  if (status >= 500) return answer(status, 500, 'Something went wrong. Please try again later.')
  return answer(status, status, detail)
}

const forbidden = answer(403, 316, "You don't have the permission to do this operation.")

function branchRefused(name = 'main'): VendorAnswer {
  const message = `Access denied. You have insufficient permissions to perform operation on this branch '${name}'.`
  return answer(422, 901, message, { branch: [notValid] })
}

function unauthorized(problem: string, { route, placed }: Occasion): VendorAnswer {
  if (route?.path === '/user-session') return loginRefused(problem)
  return loggedOut(placed?.in === 'header' ? placed.header : 'authtoken')
}

function loggedOut(header: string): VendorAnswer {
  const message = "You're not allowed in here unless you're logged in."
  return answer(401, 105, message, { [header]: [notValid] })
}

function loginRefused(problem: string): VendorAnswer {
  if (problem === 'wrong-second-factor') return answer(401, 295, 'Invalid verification code')
  const message = 'Looks like your email or password is invalid. Please try again or reset your password.'
  return answer(422, 104, message)
}

function contentTypeMissing(uid: string): VendorAnswer {
  return answer(422, 118, `The Content Type '${uid}' was not found. Please try again.`, { uid: [notValid] })
}

function missing({ route }: Occasion): VendorAnswer {
  const path = route?.path ?? null
  if (path === null) return answer(404, 404, 'The requested resource was not found.')
  if (path.startsWith('/assets')) return answer(404, 145, 'Asset was not found.', { uid: [notValid] })
  if (path.startsWith('/stacks/branches')) return answer(422, 905, 'Branch was not found.', { uid: [notValid] })
  return answer(422, 141, "The requested object doesn't exist.", { uid: [notValid] })
}

/** What the vendor says when a request of a route does not fit. */
function sentenceOf({ method, route }: Occasion): string {
  const path = route?.path ?? ''
  const [thing = 'request'] = things.filter(([prefix]) => path.startsWith(prefix)).map(([, name]) => name)
  if (method === 'GET') return `Failed to fetch ${thing.toLowerCase()}. Please try again with valid parameters.`
  const act = method === 'POST' ? 'creation' : method === 'PUT' ? 'update' : 'deletion'
  return `${thing} ${act} failed. Please try again.`
}

/** How things are called in sentences, by how paths begin; the first that fits. */
const things = [
  ['/content_types/{type}/entries', 'Entries'],
  ['/content_types', 'Content Type'],
  ['/assets', 'Assets'],
  ['/stacks/delivery_tokens', 'Delivery Token'],
  ['/stacks/management_tokens', 'Management Token'],
  ['/stacks/branches', 'Branch'],
  ['/stacks/branch_aliases', 'Branch Alias'],
  ['/environments', 'Environment'],
  ['/locales', 'Language'],
  ['/releases', 'Release'],
  ['/roles', 'Role'],
  ['/bulk', 'Bulk action'],
  ['/stacks', 'Stack'],
] as const

function invalid(occasion: Occasion, errors: Errors): VendorAnswer {
  return answer(422, 141, sentenceOf(occasion), errors)
}

/** Codes for names that are taken, by how paths begin. */
const takenCodes = [
  ['/content_types/{type}/entries', 119, 'title'],
  ['/content_types', 115, 'uid'],
  ['/locales', 247, 'code'],
  ['/stacks/branches', 910, 'uid'],
] as const

function unfit(refused: Refused, occasion: Occasion): VendorAnswer {
  const { problem, detail } = refused
  const path = occasion.route?.path ?? ''
  if (problem === 'slug-taken' || problem === 'conflict') {
    const [taken] = takenCodes.filter(([prefix]) => path.startsWith(prefix))
    if (taken !== undefined && problem === 'slug-taken')
      return answer(422, taken[1], sentenceOf(occasion), { [taken[2]]: ['is not unique.'] })
    if (taken?.[1] === 247) return answer(422, 247, sentenceOf(occasion), { code: ['is not unique.'] })
  }
  if (problem === 'in-use' && path.startsWith('/stacks/branches')) return answer(422, 909, detail, { branch: [detail] })
  if (problem === 'limit-reached') return invalid(occasion, { token: [detail] })
  const errors = errorsOf(refused)
  return invalid(occasion, Object.keys(errors).length > 0 ? errors : { request: [detail] })
}

/** What is wrong, by parameter or by the path of a value: `/fields/price` is said of `price`. */
function errorsOf({ errors = [], detail }: Refused): Errors {
  const named = errors.map(({ parameter, pointer, detail: why }) => {
    const [name = 'request'] = [parameter, pointer?.split('/').filter(Boolean).join('.')].filter(Boolean)
    return [name.replace(/^fields\./, ''), why] as const
  })
  if (named.length === 0) return { request: [detail] }
  return Object.fromEntries(
    [...Map.groupBy(named, ([name]) => name)].map(([name, all]) => [name, all.map(([, why]) => why)]),
  )
}
