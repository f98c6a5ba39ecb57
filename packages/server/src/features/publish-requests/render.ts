import { publishRequests } from '@latchkey/contract/actions'
import type { PublishRequest } from '@latchkey/contract/publish-requests/operations'
import type { Static } from '@latchkey/contract/schema'
import type { Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import { decide } from '../../pipeline/authorize.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { localesOfPlan, storedLocales, targetOfErrand } from '../content/errand-reach.ts'
import type { RequestRow } from './queries.ts'

/** What decides how a request is shown. */
export interface Showing {
  readonly caller: Caller
  readonly space: SpaceFacts
  /** All locales of the space. */
  readonly locales: readonly string[]
}

/** A request as decisions name it. */
export function targetOf(space: SpaceFacts, row: Pick<RequestRow, 'id' | 'created_by_kind' | 'created_by_id'>): Target {
  return { area: 'publish-requests', space, id: row.id, creator: creatorOf(row) }
}

/** The locales in which a caller may know of a request; none where he may not know of it at all. */
export function localesShown({ caller, space, locales }: Showing, row: RequestRow): readonly string[] {
  const mayRead = decide(caller, { action: publishRequests.read.name, target: targetOf(space, row) }).allowed
  return mayRead ? localesOfPlan(caller, targetOfErrand(space, row), storedLocales(row.locales), locales) : []
}

/** A request as the caller may see it; null for one that he may not know of. */
export function showRequest(showing: Showing, row: RequestRow): Static<typeof PublishRequest> | null {
  const shown = localesShown(showing, row)
  return shown.length === 0 ? null : renderRequest(row, storedLocales(row.locales) && shown)
}

/** A request with the locales that are shown of it; null for all. */
export function renderRequest(row: RequestRow, locales: readonly string[] | null): Static<typeof PublishRequest> {
  return {
    id: row.id,
    entry: { id: row.entry_id, type: row.type, slug: row.slug },
    action: row.action,
    environment: row.environment,
    locales: locales && [...locales],
    version: row.version,
    note: row.note,
    state: row.state,
    answer: row.answer,
    created_by: creatorOf(row) ?? '',
    created_at: new Date(row.created_at).toISOString(),
    answered_by: creatorOf({ created_by_kind: row.answered_by_kind, created_by_id: row.answered_by_id }),
    answered_at: row.answered_at === null ? null : new Date(row.answered_at).toISOString(),
  }
}
