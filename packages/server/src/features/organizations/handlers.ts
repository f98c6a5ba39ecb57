import {
  createOrganization,
  deleteOrganization,
  leaveOrganization,
  listOrganizations,
  showOrganization,
  transferOrganization,
  updateOrganization,
} from '@latchkey/contract/organizations/operations'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { readPage } from '../../lib/page.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseOrganizationEpochs } from '../authority.ts'
import { dismiss, dismissAll } from '../organization-members/dismiss.ts'
import { readOrganizationMember, setOrganizationRole } from '../organization-members/queries.ts'
import { ownAccountId } from '../session/own-account.ts'
import { findOrganization, loadOrganizationToChange, type OrganizationFacts } from './load-organization.ts'
import {
  countOrganizations,
  countSpacesOf,
  insertOrganization,
  readOrganization,
  readOrganizations,
  showOrganizationRow,
  updateOrganizationRow,
} from './queries.ts'
import { renderOrganization } from './render.ts'

async function loadAll(): Promise<Facts> {
  return { target: { area: 'organizations', space: null } }
}

/** To leave is a matter of one's own. */
async function loadToLeave(
  context: Context<{ params: { organization: string } }, Writer>,
): Promise<OrganizationFacts | null> {
  const facts = await loadOrganizationToChange(context)
  return facts && { ...facts, target: { area: 'profile', space: null, name: `organizations:${facts.organization.id}` } }
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
      return { items: rows.map(renderOrganization), ...page }
    },
  }),

  implement(createOrganization, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('organization') }),
    load: loadAll,
    handle: async ({ db, caller, input: { body }, note, now, prepared }) => {
      const ownerId = ownAccountId(caller)
      note({ organization: prepared.id })
      const organization = { ...prepared, slug: body.slug, name: body.name.normalize('NFC'), ownerId }
      // Who may make one administers the installation, and needs no right that this would give.
      await insertOrganization(db, organization, now)
      return renderOrganization(await showOrganizationRow(db, prepared.id))
    },
    created: ({ id }) => id,
    replay: async (id, { db, caller }) => {
      const organization = await readOrganization(db, ownAccountId(caller), id)
      return organization && renderOrganization(organization)
    },
  }),

  implement(showOrganization, {
    load: findOrganization,
    handle: async ({ facts }) => renderOrganization(facts.organization),
  }),

  implement(updateOrganization, {
    load: loadOrganizationToChange,
    // A new slug is decided under both names.
    requests: ({ target }, { input: { body } }) => [
      { action: 'organizations.update', target, ...(body.slug !== undefined && { after: { name: body.slug } }) },
    ],
    handle: async ({ db, facts: { organization }, input: { body }, note, now }) => {
      const { id, slug, name } = organization
      note({ ...body })
      await updateOrganizationRow(db, id, { slug: body.slug ?? slug, name: body.name?.normalize('NFC') ?? name }, now)
      return renderOrganization(await showOrganizationRow(db, id))
    },
  }),

  implement(transferOrganization, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, input: { body }, note, now }) => {
      const { id, owner_id: before } = organization
      const next = await readOrganizationMember(db, id, body.account)
      if (next?.state !== 'active') {
        const errors = [{ pointer: '/account', detail: 'Nobody of the organization has this id.' }]
        throw refuse(problems.invalidBody, undefined, { errors })
      }
      note({ owner: body.account })
      await raiseOrganizationEpochs(db, id)
      for (const account of [before, body.account].toSorted()) await raiseAccountEpoch(db, account)
      await setOrganizationRole(db, id, before, 'administrator')
      await setOrganizationRole(db, id, body.account, 'owner')
      await updateOrganizationRow(db, id, { owner_id: body.account }, now)
      return renderOrganization(await showOrganizationRow(db, id))
    },
  }),

  implement(leaveOrganization, {
    load: loadToLeave,
    handle: async ({ db, caller, facts: { organization } }) => {
      const account = ownAccountId(caller)
      if ((await readOrganizationMember(db, organization.id, account)) === null) throw refuse(problems.notFound)
      await dismiss(db, organization, account)
      return null
    },
  }),

  implement(deleteOrganization, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, now }) => {
      const { id } = organization
      const spaces = await countSpacesOf(db, id)
      if (spaces > 0) {
        throw refuse(problems.inUse, `It still has spaces, ${spaces} in number: delete them first.`)
      }
      await dismissAll(db, id)
      // It gives its slug back by taking its own id, which no slug can look like.
      await updateOrganizationRow(db, id, { state: 'deleted', slug: id }, now)
      return null
    },
  }),
]
