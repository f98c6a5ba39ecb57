import type { ByteRange } from '../blobs/blob-store.ts'

/**
 * What a `Range` header asks of so many bytes (RFC 9110, section 14): a part, `'none'` for the whole, `'unsatisfiable'`
 * where there are no such bytes.
 *
 * Several ranges, other units and what makes no sense answer the whole, as the RFC lets a server do.
 */
export function rangeOf(header: string | null, bytes: number): ByteRange | 'none' | 'unsatisfiable' {
  const match = header === null ? null : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  if (!match) return 'none'
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? 'none' : suffix(Number(last), bytes)
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'none'
  if (start >= bytes) return 'unsatisfiable'
  return { start, end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}

/** The last so many bytes. */
function suffix(length: number, bytes: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || bytes === 0) return 'unsatisfiable'
  return { start: Math.max(0, bytes - length), end: bytes - 1 }
}
