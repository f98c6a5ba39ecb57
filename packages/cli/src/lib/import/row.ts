/** A row of an imported file: its values by column, or why it cannot be read. `line` counts from 1. */
export type Row =
  | { readonly line: number; readonly values: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly problem: string }

/** The formats that rows are read from. */
export const formats = ['ndjson', 'json', 'csv'] as const

export type Format = (typeof formats)[number]

/** The format that a file's name says; null when it says none. */
export function formatOf(path: string): Format | null {
  if (/\.(ndjson|jsonl)$/i.test(path)) return 'ndjson'
  return formats.find((format) => path.toLowerCase().endsWith(`.${format}`)) ?? null
}

/** A JSON text as a row; only objects have columns. */
export function rowOf(text: string, line: number): Row {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { line, problem: error instanceof Error ? error.message : 'This is not JSON.' }
  }
  if (!isObject(value)) return { line, problem: 'A row is an object: { "slug": "…", … }.' }
  return { line, values: value }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
