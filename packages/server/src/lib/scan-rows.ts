const chunkSize = 200

/**
 * Up to `limit` rows that are shown, behind a place: for lists of which only code can say what is shown. `read` gives the rows
 * in order, shown or not; `placeOf` says where the next ones begin.
 */
export async function scanRows<Row, Shown, Place>(
  read: (after: Place | null, limit: number) => Promise<readonly Row[]>,
  placeOf: (row: Row) => Place,
  show: (row: Row) => Shown | null,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Shown[]> {
  const shown: Shown[] = []
  for (let place = after; ;) {
    const rows = await read(place, chunkSize)
    for (const row of rows) {
      const each = show(row)
      if (each !== null) shown.push(each)
      if (shown.length === limit) return shown
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < chunkSize) return shown
    place = placeOf(last)
  }
}
