import {
  createOrganizationSpace,
  listOrganizationSpaces,
  transferOrganizationSpace,
} from '@latchkey/contract/organization-spaces/operations'
import { takeTurns } from '../../database/lock-for-write.ts'
import type { Writer } from '../../database/database.ts'
import { readPage } from '../../lib/page.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { countSpacesOf } from '../organizations/queries.ts'
import {
  loadOrganization,
  loadOrganizationToChange,
  type OrganizationFacts,
} from '../organizations/load-organization.ts'
import { ownAccountId } from '../session/own-account.ts'
import { insertSpace, takeSpaceSerials } from '../spaces/insert-space.ts'
import { readSpace, type SpaceRow } from '../spaces/queries.ts'
import { renderSpace } from '../spaces/render.ts'
import { transferTo } from '../spaces/transfer.ts'
import { holdSpaceOf, readSpaceOf, readSpacesOf } from './queries.ts'

interface SpaceFacts extends OrganizationFacts {
  readonly owned: SpaceRow
}

async function loadSpaceToChange(
  context: Context<{ params: { organization: string; owned: string } }, Writer>,
): Promise<SpaceFacts | null> {
  const { db, input } = context
  const facts = await loadOrganizationToChange(context)
  const found = facts && (await readSpaceOf(db, facts.organization.id, input.params.owned))
  if (facts === null || found === null) return null
  await takeTurns(db, [found.id])
  const owned = await holdSpaceOf(db, facts.organization.id, found.id)
  return owned && { ...facts, owned }
}

export const organizationSpaceImplementations = [
  implement(listOrganizationSpaces, {
    load: loadOrganization,
    handle: async ({ db, caller, facts: { organization }, input, services }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listOrganizationSpaces.id} ${organization.id} ${caller.principal.name}`,
        rows: (after, limit) => readSpacesOf(db, organization.id, after, limit),
        positionOf: ({ slug }) => [slug],
        total: () => countSpacesOf(db, organization.id),
      })
      return { items: rows.map(renderSpace), ...page }
    },
  }),

  implement(createOrganizationSpace, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serials: await takeSpaceSerials(nextSerial) }),
    load: loadOrganizationToChange,
    handle: async ({ db, caller, facts: { organization }, input: { body }, note, now, prepared, services }) => {
      note({ space: prepared.id })
      const space = {
        ...prepared,
        slug: body.slug,
        name: body.name.normalize('NFC'),
        defaultLocale: body.default_locale ?? 'en',
        ownerId: ownAccountId(caller),
        organizationId: organization.id,
      }
      return renderSpace(await insertSpace(db, space, services.newId, now))
    },
    created: (space) => space.id,
    replay: async (id, { db }) => {
      const row = await readSpace(db, id)
      return row && renderSpace(row)
    },
  }),

  implement(transferOrganizationSpace, {
    load: loadSpaceToChange,
    handle: async ({ db, facts: { owned }, input: { body }, note, now }) => {
      note({ space: owned.id, owner: body.account })
      return renderSpace(await transferTo(db, owned, body.account, now))
    },
  }),
]
