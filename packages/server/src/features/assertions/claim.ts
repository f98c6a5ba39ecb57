import { vocabulary } from '@latchkey/contract/catalogue'
import { problems } from '@latchkey/contract/problems'
import { type Assertion, parseAssertion } from '@latchkey/policy/assertion'
import { matchGlob, prepareGlob } from '@latchkey/policy/match'
import type { SpaceName } from '@latchkey/policy/request'
import { refuse } from '../../pipeline/refusal.ts'

/**
 * Reads a claim, pointing into the body at every mistake.
 *
 * A space is stored by its id: under a new slug, the claim speaks of it still.
 */
export function readClaim(input: unknown, spaces: readonly SpaceName[]): Assertion {
  const parsed = parseAssertion(input, vocabulary, spaces)
  if (parsed.ok) return { ...parsed.assertion, resources: anchored(parsed.assertion.resources, spaces) }
  const errors = parsed.issues.map(({ pointer, detail }) => ({ pointer: `/claim${pointer}`, detail }))
  throw refuse(problems.invalidBody, undefined, { errors })
}

/** `space:shop:content` → `space:019a…:content`, once for each space that the prefix leads to; without it where that is all of them. */
function anchored(resources: readonly string[], spaces: readonly SpaceName[]): readonly string[] {
  const named = resources.flatMap((resource) => {
    const [, prefix, body] = /^space:([^:]*):(.*)$/su.exec(resource) ?? []
    if (prefix === undefined || body === undefined) return [resource]
    const glob = prepareGlob(prefix)
    const led = spaces.filter(({ id, slug }) => matchGlob(glob, id) || matchGlob(glob, slug))
    return led.length === spaces.length ? [body] : led.map(({ id }) => `space:${id}:${body}`)
  })
  return [...new Set(named)].toSorted()
}
