import type { Response } from './respond.ts'

type Headers = Readonly<Record<string, string>>

/** What an answer says besides, for the sake of the token that has asked. */
export interface Manner {
  /** With every answer. */
  readonly always: Headers
  /** With a good answer of the delivery API, in the place of what it says otherwise; undefined leaves it unsaid. */
  readonly delivered: Readonly<Record<string, string | undefined>>
}

/** A response in the manner of a token. */
export function respondInManner(response: Response, manner: Manner | null, isDelivered: boolean): Response {
  return manner === null ? response : { ...response, headers: inManner(response.headers, manner, isDelivered) }
}

/** Headers in the manner of a token. `isDelivered`: a good answer of the delivery API. */
export function inManner(headers: Headers, manner: Manner | null, isDelivered: boolean): Headers {
  if (manner === null) return headers
  const all = { ...headers, ...(isDelivered && manner.delivered), ...manner.always }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
