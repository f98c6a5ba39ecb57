import type { ResultOf } from '@latchkey/contract/operation'
import type { showSpace } from '@latchkey/contract/spaces/operations'
import { idOf } from '../identifiers.ts'

export type Space = ResultOf<typeof showSpace>

/** A space as the vendor shows an application; `organizations` holds the serials of those that the caller may see, by id. */
export function applicationOf(
  { serial, name, slug, organization, created_at }: Space,
  organizations: ReadonlyMap<string, number>,
) {
  const owner = organization === null ? undefined : organizations.get(organization)
  return {
    id: idOf(serial),
    applicationId: idOf(serial),
    name,
    slug,
    description: '',
    creationDate: created_at,
    ownerType: organization === null ? 'user' : 'organization',
    ...(owner !== undefined && { ownerId: idOf(owner) }),
  }
}
