import type { ActivityRecord } from '../../api/answers.ts'
import { writeCsv } from '../../pieces/csv.ts'

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

/** Records as CSV, a heading first. */
export function csvOf(records: readonly ActivityRecord[]): string {
  return writeCsv([columns, ...records.map((record) => columns.map((column) => textOf(record[column])))])
}

function textOf(value: ActivityRecord[(typeof columns)[number]]): string {
  return Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
}
