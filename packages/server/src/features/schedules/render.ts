import type { Schedule } from '@latchkey/contract/schedules/operations'
import type { Static } from '@latchkey/contract/schema'
import { creatorOf } from '../../lib/creator.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { localesOfPlan, storedLocales, targetOfErrand } from '../content/errand-reach.ts'
import { environmentIds } from './jobs.ts'
import type { ScheduleRow } from './queries.ts'

/** What decides how a schedule is shown. */
export interface Showing {
  readonly caller: Caller
  readonly space: SpaceFacts
  /** All locales of the space. */
  readonly locales: readonly string[]
  /** Slugs of the environments by their ids. */
  readonly environments: ReadonlyMap<string, string>
}

/** A schedule as the caller may see it; null for one that he may not know of. */
export function showSchedule(
  { caller, space, locales, environments }: Showing,
  row: ScheduleRow,
): Static<typeof Schedule> | null {
  const named = storedLocales(row.locales)
  const shown = localesOfPlan(caller, targetOfErrand(space, row), named, locales)
  if (shown.length === 0) return null
  return renderSchedule(row, environments, named && shown)
}

/** A schedule with the locales that are shown of it; null for all. */
export function renderSchedule(
  row: ScheduleRow,
  environments: ReadonlyMap<string, string>,
  locales: readonly string[] | null,
): Static<typeof Schedule> {
  return {
    id: row.id,
    entry: { id: row.entry_id, type: row.type, slug: row.slug },
    action: row.action,
    at: new Date(row.due_at).toISOString(),
    environments: environmentIds(row.environments).map((id) => environments.get(id) ?? id),
    locales: locales && [...locales],
    version: row.version,
    state: row.state,
    reason: row.reason,
    created_by: creatorOf(row) ?? '',
    created_at: new Date(row.created_at).toISOString(),
    ended_at: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
  }
}
