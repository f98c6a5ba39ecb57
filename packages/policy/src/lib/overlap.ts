import { prepareGlob, type Glob } from '../match.ts'
import { globsMeet, globWithin } from './globs.ts'
import type { Body } from './pattern.ts'

/** Whether every thing that `inner` names is named by `outer`. Certain when it says yes. */
export function bodyWithin(inner: Body, outer: Body): boolean {
  if (!globWithin(inner.glob, outer.glob)) return false
  // A literal item may be the id of a thing whose name `outer`, with its wildcard, does not match.
  return outer.matchesIds || !mayBeId(itemOf(inner))
}

/** Whether some thing may be named by both. Certain when it says no. */
export function bodiesMeet(left: Body, right: Body): boolean {
  if (globsMeet(left.glob, right.glob)) return true
  // A thing has several names: two patterns can name it, each by another one.
  const sameKindOfName = kindOfName(left) === kindOfName(right) && kindOfName(left) !== 'any'
  return !sameKindOfName && globsMeet(everythingBeside(left), everythingBeside(right))
}

/** Which of a thing's names a body is about, as far as its text tells. */
function kindOfName(body: Body): 'name' | 'category' | 'any' {
  const { text } = body.glob
  if (text.startsWith('media:category:')) return 'category'
  const mayBeCategory = text.startsWith('media:') && globsMeet(body.glob, prepareGlob('media:category:*'))
  return stemOfBody(body) !== undefined && !mayBeId(itemOf(body)) && !mayBeCategory ? 'name' : 'any'
}

/** All things of the body's area, and type where it has one. */
function everythingBeside(body: Body): Glob {
  return prepareGlob(`${stemOfBody(body) ?? ''}*`)
}

/** `content:pages:` or `media:`; absent where a wildcard stands there. */
function stemOfBody({ glob }: Body): string | undefined {
  return /^(?:content:[^*:]*|(?!content:)[^*:]*):/.exec(glob.text)?.[0]
}

/** Slugs and file names that are shaped like ids are refused, so that any other literal is a name. */
export function mayBeId(item: string): boolean {
  return /^(?:[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12}|[\da-z]{12})$/i.test(item)
}

function itemOf({ glob }: Body): string {
  return glob.text.slice(glob.text.lastIndexOf(':') + 1)
}
