import type { Organization } from '@latchkey/contract/organizations/operations'
import type { Static } from '@latchkey/contract/schema'
import type { ShownOrganization } from './queries.ts'

/** An organization on the wire. */
export function renderOrganization(row: ShownOrganization): Static<typeof Organization> {
  const { id, serial, slug, name, owner_id, sso_enforced, created_at } = row
  return {
    id,
    serial,
    slug,
    name,
    owner: owner_id,
    single_sign_on: sso_enforced === null ? 'off' : sso_enforced === 1 ? 'required' : 'optional',
    created_at: new Date(created_at).toISOString(),
  }
}
