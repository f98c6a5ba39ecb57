import type { Grant } from '@latchkey/policy/grant'

/**
 * A kind of RFC 9457 problem: `{ slug: 'not-found', status: 404, title: 'Not found' }`.
 *
 * The document's `type` is `/problems/` and the slug, which the server resolves to the problem's description.
 */
export interface Problem {
  readonly slug: string
  readonly status: number
  readonly title: string
  /** What it means and what to do, for the reader of the documentation. */
  readonly description: string
  /** What OAuth calls it, for programs that know no other words; on what a presented token is refused for. */
  readonly error?: OAuthError
}

/** RFC 6750 section 3.1, RFC 9470 section 3 for a login that is too old, RFC 7009 section 2.2.1 for what is not revoked. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'unsupported_token_type'

/** Where a problem in the request lies: a pointer into the body, or the name of a query parameter. */
export interface ProblemIssue {
  /** RFC 6901, such as `/fields/price`. */
  readonly pointer?: string
  readonly parameter?: string
  readonly detail: string
}

/** The members that a problem document may carry besides the five of RFC 9457. */
export interface ProblemMembers {
  readonly errors?: readonly ProblemIssue[]
  /** The layer of the caller's rights that refused: `kind`, `scope`, `role`, `grants`, … */
  readonly layer?: string
  /** The smallest grant that would permit the request. */
  readonly missing_grant?: Grant
  /** The current version, on a conflict, for who may read the thing. */
  readonly current_version?: number
  /** What existing values have against a change of a content type, for machines: see `content-types.check`. */
  readonly obstacles?: readonly unknown[]
  /** The assertions that an edit would make false, each with the grants that would, as far as the caller may read them. */
  readonly assertions?: readonly unknown[]
  /** The kinds that an operation accepts. */
  readonly accepted_kinds?: readonly string[]
}
