import type { EntryRow } from '../content/source.ts'
import { reachOf } from '../delivery/reading.ts'
import { type Delivered, deliver } from '../delivery/render.ts'
import { readEntryNumbers } from './queries.ts'
import type { Everything } from './visit.ts'

/** The entries of rows of several types, in their order. */
export async function deliverItems({ visit, types }: Everything, rows: readonly EntryRow[]) {
  const byId = new Map<string, Delivered>()
  for (const [typeId, group] of Map.groupBy(rows, (row) => row.typeId)) {
    const type = types.find(({ id }) => id === typeId)
    const found = type && reachOf(visit, type)
    if (!found) continue
    for (const entry of await deliver(found, group)) byId.set(entry.id, entry)
  }
  const ids = rows.map(({ id }) => id)
  const numbers = await readEntryNumbers(visit, ids)
  return ids.flatMap((id) => {
    const entry = byId.get(id)
    const known = numbers.get(id)
    if (entry === undefined || known === undefined) return []
    const { serial, createdAt, firstPublishedAt } = known
    return {
      ...entry,
      serial,
      created_at: new Date(createdAt).toISOString(),
      first_published_at: firstPublishedAt === null ? null : new Date(firstPublishedAt).toISOString(),
    }
  })
}
