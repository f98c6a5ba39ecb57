import type { ContentType } from '../../api/answers.ts'

/** What a list of entries shows, as its address says it. */
export interface EntrySearch {
  /** Slug of a type; `*` for all of them, absent for the first. */
  readonly type?: string
  readonly status?: EntryStatus
  readonly locale?: string
  readonly search?: string
  readonly tag?: string
  /** `-updated_at`: by one column, `-` for descending. */
  readonly order?: string
  /** `status,field.price`: what stands beside the title; absent for the usual. */
  readonly columns?: string
}

/** What differs from it; undefined takes something away. */
export type EntrySearchChange = { readonly [Name in keyof EntrySearch]?: EntrySearch[Name] | undefined }

/** Every entry of a type. */
export const unnarrowed = { status: undefined, search: undefined, tag: undefined } as const satisfies EntrySearchChange

export const allTypes = '*'

export const entryStatuses = ['draft', 'published', 'protected', 'archived'] as const
export type EntryStatus = (typeof entryStatuses)[number]

/** What every list sorts by. */
const orderColumns = ['slug', 'status', 'updated_at', 'published_at'] as const

const defaultOrder = '-updated_at'

/** Reads the address; what makes no sense is as good as absent. */
export function readEntrySearch(given: Readonly<Record<string, unknown>>): EntrySearch {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? { [name]: value } : {}
  }
  const status = entryStatuses.find((each) => each === given['status'])
  return {
    ...text('type'),
    ...text('locale'),
    ...text('search'),
    ...text('tag'),
    ...text('order'),
    ...text('columns'),
    ...(status !== undefined && { status }),
  }
}

/** The order that is asked for: what an address says, where lists of the type can be sorted by it. */
export function orderIn({ order }: EntrySearch, type: Pick<ContentType, 'fields'> | null): string {
  const fields = (type?.fields ?? []).filter(({ filterable }) => filterable === true).map(({ id }) => id)
  return order !== undefined && [...orderColumns, ...fields].includes(order.replace(/^-/, '')) ? order : defaultOrder
}
