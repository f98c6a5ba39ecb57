/** What a list of files shows, as its address says it. */
export interface AssetSearch {
  readonly search?: string
  readonly status?: (typeof assetStatuses)[number]
  readonly category?: string
  readonly tag?: string
  /** Absent: as a grid. */
  readonly view?: 'list'
}

/** What differs from it; undefined takes something away. */
export type AssetSearchChange = { readonly [Name in keyof AssetSearch]?: AssetSearch[Name] | undefined }

export const assetStatuses = ['draft', 'published'] as const

/** Every file. */
export const unnarrowed = {
  search: undefined,
  status: undefined,
  category: undefined,
  tag: undefined,
} as const satisfies AssetSearchChange

/** Reads the address; what makes no sense is as good as absent. */
export function readAssetSearch(given: Readonly<Record<string, unknown>>): AssetSearch {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? { [name]: value } : {}
  }
  const status = assetStatuses.find((each) => each === given['status'])
  return {
    ...text('search'),
    ...text('category'),
    ...text('tag'),
    ...(status !== undefined && { status }),
    ...(given['view'] === 'list' && { view: 'list' }),
  }
}
