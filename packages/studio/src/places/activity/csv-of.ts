import type { ActivityRecord } from '../../api/answers.ts'

const columns = [
  'seq',
  'at',
  'actor',
  'token',
  'secret_version',
  'operation',
  'target',
  'decided_by',
  'network',
  'request',
] as const

/** Records as CSV (RFC 4180), a heading first. A cell that a spreadsheet would run as a formula is text there too. */
export function csvOf(records: readonly ActivityRecord[]): string {
  const rows = records.map((record) => columns.map((column) => cell(record[column])))
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

function cell(value: ActivityRecord[(typeof columns)[number]]): string {
  const text = Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
