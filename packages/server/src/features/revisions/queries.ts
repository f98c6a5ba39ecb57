import { type Expression, type SqlBool, sql } from 'kysely'
import { anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { inLineage, type Lineage } from '../entries/lineage.ts'
import type { EntryRow } from '../entries/state.ts'
import type { HistoryReach } from './reach.ts'

/** A revision of one locale, without its body. */
export interface SavedRow {
  readonly id: string
  readonly locale: string
  readonly version: number
  readonly author: string
  readonly token_secret_version: number | null
  readonly created_at: number
}

/** A save that gave the entry another slug. */
export interface RenameRow extends Omit<SavedRow, 'id' | 'locale'> {
  readonly slug_before: string
}

/** What is looked for: the entry's history on a branch, as far as it is shown. */
export interface History {
  readonly entry: EntryRow
  readonly lineage: Lineage
  readonly reach: HistoryReach
}

function shownRevisions(db: Reader, { entry, lineage, reach }: History) {
  const { whole, live } = reach
  return db
    .selectFrom('revisions')
    .where('space_id', '=', entry.space_id)
    .where('entry_id', '=', entry.id)
    .where('version', '<=', entry.version)
    .where(inLineage(lineage))
    .where(
      anyOf([
        ...(whole.length === 0 ? [] : [sql<SqlBool>`revisions.locale in (${sql.join(whole)})`]),
        ...(live.length === 0 ? [] : [sql<SqlBool>`revisions.id in (${sql.join(live)})`]),
      ] satisfies Expression<SqlBool>[]),
    )
}

/** Who may read everything of some locale sees what the entry was called; a slug belongs to all locales. */
function shownRenames(db: Reader, { entry, reach }: History) {
  return db
    .selectFrom('renames')
    .where('space_id', '=', entry.space_id)
    .where('branch_id', '=', entry.branch_id)
    .where('entry_id', '=', entry.id)
    .where(sql<SqlBool>`${sql.lit(reach.whole.length > 0 ? 1 : 0)} = 1`)
}

/** Up to `limit` versions that are shown, before `before`, the newest first; null: from the newest. */
export async function readVersions(
  db: Reader,
  history: History,
  before: number | null,
  limit: number,
): Promise<number[]> {
  const end = before ?? history.entry.version + 1
  const saved = await shownRevisions(db, history)
    .select('version')
    .distinct()
    .where('version', '<', end)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  const renamed = await shownRenames(db, history)
    .select('version')
    .where('version', '<', end)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  const versions = new Set([...saved, ...renamed].map(({ version }) => version))
  return [...versions].toSorted((one, other) => other - one).slice(0, limit)
}

/** How many versions are shown. */
export async function countVersions(db: Reader, history: History): Promise<number> {
  const saved = await shownRevisions(db, history).select('version').distinct().execute()
  const renamed = await shownRenames(db, history).select('version').execute()
  return new Set([...saved, ...renamed].map(({ version }) => version)).size
}

/** What was saved in versions, as far as it is shown. */
export async function readSaves(
  db: Reader,
  history: History,
  versions: readonly number[],
): Promise<{ readonly revisions: readonly SavedRow[]; readonly renames: readonly RenameRow[] }> {
  if (versions.length === 0) return { revisions: [], renames: [] }
  const columns = ['version', 'author', 'token_secret_version', 'created_at'] as const
  const revisions = await shownRevisions(db, history)
    .select(['id', 'locale', ...columns])
    .where('version', 'in', versions)
    .orderBy('locale')
    .execute()
  const renames = await shownRenames(db, history)
    .select(['slug_before', ...columns])
    .where('version', 'in', versions)
    .execute()
  return { revisions, renames }
}
