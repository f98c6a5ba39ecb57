import { problems } from '@latchkey/contract/problems'
import {
  claimDomain,
  confirmDomain,
  listDomains,
  putConnection,
  releaseDomain,
  removeConnection,
  removeIdentity,
  showConnection,
} from '@latchkey/contract/single-sign-on/operations'
import { sealFor } from '@latchkey/tokens/seal'
import { Secret } from '@latchkey/tokens/secret'
import type { Reader, Writer } from '../../database/database.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseOrganizationEpochs } from '../authority.ts'
import {
  loadOrganization,
  loadOrganizationToChange,
  type OrganizationFacts,
} from '../organizations/load-organization.ts'
import { dropConnection } from './drop-connection.ts'
import { endIdentities } from './end-identity.ts'
import {
  confirmDomainRow,
  type ConnectionRow,
  deleteDomain,
  type DomainRow,
  insertDomain,
  readConnection,
  readDomain,
  readDomains,
  readHolder,
  readIdentities,
  readIdentity,
  writeConnection,
} from './queries.ts'
import { renderConnection, renderDomain, storedClaims, storedScopes } from './render.ts'
import { defaultClaims, defaultScopes, isIssuer } from './rules.ts'
import { secretName } from './provider.ts'

interface ConnectionFacts extends OrganizationFacts {
  readonly connection: ConnectionRow
}

interface DomainFacts extends OrganizationFacts {
  readonly domain: DomainRow
}

type Named<Db extends Reader> = Context<{ params: { organization: string } }, Db>
type NamedDomain = Context<{ params: { organization: string; domain: string } }, Writer>

async function withConnection(facts: OrganizationFacts | null, db: Reader): Promise<ConnectionFacts | null> {
  const connection = facts && (await readConnection(db, facts.organization.id))
  return facts && connection && { ...facts, connection }
}

async function loadDomain(context: NamedDomain): Promise<DomainFacts | null> {
  const facts = await loadOrganizationToChange(context)
  const domain = facts && (await readDomain(context.db, facts.organization.id, context.input.params.domain))
  return facts && domain && { ...facts, domain }
}

export const connectionImplementations = [
  implement(showConnection, {
    load: async (context: Named<Reader>) => withConnection(await loadOrganization(context), context.db),
    handle: async ({ facts, services }) => renderConnection(facts.connection, services.settings.publicUrl),
  }),

  implement(putConnection, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, input: { body }, note, now, services }) => {
      const { issuer, client_id, client_secret } = body
      if (!isIssuer(issuer)) {
        const errors = [{ pointer: '/issuer', detail: 'It must be an https URL, without a query.' }]
        throw refuse(problems.invalidBody, undefined, { errors })
      }
      const before = await readConnection(db, organization.id)
      // A secret is for the one client of the one provider that it was given for.
      const same = before?.issuer === issuer && before.client_id === client_id
      const kept = same ? before.client_secret_sealed : null
      const row: ConnectionRow = {
        organization_id: organization.id,
        issuer,
        client_id,
        client_secret_sealed:
          client_secret === undefined
            ? kept
            : sealFor(services.ring.current, secretName(organization.id), new Secret(client_secret), services.random),
        scopes: JSON.stringify(body.scopes ?? (before ? storedScopes(before) : defaultScopes)),
        claims: JSON.stringify({ ...(before ? storedClaims(before) : defaultClaims), ...body.claims }),
        provisioning: body.provisioning ?? before?.provisioning ?? 'off',
        enforced: (body.required ?? before?.enforced === 1) ? 1 : 0,
        version: (before?.version ?? 0) + 1,
        created_at: before?.created_at ?? now,
        updated_at: now,
      }
      if (row.enforced === 1 && (await readDomains(db, organization.id, 'confirmed')).length === 0) {
        throw refuse(problems.conflict, 'Nobody could sign in: confirm a domain of the organization first.')
      }
      note({ issuer, client_id, required: row.enforced === 1, provisioning: row.provisioning })
      await raiseOrganizationEpochs(db, organization.id)
      await endIdentities(db, await readIdentities(db, organization.id, issuer))
      await writeConnection(db, row)
      return renderConnection(row, services.settings.publicUrl)
    },
  }),

  implement(removeConnection, {
    load: async (context: Named<Writer>) => withConnection(await loadOrganizationToChange(context), context.db),
    handle: async ({ db, facts: { organization } }) => {
      await raiseOrganizationEpochs(db, organization.id)
      await endIdentities(db, await readIdentities(db, organization.id))
      await dropConnection(db, organization.id)
      return null
    },
  }),

  implement(removeIdentity, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, input, note }) => {
      const accountId = input.params.person
      const identity = await readIdentity(db, organization.id, { accountId })
      if (identity === null) throw refuse(problems.notFound)
      note({ account: accountId })
      await endIdentities(db, [identity])
      return null
    },
  }),
]

export const domainImplementations = [
  implement(listDomains, {
    load: loadOrganization,
    handle: async ({ db, facts }) => {
      const rows = await readDomains(db, facts.organization.id)
      return { items: rows.map(renderDomain), next: null }
    },
  }),

  implement(claimDomain, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, input, note, now }) => {
      const { domain } = input.body
      if (await readDomain(db, organization.id, domain)) throw refuse(problems.conflict, 'It is claimed already.')
      note({ domain })
      const row = { organization_id: organization.id, domain, challenge: '', verified_at: null, created_at: now }
      await insertDomain(db, row)
      return renderDomain(row)
    },
    created: ({ domain }) => domain,
    replay: async (name, { db }, { organization }) => {
      const domain = await readDomain(db, organization.id, name)
      return domain && renderDomain(domain)
    },
  }),

  implement(confirmDomain, {
    load: loadDomain,
    handle: async ({ db, facts: { organization, domain }, note, now }) => {
      const holder = await readHolder(db, domain.domain)
      if (holder !== null && holder !== organization.id) {
        throw refuse(problems.conflict, 'Another organization has this domain: it has to give it up first.')
      }
      note({ domain: domain.domain })
      const at = domain.verified_at ?? now
      await confirmDomainRow(db, domain, at)
      return renderDomain({ ...domain, verified_at: at })
    },
  }),

  implement(releaseDomain, {
    load: loadDomain,
    handle: async ({ db, facts: { domain }, note }) => {
      note({ domain: domain.domain })
      await deleteDomain(db, domain)
      return null
    },
  }),
]
