import type { VendorMethod, VendorRoute } from './dialect.ts'

/** What a path of a surface leads to. */
export type Match =
  | { readonly is: 'route'; readonly route: VendorRoute; readonly params: Readonly<Record<string, string>> }
  /** The vendor has the path, with other methods. */
  | { readonly is: 'method'; readonly methods: readonly VendorMethod[] }
  | { readonly is: 'nothing' }

/**
 * The parts of a path, percent-decoded once; empty ones, as clients write them at the end and where they join two texts, are
 * left out. Null where the encoding is broken.
 */
export function pathParts(path: string): readonly string[] | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}

/** Finds the route of a path; the first that fits, so that `/stories/new` stands before `/stories/{story+}`. */
export function matchPath(routes: readonly VendorRoute[], method: string, parts: readonly string[]): Match {
  const fitting = routes.flatMap((route) => {
    const params = paramsIn(route.path, parts)
    return params === null ? [] : [{ route, params }]
  })
  const found = fitting.find(({ route }) => route.method === method)
  if (found !== undefined) return { is: 'route', ...found }
  return fitting.length === 0
    ? { is: 'nothing' }
    : { is: 'method', methods: [...new Set(fitting.map(({ route }) => route.method))] }
}

/** A part of a pattern: a word, or a parameter that takes one part or all that are left. */
type PatternPart = { readonly word: string } | { readonly name: string; readonly takesRest: boolean }

// Routes are the same for all requests, and every request is compared with many of them.
const patterns = new Map<string, readonly PatternPart[]>()

function patternOf(path: string): readonly PatternPart[] {
  let pattern = patterns.get(path)
  if (pattern === undefined) {
    pattern = path
      .split('/')
      .filter((part) => part !== '')
      .map((part) => {
        const [, name, rest] = /^\{(\w+)(\+?)\}$/.exec(part) ?? []
        return name === undefined ? { word: part } : { name, takesRest: rest === '+' }
      })
    patterns.set(path, pattern)
  }
  return pattern
}

function paramsIn(path: string, parts: readonly string[]): Readonly<Record<string, string>> | null {
  const pattern = patternOf(path)
  const last = pattern.at(-1)
  const takesRest = last !== undefined && 'name' in last && last.takesRest
  if (takesRest ? parts.length < pattern.length : parts.length !== pattern.length) return null
  const params: [string, string][] = []
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? ''
    if ('name' in wanted) params.push([wanted.name, wanted.takesRest ? parts.slice(index).join('/') : part])
    else if (wanted.word !== part) return null
  }
  return Object.fromEntries(params)
}
