import { type EntrySearch, readEntrySearch } from './entry-search.ts'

/** A list as somebody likes to look at it, under a name. */
export interface SavedView {
  readonly name: string
  readonly search: EntrySearch
}

/** What was kept, whichever version of the page has kept it; what makes no sense is left out. */
export function readViews(text: string): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(text)
    return Array.isArray(kept) ? kept.flatMap(readView) : []
  } catch {
    return []
  }
}

function readView(kept: unknown): readonly SavedView[] {
  if (typeof kept !== 'object' || kept === null || !('name' in kept) || typeof kept.name !== 'string') return []
  const search = 'search' in kept && typeof kept.search === 'object' && kept.search !== null ? kept.search : {}
  return [{ name: kept.name, search: readEntrySearch({ ...search }) }]
}
