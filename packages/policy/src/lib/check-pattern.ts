import { patternLengthMax, prepareGlob, wildcardsMax } from '../match.ts'
import type { SpaceName } from '../request.ts'
import { globsMeet } from './globs.ts'
import { reachesSpace, readPattern, splitPrefix } from './pattern.ts'

/** What is wrong with a resource pattern, in a sentence; null when nothing is. */
export function checkPattern(
  pattern: string,
  areas: ReadonlySet<string>,
  spaces: readonly SpaceName[] | undefined,
): string | null {
  if (pattern.length > patternLengthMax)
    return `A pattern has at most ${patternLengthMax} characters; this one has ${pattern.length}.`
  const wildcards = pattern.split('*').length - 1
  if (wildcards > wildcardsMax) return `A pattern has at most ${wildcardsMax} wildcards; this one has ${wildcards}.`
  if (/\p{Cc}/u.test(pattern)) return 'A pattern has no control characters.'
  if (pattern.split(':').includes('')) return 'A pattern has text between its colons and at both ends; write * for all.'
  const { space, body } = splitPrefix(pattern)
  if (body === null) return `This names a space and nothing in it; write ${pattern}:* for all of the space.`
  if (space !== null && !/^\*+$/.test(body) && body.split(':', 1)[0]?.includes('*')) {
    return 'Behind a space prefix the area is written out, unless all that follows is *.'
  }
  if (![...areas].some((area) => mayName(pattern, area))) return 'This names no area that any action is about.'
  if (spaces !== undefined && !spaces.some((one) => reachesSpace(readPattern(pattern), one))) {
    return 'This names another space than the grants can reach.'
  }
  return null
}

function mayName(pattern: string, area: string): boolean {
  const everything = prepareGlob(`${area}:*`)
  return readPattern(pattern).bodies.some(({ glob }) => globsMeet(glob, everything))
}
