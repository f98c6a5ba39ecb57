import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { type Plan, Refusing } from '@latchkey/dialect-kit/plan'

/** The media type of every answer. */
export const mediaType = 'application/vnd.com.weegloo.v1+json;charset=UTF-8'

const accepted = ['application/vnd.com.weegloo.v1+json', 'application/*', '*/*']

/** Does nothing for who does not take the vendor's media type: plain `application/json` is refused, as the vendor does. */
export function forAccepting(plan: (request: VendorRequest) => Plan): (request: VendorRequest) => Plan {
  return function* (request) {
    const ranges = request.headers['accept']
      ?.split(',')
      .map((range) => (range.split(';')[0] ?? '').trim().toLowerCase())
    if (ranges !== undefined && !ranges.some((range) => accepted.includes(range))) {
      const detail = 'Answers are application/vnd.com.weegloo.v1+json.'
      throw new Refusing({ problem: 'not-acceptable', status: 406, detail })
    }
    return yield* plan(request)
  }
}
