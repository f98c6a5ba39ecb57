import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { decodeBody } from '../content/field-values.ts'
import { inLineage, type Lineage, readLineage } from './lineage.ts'
import { type EntryRow, type EntryState, type Head, type PublishableContent, workingContent } from './state.ts'

/** What an entry held in a version, whole: of each locale the latest revision up to it. Null for a version that it never had. */
export async function contentAsOf(db: Reader, state: EntryState, version: number): Promise<PublishableContent | null> {
  const { row } = state
  if (version === row.version) return workingContent(state)
  if (version > row.version) return null
  const lineage = await readLineage(db, row.space_id, row.branch_id)
  const revisions = await revisionsAsOf(db, row, lineage, version)
  if (revisions.length === 0) return null
  const heads = new Map<string, Head>(
    revisions.map(({ locale, id, body }) => [locale, { revisionId: id, body: decodeBody(body) }]),
  )
  const updatedAt = Math.max(...revisions.map(({ created_at }) => created_at))
  return { slug: await slugAsOf(db, row, version), version, updatedAt, heads }
}

function revisionsAsOf(db: Reader, { space_id, id }: EntryRow, lineage: Lineage, version: number) {
  return db
    .selectFrom('revisions')
    .select(['locale', 'id', 'body', 'created_at'])
    .where('space_id', '=', space_id)
    .where('seq', 'in', (latest) =>
      latest
        .selectFrom('revisions')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .where('space_id', '=', space_id)
        .where('entry_id', '=', id)
        .where('version', '<=', version)
        .where(inLineage(lineage))
        .groupBy('locale'),
    )
    .orderBy('locale')
    .execute()
}

/** The slug in a version: what the first rename after it took away, or the present one. */
export async function slugAsOf(
  db: Reader,
  { space_id, branch_id, id, slug }: EntryRow,
  version: number,
): Promise<string> {
  const rename = await db
    .selectFrom('renames')
    .select('slug_before')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('entry_id', '=', id)
    .where('version', '>', version)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst()
  return rename?.slug_before ?? slug
}

/** For a version that a body names and the entry never had. */
export function refuseVersion() {
  const errors = [{ pointer: '/version', detail: 'The entry has no such version.' }]
  return refuse(problems.invalidBody, undefined, { errors })
}
