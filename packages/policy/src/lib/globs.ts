import { matchGlob, type Glob } from '../match.ts'

/**
 * Whether every text that `inner` matches is matched by `outer`.
 *
 * Exact: a wildcard of `inner`, read as one more character, can only be taken up by a wildcard of `outer`, and what
 * takes up that character takes up any run put in its place.
 */
export function globWithin(inner: Glob, outer: Glob): boolean {
  return outer.middles === null ? inner.text === outer.text : matchGlob(outer, inner.text)
}

/** Whether some text is matched by both. */
export function globsMeet(left: Glob, right: Glob): boolean {
  if (left.middles === null) return matchGlob(right, left.text)
  if (right.middles === null) return matchGlob(left, right.text)
  return agree(left.head, right.head) && agree(reversed(left.tail), reversed(right.tail))
}

/**
 * What is left of a pattern once it has matched `prefix`: every pattern in the answer matches exactly the rests of
 * texts that begin with the prefix. Empty when no such text exists.
 */
export function residuals(pattern: string, prefix: string): readonly string[] {
  let places = closed(pattern, new Set([0]))
  for (let index = 0; index < prefix.length; index++) {
    const next = new Set<number>()
    for (const place of places) {
      if (pattern[place] === '*') next.add(place)
      else if (pattern[place] === prefix[index]) next.add(place + 1)
    }
    places = closed(pattern, next)
  }
  return withoutShadowed(pattern, places)
}

/** A wildcard may also stand for nothing: wherever it is reached, so is the place behind it. */
function closed(pattern: string, places: Set<number>): Set<number> {
  for (const place of places) if (pattern[place] === '*') places.add(place + 1)
  return places
}

/** From the last wildcard reached on, everything is matched that an earlier place, or the place behind it, could match. */
function withoutShadowed(pattern: string, places: ReadonlySet<number>): readonly string[] {
  const last = Math.max(...[...places].filter((place) => pattern[place] === '*'), -1)
  return [...places]
    .filter((place) => place >= last && (last < 0 || place !== last + 1))
    .map((place) => pattern.slice(place))
}

function agree(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left)
}

function reversed(text: string): string {
  return Array.from({ length: text.length }, (_, index) => text[text.length - 1 - index]).join('')
}
