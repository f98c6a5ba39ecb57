import { listOrganizations, showOrganization } from '@latchkey/contract/organizations/operations'
import { readPage } from '../../lib/page.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { ownAccountId } from '../session/own-account.ts'
import { countOrganizations, type OrganizationRow, readOrganization, readOrganizations } from './queries.ts'

interface OrganizationFacts extends Facts {
  readonly organization: OrganizationRow
}

async function loadAll(): Promise<Facts> {
  return { target: { area: 'organizations', space: null } }
}

async function loadOne({
  db,
  caller,
  input,
}: Context<{ params: { organization: string } }>): Promise<OrganizationFacts | null> {
  const organization = await readOrganization(db, ownAccountId(caller), input.params.organization)
  if (organization === null) return null
  const { id, slug } = organization
  return { target: { area: 'organizations', space: null, id, name: slug }, organization }
}

export const organizationImplementations = [
  implement(listOrganizations, {
    load: loadAll,
    handle: async ({ db, caller, input, services }) => {
      const account = ownAccountId(caller)
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listOrganizations.id} ${caller.principal.name}`,
        rows: (after, limit) => readOrganizations(db, account, after, limit),
        positionOf: ({ slug }) => [slug],
        total: () => countOrganizations(db, account),
      })
      return { items: rows.map(render), ...page }
    },
  }),

  implement(showOrganization, { load: loadOne, handle: async ({ facts }) => render(facts.organization) }),
]

function render({ id, slug, name, owner_id, created_at }: OrganizationRow) {
  return { id, slug, name, owner: owner_id, created_at: new Date(created_at).toISOString() }
}
