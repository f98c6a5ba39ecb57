import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { storedLocales } from '../content/errand-reach.ts'
import type { EnvironmentView } from '../content/views.ts'
import type { EntryRow } from './state.ts'

/** Refuses to publish to an environment that requires a review what nobody but its author has accepted in that version. */
export async function assertReviewed(
  db: Reader,
  entry: EntryRow,
  views: readonly EnvironmentView[],
  named: readonly string[] | undefined,
  version: number,
): Promise<void> {
  for (const { environmentId, environment, requiresReview } of views) {
    if (requiresReview === 0) continue
    const accepted = await readAccepted(db, entry, environmentId, version)
    const covers = accepted.some((text) => {
      const locales = storedLocales(text)
      return locales === null || (named?.every((locale) => locales.includes(locale)) ?? false)
    })
    if (!covers) {
      throw refuse(problems.reviewRequired, `${environment} takes only what was accepted: submit a publish request.`)
    }
  }
}

/** The locales of the requests to publish that version there which a second person has accepted. */
async function readAccepted(
  db: Reader,
  { space_id, branch_id, id }: EntryRow,
  environmentId: string,
  version: number,
): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('publish_requests')
    .select(['locales', 'created_by_kind', 'created_by_id', 'answered_by_kind', 'answered_by_id'])
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('entry_id', '=', id)
    .where('state', '=', 'accepted')
    .where('action', '=', 'publish')
    .where('environment_id', '=', environmentId)
    .where('version', '=', version)
    .execute()
  return rows
    .filter((row) => row.created_by_kind !== row.answered_by_kind || row.created_by_id !== row.answered_by_id)
    .map(({ locales }) => locales)
}
