/** Why a text is not accepted as JSON. */
export type JsonFault = 'malformed' | 'duplicate-key' | 'forbidden-key' | 'too-deep'

export type JsonOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: JsonFault }

/** The deepest nesting of objects and arrays that a request body may have. */
export const jsonDepthMax = 32

/** Keys that name an object's own machinery in JavaScript; data never does. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openers = { object: 0x7b, array: 0x5b }
const closers = { object: 0x7d, array: 0x5d }

/**
 * Parses a request body, and refuses what `JSON.parse` lets pass: repeated keys, keys such as `__proto__`, deep nesting.
 *
 * One pass over the text, before anything is built from it; linear in its length.
 */
export function parseJson(text: string): JsonOutcome {
  const fault = scan(text)
  if (fault !== null) return { ok: false, fault }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch {
    return { ok: false, fault: 'malformed' }
  }
}

function scan(text: string): JsonFault | null {
  // One set of keys for each open object, null for each open array.
  const open: (Set<string> | null)[] = []
  let expectsKey = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      if (end === -1) return 'malformed'
      if (expectsKey) {
        const fault = addKey(open.at(-1) ?? null, text.slice(at, end + 1))
        if (fault !== null) return fault
        expectsKey = false
      }
      at = end
    } else if (code === openers.object || code === openers.array) {
      if (open.length === jsonDepthMax) return 'too-deep'
      const isObject = code === openers.object
      open.push(isObject ? new Set() : null)
      expectsKey = isObject
    } else if (code === closers.object || code === closers.array) {
      open.pop()
      expectsKey = false
    } else if (code === comma) {
      expectsKey = open.at(-1) instanceof Set
    }
  }
  return null
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return -1
}

function addKey(keys: Set<string> | null, quoted: string): JsonFault | null {
  const key = unquote(quoted)
  if (key === null) return 'malformed'
  if (forbiddenKeys.has(key)) return 'forbidden-key'
  if (keys?.has(key)) return 'duplicate-key'
  keys?.add(key)
  return null
}

/** Two spellings of one key are one key: `"a"` and `"\u0061"`. */
function unquote(quoted: string): string | null {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    const key: unknown = JSON.parse(quoted)
    return typeof key === 'string' ? key : null
  } catch {
    return null
  }
}
