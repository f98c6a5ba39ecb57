import { UsageError } from '../exit-codes.ts'
import { isObject } from './row.ts'

/** Where an entry's values come from. */
export interface Mapping {
  /** Field, with `@` and a locale where it has one, to the path of its value: `title@de` → `['translations', 'deu']`. Null: every column, by its own name. */
  readonly columns: ReadonlyMap<string, readonly string[]> | null
  /** Paths whose values make the slug, joined by a hyphen. */
  readonly slugFrom: readonly (readonly string[])[]
}

/** Reads `--map title@de=translations.deu` and `--slug-from name.common`. Throws for one that cannot be read. */
export function parseMapping(maps: readonly string[], slugFrom: readonly string[]): Mapping {
  const columns = maps.map((map): [string, readonly string[]] => {
    const at = map.indexOf('=')
    if (at < 1 || at === map.length - 1) throw new UsageError(`--map ${map}: write --map field=column.`)
    return [map.slice(0, at), pathOf(map.slice(at + 1))]
  })
  return { columns: columns.length === 0 ? null : new Map(columns), slugFrom: slugFrom.map(pathOf) }
}

function pathOf(text: string): readonly string[] {
  return text.split('.')
}

/** The value at a path; undefined when there is none. A column whose name holds dots is found by its whole name first. */
export function valueAt(row: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  const name = path.join('.')
  if (Object.hasOwn(row, name)) return row[name]
  let value: unknown = row
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)]
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key]
    else return undefined
  }
  return value
}

/** Columns of a row as the mapping names them, without the slug. */
export function columnsOf(
  row: Readonly<Record<string, unknown>>,
  { columns }: Mapping,
): [column: string, value: unknown][] {
  const named: [string, unknown][] =
    columns === null ? Object.entries(row) : [...columns].map(([column, path]) => [column, valueAt(row, path)])
  return named.filter(([column, value]) => column !== 'slug' && value !== undefined)
}

/** The slug of a row: made from `--slug-from`, or its own column. Null when there is nothing to make one of. */
export function slugOf(row: Readonly<Record<string, unknown>>, { columns, slugFrom }: Mapping): string | null {
  if (slugFrom.length > 0) {
    const parts = slugFrom.map((path) => slugify(wordsOf(valueAt(row, path))))
    return parts.includes('') ? null : parts.join('-').slice(0, 128)
  }
  return wordsOf(valueAt(row, columns?.get('slug') ?? ['slug'])) || null
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Letters and digits of the Latin alphabet in lower case, hyphens for the rest: `Côte d’Ivoire` becomes `cote-d-ivoire`. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
