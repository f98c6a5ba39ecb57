import type { Reader, Writer } from '../../database/database.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { ownAccountId } from '../session/own-account.ts'
import { holdOrganization, readOrganization, type ShownOrganization } from './queries.ts'

/** The organization that a path names. */
export interface OrganizationFacts extends Facts {
  readonly organization: ShownOrganization
}

type Named<Db extends Reader> = Context<{ params: { organization: string } }, Db>

/** Finds an organization that the caller belongs to; every other one is as unknown as one that does not exist. */
export async function loadOrganization({ db, caller, input }: Named<Reader>): Promise<OrganizationFacts | null> {
  const organization = await readOrganization(db, ownAccountId(caller), input.params.organization)
  if (organization === null) return null
  const { id, slug } = organization
  return { target: { area: 'organizations', space: null, id, name: slug }, organization }
}

/** The same, held until the end of the transaction, as it is once it is held. */
export async function loadOrganizationToChange(context: Named<Writer>): Promise<OrganizationFacts | null> {
  const found = await loadOrganization(context)
  if (found === null) return null
  await holdOrganization(context.db, found.organization.id)
  return loadOrganization(context)
}
