import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Occasion } from '@latchkey/dialect-kit/dialect'

/** What a path answers that is none of the token API, such as that of revisions, roles or the trash. */
const nothingHere = {
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: null,
  text: 'Not found',
}

/** A refusal in the vendor's words. Its codes say less than our problems do, and so does the answer. */
export function answerRefusal(
  { problem, status, detail, errors = [] }: Refused,
  { route }: Pick<Occasion, 'route'>,
): VendorAnswer {
  if (status === 404 && route === null) return nothingHere
  if (status === 401)
    return answer(401, 'unauthorized', problem === 'missing-token' ? 'Missing bearer token.' : 'Invalid bearer token.')
  if (status === 403) return answer(403, 'forbidden', 'Forbidden.')
  if (status === 404) return answer(404, 'not_found', 'Not found.')
  if (status === 413) return answer(413, 'file_too_large', detail)
  if (problem === 'file-refused') return answer(422, 'file_type_not_allowed', detail)
  if (status === 429) return answer(429, 'rate_limited', detail)
  if (status >= 500) return answer(status, 'server_error', 'Something went wrong. Try again later.')
  if (status === 405 || status === 406 || status === 415) return answer(status, 'bad_request', detail)
  const fields = Object.fromEntries(
    errors.map(({ pointer, parameter, detail: why }) => [nameOf(pointer, parameter), why]),
  )
  if (problem === 'slug-taken') fields['slug'] ??= detail
  const message = errors.length > 0 ? 'Validation failed.' : detail
  return answer(422, 'validation_failed', message, Object.keys(fields).length > 0 ? fields : undefined)
}

function answer(status: number, code: string, message: string, fields?: object): VendorAnswer {
  return { status, body: { error: { code, message, ...(fields !== undefined && { fields }) } } }
}

/** `/fields/price/0` is the field `price` there, and the query's names are as they were sent. */
function nameOf(pointer = '', parameter?: string): string {
  if (parameter !== undefined) return parameter
  const [first = '', second] = pointer.split('/').slice(1)
  return first === 'fields' && second !== undefined ? second : first
}
