/** A JSON value, as a field holds it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** Whether it is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Text as it is stored: NFC, so that equal text has equal bytes. Null for what is no Unicode text or holds U+0000, which PostgreSQL cannot keep. */
export function storedText(text: string): string | null {
  return text.isWellFormed() && !text.includes('\0') ? text.normalize('NFC') : null
}

/** The same for every text inside a document; its keys stay as they are. */
export function storedDocument(value: unknown): Value | undefined {
  if (typeof value === 'string') return storedText(value) ?? undefined
  if (value === null || typeof value === 'boolean') return value
  // JSON has no way to write what `1e999` is read as.
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value)) {
    const items = value.map(storedDocument)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (!isRecord(value)) return undefined
  const members: Record<string, Value> = {}
  for (const [key, member] of Object.entries(value)) {
    const stored = storedDocument(member)
    if (stored === undefined || storedText(key) === null) return undefined
    members[key] = stored
  }
  return members
}

/**
 * A date or a point in time as it is stored: `2026-11-23` as it is, a time in UTC with milliseconds. Null when it is no
 * real date. `2026-11-23T10:30:00+01:00` → `2026-11-23T09:30:00.000Z`.
 */
export function storedDate(text: string): string | null {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(text) ?? []
  if (date === undefined || !isCalendarDay(date)) return null
  if (time === undefined) return date
  if (!/^T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(time)) return null
  const ms = Date.parse(text)
  const stored = Number.isNaN(ms) ? '' : new Date(ms).toISOString()
  // An offset can lead out of the years that have four digits.
  return /^\d{4}-/.test(stored) ? stored : null
}

function isCalendarDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date)
}

/** Whether a value counts as none: an empty text or list does, as a null does. */
export function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
