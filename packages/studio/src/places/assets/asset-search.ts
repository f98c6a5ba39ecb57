/** What a list of files shows, as its address says it. */
export interface AssetSearch {
  readonly search?: string | undefined
  readonly status?: (typeof assetStatuses)[number] | undefined
  readonly category?: string | undefined
  /** Absent: as a grid. */
  readonly view?: 'list' | undefined
}

export const assetStatuses = ['draft', 'published'] as const

/** Reads the address; what makes no sense is as good as absent. */
export function readAssetSearch(given: Readonly<Record<string, unknown>>): AssetSearch {
  const { search, category, view } = given
  const status = assetStatuses.find((each) => each === given['status'])
  return {
    ...(typeof search === 'string' && search !== '' && { search }),
    ...(typeof category === 'string' && category !== '' && { category }),
    ...(status !== undefined && { status }),
    ...(view === 'list' && { view }),
  }
}
