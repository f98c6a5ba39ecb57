import type { ContentType, Entry } from '../../api/answers.ts'
import type { LongList } from '../../api/use-long-list.ts'
import type { EntryColumn } from './entry-columns.ts'

/** What a list shows, and what is chosen in it. */
export interface ListedEntries {
  readonly space: string
  /** Of an entry; undefined where the person may not see it. */
  readonly typeOf: (entry: Entry) => ContentType | undefined
  readonly locale: string
  readonly order: string
  readonly columns: readonly EntryColumn[]
  readonly list: LongList<Entry>
  /** By their ids. */
  readonly chosen: ReadonlyMap<string, Entry>
  readonly onToggle: (entry: Entry) => void
  readonly onOrder: (order: string) => void
}

/** The choice with one more, or one fewer. */
export function toggled(chosen: ReadonlyMap<string, Entry>, entry: Entry): ReadonlyMap<string, Entry> {
  const next = new Map(chosen)
  if (!next.delete(entry.id)) next.set(entry.id, entry)
  return next
}
