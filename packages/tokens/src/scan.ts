import type { TokenKind } from './kinds.ts'
import { kindsByPrefix } from './lib/prefixes.ts'
import { parse, tokenPattern } from './text.ts'

/** A place in a text that is shaped like a token. It holds nothing that is secret. */
export interface Finding {
  /** Position of the first character, in UTF-16 code units. */
  readonly start: number
  /** Position after the last character. */
  readonly end: number
  readonly kind: TokenKind
  /** The public id. */
  readonly id: string
  /** Whether the checksum holds: then it was issued somewhere. Otherwise it is a look-alike, or mistyped. */
  readonly valid: boolean
}

/** Finds every token in a text and checks it offline, whatever stands around it. */
export function scan(text: string): readonly Finding[] {
  const findings: Finding[] = []
  const candidates = new RegExp(tokenPattern, 'g')
  for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
    const [candidate] = match
    const kind = kindsByPrefix.get(candidate.slice(3, 6))
    if (kind === undefined) continue
    const { index: start } = match
    const { ok: valid } = parse(candidate)
    findings.push({ start, end: start + candidate.length, kind, id: candidate.slice(7, 19), valid })
    // A look-alike may run into the token after it: `…lk` of one is the beginning of `lk_…` of the other.
    if (!valid) candidates.lastIndex = start + 1
  }
  return findings
}
