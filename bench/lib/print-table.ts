import type { Result } from './result.ts'

const verdict = (met: boolean | null): string => {
  if (met === null) return ''
  return met ? 'met' : 'MISSED'
}

/** A table for people, one line for each result, in columns as wide as their widest cell. */
export const printTable = (results: readonly Result[]): string => {
  const rows = [
    ['case', 'conn.', 'latchkey', 'reference', 'unit', 'ratio', 'target', '', 'errors', 'wrong'],
    ...results.map((result) => [
      result.case,
      String(result.connections ?? ''),
      String(result.latchkey),
      String(result.reference ?? ''),
      result.unit,
      String(result.ratio ?? ''),
      result.target ?? '',
      verdict(result.met),
      String(result.errors),
      String(result.wrong_bodies),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
