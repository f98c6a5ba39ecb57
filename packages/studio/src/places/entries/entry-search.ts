/** What a list of entries shows, as its address says it. */
export interface EntrySearch {
  readonly type?: string
  readonly status?: EntryStatus
  readonly locale?: string
  readonly search?: string
  /** `-updated_at`: by one column, `-` for descending. */
  readonly order?: string
}

export const entryStatuses = ['draft', 'published', 'protected', 'archived'] as const
export type EntryStatus = (typeof entryStatuses)[number]

/** The columns that every list sorts by. */
export const orderColumns = ['slug', 'status', 'updated_at', 'published_at'] as const
export type OrderColumn = (typeof orderColumns)[number]

export const defaultOrder = '-updated_at'

/** Reads the address; what makes no sense is as good as absent. */
export function readEntrySearch(given: Readonly<Record<string, unknown>>): EntrySearch {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? { [name]: value } : {}
  }
  const status = entryStatuses.find((each) => each === given['status'])
  const order = orderColumns.find((each) => given['order'] === each || given['order'] === `-${each}`)
  return {
    ...text('type'),
    ...text('locale'),
    ...text('search'),
    ...(status !== undefined && { status }),
    ...(order !== undefined && text('order')),
  }
}
