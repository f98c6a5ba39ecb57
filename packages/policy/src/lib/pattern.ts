import { matchGlob, prepareGlob, type Glob } from '../match.ts'
import type { SpaceName } from '../request.ts'

/** A resource pattern, taken apart. */
export interface Pattern {
  /** As `space:` prefix and canonical body. */
  readonly text: string
  /** Null when the pattern has no prefix and so means every space, and things of no space. */
  readonly space: Glob | null
  /** The globs that say the same as the body: any of them may match. */
  readonly bodies: readonly Body[]
}

export interface Body {
  readonly glob: Glob
  /** It may match a thing's id: its last part is literal or exactly `*`. Other wildcards speak of names only. */
  readonly matchesIds: boolean
}

/** `workspace:shop:content:pages` → `{ space: 'shop', body: 'content:pages' }`; null parts where they are absent. */
export function splitPrefix(pattern: string): { readonly space: string | null; readonly body: string | null } {
  const prefix = /^(?:space|workspace):/.exec(pattern)?.[0]
  if (prefix === undefined) return { space: null, body: pattern }
  const end = pattern.indexOf(':', prefix.length)
  if (end < 0) return { space: pattern.slice(prefix.length), body: null }
  return { space: pattern.slice(prefix.length, end), body: pattern.slice(end + 1) }
}

/** Prepares a pattern that `parseGrants` accepts. */
export function readPattern(pattern: string): Pattern {
  const { space, body } = splitPrefix(pattern)
  if (body === null) throw new Error(`The pattern ${pattern} names a space and nothing in it: write ${pattern}:*`)
  const canonical = canonicalBody(body)
  return {
    text: space === null ? canonical : `space:${runless(space)}:${canonical}`,
    space: space === null ? null : prepareGlob(runless(space)),
    bodies: spelledOut(canonical).map(readBody),
  }
}

/** Whether the pattern's prefix lets it reach into the space. */
export function reachesSpace(pattern: Pattern, space: SpaceName | null): boolean {
  if (pattern.space === null) return true
  return space !== null && (matchGlob(pattern.space, space.slug) || matchGlob(pattern.space, space.id))
}

/** `content` stands for `content:*`, and `content:pages` for `content:pages:*`: a body that stops before its item takes all below it. */
function stopsShort(body: string): boolean {
  const [area, , item] = body.split(':', 3)
  return item === undefined && (area === 'content' || area === body)
}

function spelledOut(body: string): readonly string[] {
  if (!stopsShort(body) || body.endsWith('*')) return [body]
  // With a wildcard in it (`content:*-archive`), the body is also matched as it stands, for `*` crosses `:`.
  return body.includes('*') ? [body, `${body}:*`] : [`${body}:*`]
}

function canonicalBody(body: string): string {
  const text = runless(body)
  if (text === 'content:*:*') return 'content'
  const shorter = text.endsWith(':*') ? text.slice(0, -2) : text
  const wildcard = shorter.indexOf('*')
  return stopsShort(shorter) && (wildcard < 0 || wildcard === shorter.length - 1) ? shorter : text
}

function readBody(text: string): Body {
  const item = text.slice(text.lastIndexOf(':') + 1)
  return { glob: prepareGlob(text), matchesIds: item === '*' || !item.includes('*') }
}

/** Two wildcards side by side say no more than one. */
function runless(text: string): string {
  return text.replace(/\*{2,}/g, '*')
}
