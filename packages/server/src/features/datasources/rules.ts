import type { ProblemIssue } from '@latchkey/contract/problem'
import { escaped } from '../content/value-check.ts'
import { storedText } from '../content/value.ts'

/** An entry of a datasource as it is sent. */
export interface SentEntry {
  readonly key: string
  readonly value?: string
  readonly values?: Readonly<Record<string, string>>
}

/** An entry as it is stored: its texts in NFC. */
export interface KeptEntry {
  readonly key: string
  readonly value: string
  readonly values: Readonly<Record<string, string>>
}

/** Reads a sent entry. Every mistake is added to `issues` under `pointer`. */
export function keptEntry(
  { key, value = key, values = {} }: SentEntry,
  dimensions: readonly string[],
  pointer: string,
  issues: ProblemIssue[],
): KeptEntry {
  const read = (text: string, at: string): string => {
    const stored = storedText(text)
    if (stored === null)
      issues.push({ pointer: `${pointer}/${at}`, detail: 'It holds a character that is no Unicode text.' })
    return stored ?? ''
  }
  const kept = dimensions.flatMap((dimension) => {
    const text = values[dimension]
    return text === undefined ? [] : [[dimension, read(text, `values/${escaped(dimension)}`)] as const]
  })
  for (const dimension of Object.keys(values)) {
    if (dimensions.includes(dimension)) continue
    issues.push({ pointer: `${pointer}/values/${escaped(dimension)}`, detail: 'The datasource has no such dimension.' })
  }
  return { key: read(key, 'key'), value: read(value, 'value'), values: Object.fromEntries(kept) }
}

/** The keys that come twice in a list, each at its later places. */
export function repeatedKeys(entries: readonly KeptEntry[]): ProblemIssue[] {
  const seen = new Set<string>()
  return entries.flatMap(({ key }, index) => {
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ pointer: `/entries/${index}/key`, detail: 'The key comes twice.' }]
  })
}
