import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'

/** What the delivery API says to a bad token, and to a good one where it does not belong. */
const unauthorized = { status: 401, body: { error: 'Unauthorized' } }
const notFound = { status: 404, body: ['This record could not be found'] }

/**
 * A refusal in the words of the delivery API, as its clients read them.
 *
 * The vendor knows one answer for every reason why a token does not open something, and none of them says more than ours.
 */
export function answerDeliveryRefusal({ problem, status, detail, errors = [] }: Refused): VendorAnswer {
  if (errors.some(({ parameter }) => parameter === 'release'))
    return { status: 403, body: { error: 'Unauthorized release access.' } }
  if (status === 401 || status === 403) return unauthorized
  if (status === 404) return notFound
  if (problem === 'invalid-query') return { status: 422, body: { error: sentenceOf(errors, detail) } }
  if (status >= 500) return { status, body: { error: 'Something went wrong. Try again later.' } }
  return { status: status === 400 && problem !== 'malformed-request' ? 422 : status, body: { error: detail } }
}

function sentenceOf(errors: NonNullable<Refused['errors']>, detail: string): string {
  const unknown = errors.filter((error) => error.detail === 'Unknown parameter.').map(({ parameter }) => parameter)
  if (unknown.length > 0) return `Parameter(s) ${unknown.join(', ')} not allowed`
  return errors.map(({ parameter, detail: why }) => (parameter ? `${parameter}: ${why}` : why)).join(' ') || detail
}
