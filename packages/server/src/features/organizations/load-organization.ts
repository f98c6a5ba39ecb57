import type { Reader, Writer } from '../../database/database.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { type Barred, readSignInBar } from '../../pipeline/organization-door.ts'
import { ownAccountId } from '../session/own-account.ts'
import { administersInstallation } from '../users/queries.ts'
import { holdOrganization, readOrganization, type ShownOrganization } from './queries.ts'

/** The organization that a path names. */
export interface OrganizationFacts extends Facts {
  readonly organization: ShownOrganization
}

type Named<Db extends Reader> = Context<{ params: { organization: string } }, Db>

/**
 * Finds an organization that the caller belongs to; every other one is as unknown as one that does not exist. Whether the
 * sign-in is good for it is not asked: to be told where to sign in, one has to see it.
 */
export async function findOrganization({ db, caller, input }: Named<Reader>): Promise<OrganizationFacts | null> {
  const organization = await readOrganization(db, ownAccountId(caller), input.params.organization)
  if (organization === null) return null
  const { id, slug } = organization
  return { target: { area: 'organizations', space: null, id, name: slug }, organization }
}

/** The same, for what is done inside: by a sign-in that the organization takes. */
export async function loadOrganization(context: Named<Reader>): Promise<OrganizationFacts | null> {
  const facts = await findOrganization(context)
  return facts && { ...facts, barred: await readBarIn(context, facts) }
}

/** The same, held until the end of the transaction, as it is once it is held. */
export async function loadOrganizationToChange(context: Named<Writer>): Promise<OrganizationFacts | null> {
  const found = await findOrganization(context)
  if (found === null) return null
  await holdOrganization(context.db, found.organization.id)
  return loadOrganization(context)
}

/** Who administers the installation sets single sign-on right where nobody else can get in. */
async function readBarIn({ db, caller }: Named<Reader>, { organization }: OrganizationFacts): Promise<Barred | null> {
  const { principal } = caller
  if (principal.proof === null && (await administersInstallation(db, principal.accountId))) return null
  return readSignInBar(db, organization.id, principal)
}
