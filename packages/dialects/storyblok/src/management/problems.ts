import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Occasion } from '@latchkey/dialect-kit/dialect'

const notFound = { status: 404, body: ['This record could not be found'] }
const forbidden =
  'You are currently not allowed to execute this action. Please contact the administrator of your space.'
const taken = { status: 422, body: { slug: ['has already been taken'] } }
const nameTaken = { status: 422, body: { name: ['has already been taken'] } }

/** A refusal in the words of the management API, as its clients read them. `scope`: the one that the route needs. */
export function answerManagementRefusal(
  { problem, status, detail, layer, errors = [] }: Refused,
  { route }: Pick<Occasion, 'route'>,
  scope: string | null,
): VendorAnswer {
  if (status === 401) return { status, body: { error: 'Unauthorized' } }
  if (problem === 'token-kind-mismatch')
    return { status: 403, body: { error: 'This endpoint does not support this token type' } }
  if (status === 403)
    return { status, body: { error: layer === undefined ? detail : sentenceOf(layer, detail, { route }, scope) } }
  if (status === 404) return notFound
  if (problem === 'slug-taken') return taken
  if (problem === 'conflict' && errors.some(({ pointer }) => pointer === '/name' || pointer === '/tag'))
    return nameTaken
  if (problem === 'version-conflict') return { status: 422, body: { conflict: true, story: 'has been changed' } }
  if (status >= 500) return { status, body: { error: 'Something went wrong. Try again later.' } }
  if (problem === 'invalid-body' && errors.length > 0) return { status: 422, body: byField(errors) }
  if (problem === 'invalid-query' && errors.length > 0)
    return { status: 422, body: { error: errors.map((each) => `${each.parameter ?? ''}: ${each.detail}`).join(' ') } }
  return { status: [400, 409].includes(status) ? 422 : status, body: { error: detail } }
}

/** The layers of ours that the vendor has a sentence for; to all others it says the same. */
function sentenceOf(layer: string, detail: string, { route }: Pick<Occasion, 'route'>, scope: string | null): string {
  if (layer === 'scope') {
    if (scope === null) return 'This endpoint does not support this token type'
    // A write that would publish: the scope that is lacking is the one for that.
    const needed = detail.includes('publish') ? scope.replace(/:\w+$/, ':publish') : scope
    return `Insufficient scope: ${needed} is required`
  }
  if (layer !== 'space') return forbidden
  return route?.space === 'none'
    ? 'This token is restricted to specific spaces'
    : 'This token does not have access to this space'
}

/** `{ "slug": ["…"] }`: what is wrong, by the field that it is about. */
function byField(errors: NonNullable<Refused['errors']>): Record<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const { pointer, detail } of errors) {
    const name = pointer?.split('/').findLast((part) => !/^\d*$/.test(part)) ?? 'base'
    fields.set(name, [...(fields.get(name) ?? []), detail])
  }
  return Object.fromEntries(fields)
}
