import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'

/** The vendor's word for a refusal, by the status of ours. Only `NotFound` is documented; clients show whatever it is. */
const types: Readonly<Record<number, string>> = {
  400: 'Validation',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  422: 'Validation',
  429: 'TooManyRequests',
}

/** How the vendor calls what our operations take. */
const names: ReadonlyMap<string, string> = new Map([
  ['expires_at', 'expirationDate'],
  ['state', 'status'],
  ['code', 'twoFactorCode'],
  ['ttl_seconds', 'tokenTTL'],
  ['slug', 'name'],
])

/** A refusal as the vendor's clients read it: a type and a sentence, without anything around them. */
export function answerRefusal({ status, detail, errors = [] }: Refused): VendorAnswer {
  const sentences = errors.map(({ pointer, parameter, detail: why }) => {
    const name = nameOf(parameter ?? pointer?.slice(1) ?? '')
    return name === '' ? why : `${name}: ${why}`
  })
  const message = sentences.join(' ') || detail
  // What is not valid is 400 there, whatever is wrong with it.
  return { status: status === 422 ? 400 : status, body: { type: types[status] ?? 'Internal', message } }
}

function nameOf(path: string): string {
  return path
    .split('/')
    .map((part) => names.get(part) ?? part)
    .join('.')
}
