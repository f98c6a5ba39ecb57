import type { Datasource, DatasourceEntry, NewDatasourceEntry } from '../../api/answers.ts'
import { readCsv, writeCsv } from '../../pieces/csv.ts'
import { t } from '../../words/words.ts'

/** How many entries the server takes at once. */
const importedMax = 1000

/** The entries of a datasource as CSV: key, value, and a column for each dimension. */
export function csvOfEntries(
  { dimensions }: Pick<Datasource, 'dimensions'>,
  entries: readonly Pick<DatasourceEntry, 'key' | 'value' | 'values'>[],
): string {
  const rows = entries.map(({ key, value, values }) => [key, value, ...dimensions.map((name) => values[name] ?? '')])
  return writeCsv([['key', 'value', ...dimensions], ...rows])
}

export type ReadEntries =
  | { readonly ok: true; readonly entries: readonly NewDatasourceEntry[] }
  /** `why`: in a sentence. */
  | { readonly ok: false; readonly why: string }

/** What a CSV says, by the names in its first line. */
export function entriesInCsv({ dimensions }: Pick<Datasource, 'dimensions'>, text: string): ReadEntries {
  const [head = [], ...rows] = readCsv(text)
  const names = head.map((name) => name.trim())
  const other = names.find((name) => !['key', 'value', ...dimensions].includes(name))
  if (!names.includes('key')) return { ok: false, why: t('datasources.import.noKey') }
  if (other !== undefined) return { ok: false, why: t('datasources.import.noDimension', { name: other }) }
  if (rows.length > importedMax) return { ok: false, why: t('datasources.import.tooMany', { max: importedMax }) }
  return { ok: true, entries: rows.map((row) => entryOf(names, row)) }
}

/** An empty cell says nothing: its entry is called by its key, or has nothing in that dimension. */
function entryOf(names: readonly string[], row: readonly string[]): NewDatasourceEntry {
  const said = names.flatMap((name, index) => {
    const text = row[index]?.trim() ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  const { key = '', value, ...values } = Object.fromEntries(said)
  return { key, ...(value !== undefined && { value }), ...(Object.keys(values).length > 0 && { values }) }
}
