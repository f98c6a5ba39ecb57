import type { Grant } from './grant.ts'
import type { SpaceName } from './request.ts'
import type { Vocabulary } from './vocabulary.ts'

/** One reason why a grant list is refused: `{ pointer: '/0/conditions/own', detail: 'own can only be true.' }`. */
export interface Issue {
  /** RFC 6901 pointer into the list. */
  readonly pointer: string
  readonly detail: string
}

export type Parsed =
  | { readonly ok: true; readonly grants: readonly Grant[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads a list of grants from JSON values and reports every issue, or none.
 *
 * `spaces`: the spaces that the list may reach (a role's own); a prefix that names another is an issue. Absent: any.
 */
export function parseGrants(_input: unknown, _vocabulary: Vocabulary, _spaces?: readonly SpaceName[]): Parsed {
  throw new Error('parseGrants is being written')
}
