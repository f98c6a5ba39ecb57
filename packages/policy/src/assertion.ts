import type { Conditions, Grant } from './grant.ts'
import { parseGrants, type Issue } from './parse.ts'
import { printGrants } from './print.ts'
import type { SpaceName } from './request.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * One sentence about what a list of grants must stay: `{ "effect": "never", "actions": ["content.read"],
 * "resources": ["content:plans"] }`.
 *
 * `never`: no request is permitted that a deny of these words would stop. `always`: every request is permitted that an
 * allow of these words would permit.
 */
export interface Assertion {
  readonly effect: 'never' | 'always'
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly fields?: readonly string[]
  readonly conditions?: Conditions
}

export type ParsedAssertion =
  | { readonly ok: true; readonly assertion: Assertion }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Reads an assertion from JSON values, by the rules of a grant; in canonical form. `spaces`: those that it may speak of. */
export function parseAssertion(input: unknown, vocabulary: Vocabulary, spaces: readonly SpaceName[]): ParsedAssertion {
  if (typeof input !== 'object' || input === null) return refused('', 'An assertion is an object.')
  const effect = 'effect' in input ? input.effect : undefined
  if (effect !== 'never' && effect !== 'always') return refused('/effect', 'effect is exactly never or always.')
  const parsed = parseGrants([{ ...input, effect: effect === 'never' ? 'deny' : 'allow' }], vocabulary, spaces)
  if (!parsed.ok) {
    return {
      ok: false,
      issues: parsed.issues.map((issue) => ({ ...issue, pointer: issue.pointer.replace(/^\/0/, '') })),
    }
  }
  const [grant] = printGrants(parsed.grants)
  if (grant === undefined) throw new Error('One grant was read and none is left: printGrants keeps every one.')
  return { ok: true, assertion: { ...grant, effect } }
}

/** The grant of the same words: the deny that a `never` stands for, the allow that an `always` does. */
export function grantOf({ effect, ...words }: Assertion): Grant {
  return { effect: effect === 'never' ? 'deny' : 'allow', ...words }
}

function refused(pointer: string, detail: string): ParsedAssertion {
  return { ok: false, issues: [{ pointer, detail }] }
}
