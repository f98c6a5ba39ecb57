import type { Static } from '@latchkey/contract/schema'
import type { Space } from '@latchkey/contract/spaces/operations'
import { storedSettings } from '../../pipeline/space-settings.ts'
import type { SpaceRow } from './queries.ts'

/** A space on the wire. */
export function renderSpace(row: SpaceRow): Static<typeof Space> {
  return {
    id: row.id,
    serial: row.serial,
    slug: row.slug,
    name: row.name,
    organization: row.organization_id,
    owner: row.owner_id,
    sandbox: row.sandbox === 1,
    default_locale: row.default_locale,
    shared_caches: storedSettings(row.settings).sharedCaches,
    created_at: new Date(row.created_at).toISOString(),
  }
}
