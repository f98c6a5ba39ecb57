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

function paramsIn(pattern: string, parts: readonly string[]): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/').filter((part) => part !== '')
  const takesRest = wanted.at(-1)?.endsWith('+}') === true
  if (takesRest ? parts.length < wanted.length : parts.length !== wanted.length) return null
  const params = new Map<string, string>()
  for (const [index, want] of wanted.entries()) {
    const name = /^\{(\w+)\+?\}$/.exec(want)?.[1]
    if (name === undefined && want !== parts[index]) return null
    if (name !== undefined) params.set(name, want.endsWith('+}') ? parts.slice(index).join('/') : (parts[index] ?? ''))
  }
  return Object.fromEntries(params)
}
