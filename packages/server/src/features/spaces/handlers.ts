import { problems } from '@latchkey/contract/problems'
import {
  createSpace,
  deleteSpace,
  listSpaces,
  showSpace,
  transferSpace,
  updateSpace,
} from '@latchkey/contract/spaces/operations'
import { readPage } from '../../lib/page.ts'
import { refuseLayer } from '../../pipeline/gate.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { printSettings } from '../../pipeline/space-settings.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { readDefaultOrganization } from '../organizations/queries.ts'
import { keepAssertions } from '../assertions/keep-assertions.ts'
import { ownAccountId } from '../session/own-account.ts'
import { issueInherentTokens, prepareInherentTokens } from '../tokens/inherent-tokens.ts'
import { insertSpace, takeSpaceSerials } from './insert-space.ts'
import { markSpaceDeleted, readSpace, type SpaceRow, updateSpaceRow } from './queries.ts'
import { renderSpace } from './render.ts'
import { transferTo } from './transfer.ts'
import { readVisibleSpaces } from './visible-spaces.ts'

interface OneSpaceFacts extends Facts {
  readonly row: SpaceRow
}

async function loadInstallation(): Promise<Facts> {
  return { target: { area: 'spaces', space: null } }
}

async function loadSpace({ db, space }: Context): Promise<OneSpaceFacts | null> {
  const row = await readSpace(db, space.id)
  return row && { target: { area: 'spaces', space, id: row.id, name: row.slug }, row }
}

/** When a new space was made, in UTC milliseconds: now, or in the past where it comes from elsewhere. */
function readOrigin(text: string | undefined, now: number): number {
  if (text === undefined) return now
  const at = Date.parse(text)
  if (at <= now) return at
  const errors = [{ pointer: '/created_at', detail: 'It must be a point in time in the past.' }]
  throw refuse(problems.invalidBody, undefined, { errors })
}

export const spaceImplementations = [
  implement(listSpaces, {
    load: loadInstallation,
    handle: async ({ db, caller, input, services }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listSpaces.id} ${caller.principal.name}`,
        rows: (after, limit) => readVisibleSpaces(db, caller, after === null ? null : String(after[0]), limit),
        positionOf: ({ slug }) => [slug],
        total: async () => (await readVisibleSpaces(db, caller, null, Infinity)).length,
      })
      return { items: rows.map(renderSpace), ...page }
    },
  }),

  implement(createSpace, {
    prepare: async ({ body }, { newId, nextSerial, now }) => {
      const createdAt = readOrigin(body.created_at, now())
      const inherent = await prepareInherentTokens(nextSerial, createdAt)
      return { id: newId(), serials: await takeSpaceSerials(nextSerial), createdAt, inherent }
    },
    load: loadInstallation,
    handle: async ({ db, caller, input: { body }, note, now, prepared, services }) => {
      const { inherent, ...space } = prepared
      note({ space: space.id })
      const row = await insertSpace(
        db,
        {
          ...space,
          slug: body.slug,
          name: body.name.normalize('NFC'),
          defaultLocale: body.default_locale ?? 'en',
          ownerId: ownAccountId(caller),
          organizationId: await readDefaultOrganization(db),
        },
        services.newId,
        now,
      )
      await issueInherentTokens(db, services, { spaceId: row.id, inherent }, now)
      return renderSpace(row)
    },
    created: (space) => space.id,
    replay: async (id, { db }) => {
      const row = await readSpace(db, id)
      return row && renderSpace(row)
    },
  }),

  implement(showSpace, { load: loadSpace, handle: async ({ facts }) => renderSpace(facts.row) }),

  implement(updateSpace, {
    load: loadSpace,
    // A new slug is decided under both names.
    requests: ({ target }, { input: { body } }) => [
      { action: 'spaces.update', target, ...(body.slug !== undefined && { after: { name: body.slug } }) },
    ],
    handle: async (context) => {
      const { db, facts, input, now } = context
      const { row } = facts
      const { slug = row.slug, name, shared_caches } = input.body
      await raiseSpaceEpoch(db, row.id)
      const change = {
        slug,
        name: name?.normalize('NFC') ?? row.name,
        ...(shared_caches !== undefined && { settings: printSettings({ sharedCaches: shared_caches }) }),
      }
      const update = () => updateSpaceRow(db, row.id, change, now)
      // Grants name spaces by their slugs, too.
      return renderSpace(await (slug === row.slug ? update() : keepAssertions(context, { space: row.id }, update)))
    },
  }),

  implement(transferSpace, {
    load: loadSpace,
    handle: async ({ db, caller, facts: { row }, input: { body }, note, now }) => {
      // Administrators may do everything in a space but become its owner.
      if (row.owner_id !== ownAccountId(caller)) {
        throw refuseLayer('owner', 'A space is given away by its owner, or by the owner of its organization.')
      }
      note({ owner: body.account })
      return renderSpace(await transferTo(db, row, body.account, now))
    },
  }),

  implement(deleteSpace, {
    load: loadSpace,
    handle: async ({ db, facts: { row }, now }) => {
      if (row.sandbox === 1) throw refuse(problems.conflict, 'A Sandbox goes with its account.')
      await raiseSpaceEpoch(db, row.id)
      await markSpaceDeleted(db, row.id, now)
      return null
    },
  }),
]
