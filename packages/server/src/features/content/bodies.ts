import { sql } from 'kysely'
import { decodeBody, type Body, shared } from './field-values.ts'
import type { BodyRow, EntryRow, Source } from './source.ts'

/** What is shown of an entry in one locale, or of what all locales share. */
export interface ShownBody {
  readonly body: Body
  /** Of the save that made it. */
  readonly version: number
  readonly updatedAt: number
  /** Null for what was never live. */
  readonly publishedAt: number | null
}

/** Bodies by locale; `''` is the shared one. */
export type ShownBodies = ReadonlyMap<string, ShownBody>

const none: ShownBodies = new Map()

/** The bodies that rows show in the locales, by entry. The shared ones are always among them. */
export async function readBodies(
  source: Source,
  rows: readonly EntryRow[],
  locales: readonly string[],
): Promise<(row: EntryRow) => ShownBodies> {
  const byEntry = new Map<string, Map<string, ShownBody>>()
  const add = ({ entryId, locale, body, version, updatedAt, publishedAt }: BodyRow) => {
    const bodies = byEntry.get(entryId) ?? new Map<string, ShownBody>()
    byEntry.set(entryId, bodies.set(locale, { body: decodeBody(body), version, updatedAt, publishedAt }))
  }
  for (const row of rows) {
    const { id, body, version = 1, updatedAt = 0, publishedAt = null } = row
    if (body !== undefined) add({ entryId: id, locale: shared, body, version, updatedAt, publishedAt })
  }
  const hasShared = rows.every(({ body }) => body !== undefined)
  const codes = hasShared ? locales : [shared, ...locales]
  if (codes.length > 0 && source.readOverlaid !== null && rows.length > 0) {
    const ids = rows.map(({ id }) => id)
    for (const row of await source.readOverlaid(ids, codes)) add(row)
  } else if (codes.length > 0) {
    for (const [view, group] of Map.groupBy(rows, (row) => row.view)) {
      const ids = group.map(({ id }) => id)
      const isWorking = view === source.draftView
      const found = isWorking ? await readWorking(source, ids, codes) : await readLive(source, view, ids, codes)
      found.forEach(add)
    }
  }
  return ({ id }) => byEntry.get(id) ?? none
}

async function readLive({ db, spaceId }: Source, view: string, ids: readonly string[], codes: readonly string[]) {
  const query = sql<BodyRow>`
    select b.entry_id as "entryId", b.locale, r.body, b.version, b.updated_at as "updatedAt", b.published_at as "publishedAt"
    from published b join revisions r on r.id = b.revision_id
    where b.view_id = ${view} and b.entry_id in (${sql.join(ids)}) and b.locale in (${sql.join(codes)}) and r.space_id = ${spaceId}`
  return (await query.execute(db)).rows
}

async function readWorking({ db, spaceId, branchId }: Source, ids: readonly string[], codes: readonly string[]) {
  const query = sql<BodyRow>`
    select b.entry_id as "entryId", b.locale, r.body, r.version, r.created_at as "updatedAt", e.published_at as "publishedAt"
    from heads b join revisions r on r.id = b.revision_id
    join entries e on e.space_id = b.space_id and e.branch_id = b.branch_id and e.id = b.entry_id
    where b.space_id = ${spaceId} and b.branch_id = ${branchId} and b.entry_id in (${sql.join(ids)})
      and b.locale in (${sql.join(codes)}) and r.space_id = ${spaceId}`
  return (await query.execute(db)).rows
}
