import { handleOf, parse, type TokenHandle, tokenLength, tokenStart } from './text.ts'

/** A place in a text that is shaped like a token. It holds nothing that is secret. */
export interface Finding extends TokenHandle {
  /** Position of the first character, in UTF-16 code units. */
  readonly start: number
  /** Position after the last character. */
  readonly end: number
  /** Whether the checksum holds: then it was issued somewhere. Otherwise it is a look-alike, or mistyped. */
  readonly valid: boolean
}

/** Finds every token in a text and checks it offline, whatever stands around it. */
export function scan(text: string): readonly Finding[] {
  const findings: Finding[] = []
  let start = text.indexOf(tokenStart)
  while (start !== -1) {
    const end = start + tokenLength
    const candidate = text.slice(start, end)
    const handle = handleOf(candidate)
    const { ok: valid } = parse(candidate)
    if (handle !== null) findings.push({ ...handle, start, end, valid })
    // A look-alike may run into the token after it: `…lk` of one is the beginning of `lk_…` of the other.
    start = text.indexOf(tokenStart, valid ? end : start + 1)
  }
  return findings
}
