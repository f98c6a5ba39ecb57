import { problems } from '@latchkey/contract/problems'
import {
  createRelease,
  deleteRelease,
  listReleases,
  publishRelease,
  scheduleRelease,
  showRelease,
  transferRelease,
  unscheduleRelease,
  updateRelease,
} from '@latchkey/contract/releases/operations'
import type { Writer } from '../../database/database.ts'
import { cancelJob, enqueue } from '../../jobs/outbox.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { readPage } from '../../lib/page.ts'
import { authorOf } from '../../pipeline/author.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { storedDate } from '../content/value.ts'
import { readEnvironmentViews } from '../content/views.ts'
import { assertNone, defaultEnvironment, resolveEnvironments } from '../entries/change-entry.ts'
import { boundInWords } from '../roles/rules.ts'
import { rowByRow } from '../row-by-row.ts'
import { deleteReleaseView } from './item-queries.ts'
import { loadRelease, type ReleaseFacts, restrictionOf } from './load-release.ts'
import { planPublication } from './plan-publication.ts'
import { publishItems } from './publish-items.ts'
import { releaseTopic } from './publish-when-due.ts'
import {
  changeRelease,
  countReleases,
  deleteReleaseRow,
  insertRelease,
  readDependentTokens,
  readMembersAmong,
  readRelease,
  readReleases,
  type ReleaseRow,
} from './queries.ts'
import { render, showRelease as show } from './render.ts'
import { rulesOver } from './rules.ts'

type OneRelease = HandlerContext<unknown, Writer, ReleaseFacts, unknown>

async function loadSpace({ space, caller }: Context): Promise<Facts> {
  return { target: { area: 'releases', space, creator: caller.principal.name } }
}

const resultTarget = (_result: unknown, { target }: Facts) => target

function assertCurrent({ facts: { release, target }, request, allows }: OneRelease): void {
  assertVersion(request.ifMatch, release.version, allows({ action: 'releases.read', target }))
}

function assertUnpublished({ state }: ReleaseRow): void {
  if (state === 'published') throw refuse(problems.conflict, 'The release is published: make another one.')
}

type Place = Pick<Context<unknown, Writer>, 'db' | 'space' | 'branch'>

async function environmentIds({ db, space, branch }: Place, named?: readonly string[]): Promise<string> {
  const views = resolveEnvironments(await readEnvironmentViews(db, space.id, branch.id), named ?? [defaultEnvironment])
  return JSON.stringify(views.map(({ environmentId }) => environmentId))
}

/** The people as they are stored. Who may not read somebody as a member cannot name him. */
async function peopleOf(
  { db, space, allows, caller }: Place & Pick<OneRelease, 'allows' | 'caller'>,
  people: readonly string[] | null,
): Promise<string | null> {
  if (people === null) return null
  const members = await readMembersAmong(db, space, people)
  assertNone(
    people.flatMap((id, index) => {
      const isVisible =
        id === caller.principal.accountId || allows({ action: 'users.read', target: { area: 'users', space, id } })
      return members.has(id) && isVisible ? [] : [{ pointer: `/people/${index}`, detail: notMember }]
    }),
  )
  return JSON.stringify(people)
}

const notMember = 'There is no such account in the space.'

function assertRules({ caller, space, facts }: OneRelease, what: string): void {
  if (rulesOver(restrictionOf(facts.release), caller.principal.accountId, space.ownerId)) return
  throw refuse(problems.insufficientScope, `Only the owner of the release and the owner of the space may ${what}.`)
}

/** What a release that is no longer scheduled, or no longer fails, does not have. */
const unscheduled = { release_at: null, job_id: null, failure: null, failed_at: null } as const

async function dropJob(tx: Writer, { job_id: id }: ReleaseRow): Promise<void> {
  if (id !== null) await cancelJob(tx, id)
}

export const releaseImplementations = [
  implement(listReleases, {
    load: loadSpace,
    requests: rowByRow,
    handle: async (context) => {
      const { db, space, branch, caller, input, services } = context
      const { state } = input.query
      const list = {
        spaceId: space.id,
        branchId: branch.id,
        filter: context.filter({ area: 'releases', space }),
        ...(state !== undefined && { state }),
        accountId: caller.principal.accountId,
        spaceOwnerId: space.ownerId,
      }
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listReleases.id} ${space.id} ${branch.id} ${caller.principal.name} ${state}`,
        rows: (after, limit) => readReleases(db, list, after, limit),
        positionOf: (row) => [row.created_at, row.id],
        total: () => countReleases(db, list),
      })
      const views = await readEnvironmentViews(db, space.id, branch.id)
      return { items: rows.map((row) => render(row, views)), ...page }
    },
  }),

  implement(createRelease, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('release') }),
    load: loadSpace,
    resultTarget: ({ id, created_by: creator }, { target }) => ({ ...target, id, creator }),
    handle: async (context) => {
      const { db, space, branch, caller, input, now, prepared } = context
      const { name, description = '', environments, people } = input.body
      const { accountId } = caller.principal
      if (people !== undefined && accountId === null) {
        assertNone([{ pointer: '/people', detail: 'A token without an account would not see what it restricts.' }])
      }
      const row: ReleaseRow = {
        ...prepared,
        ...unscheduled,
        space_id: space.id,
        branch_id: branch.id,
        name: name.normalize('NFC'),
        description: description.normalize('NFC'),
        // What a token of the space makes belongs to the owner of the space, as the token does.
        owner_id: accountId ?? space.ownerId,
        state: 'open',
        people: await peopleOf(context, people ?? null),
        environments: await environmentIds(context, environments),
        published_at: null,
        version: 1,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      }
      await insertRelease(db, row)
      context.note({ release: row.id })
      return show(db, row)
    },
    created: (release) => release.id,
    replay: async (id, { db, space, branch }) => {
      const row = await readRelease(db, { spaceId: space.id, branchId: branch.id }, id)
      return row && show(db, row)
    },
  }),

  implement(showRelease, { load: loadRelease, handle: ({ db, facts }) => show(db, facts.release) }),

  implement(updateRelease, {
    load: loadRelease,
    resultTarget,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, input, now } = context
      const { name, description, environments, people } = input.body
      if (environments !== undefined) assertUnscheduled(facts.release)
      if (people !== undefined) assertRules(context, 'say whom it is restricted to')
      const row = await changeRelease(
        db,
        facts.release,
        {
          ...(name !== undefined && { name: name.normalize('NFC') }),
          ...(description !== undefined && { description: description.normalize('NFC') }),
          ...(environments !== undefined && { environments: await environmentIds(context, environments) }),
          ...(people !== undefined && { people: await peopleOf(context, people) }),
        },
        now,
      )
      return show(db, row)
    },
  }),

  implement(transferRelease, {
    load: loadRelease,
    handle: async (context) => {
      assertCurrent(context)
      assertRules(context, 'give it away')
      const { db, space, facts, input, now, allows } = context
      const { owner } = input.body
      const members = await readMembersAmong(db, space, [owner])
      if (!members.has(owner) || !allows({ action: 'users.read', target: { area: 'users', space, id: owner } })) {
        assertNone([{ pointer: '/owner', detail: notMember }])
      }
      context.note({ owner })
      return show(db, await changeRelease(db, facts.release, { owner_id: owner }, now))
    },
  }),

  implement(deleteRelease, {
    load: loadRelease,
    handle: async (context) => {
      const { db, space, facts, now, allows } = context
      const { release } = facts
      assertCurrent(context)
      const tokens = await readDependentTokens(db, release, now)
      const readable = tokens.filter((token) =>
        allows({ action: 'tokens.read', target: { area: 'tokens', space, id: token.id, creator: creatorOf(token) } }),
      )
      if (tokens.length > 0) throw refuse(problems.inUse, boundInWords(readable, tokens.length - readable.length))
      await raiseSpaceEpoch(db, space.id)
      await dropJob(db, release)
      await deleteReleaseView(db, release.id)
      await deleteReleaseRow(db, release)
      return null
    },
  }),

  implement(publishRelease, {
    load: loadRelease,
    resultTarget,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, now } = context
      assertUnpublished(facts.release)
      const publication = await planPublication(context)
      await publishItems(context, publication)
      await dropJob(db, facts.release)
      await deleteReleaseView(db, facts.release.id)
      context.note({
        environments: publication.views.map(({ environment }) => environment),
        entries: publication.moves.length,
      })
      const change = { ...unscheduled, state: 'published', published_at: now } as const
      return show(db, await changeRelease(db, facts.release, change, now))
    },
  }),

  implement(scheduleRelease, {
    load: loadRelease,
    resultTarget,
    handle: async (context) => {
      assertCurrent(context)
      const { db, space, caller, facts, input, now } = context
      assertUnpublished(facts.release)
      const dueAt = Date.parse(storedDate(input.body.release_at) ?? '')
      // Of no number it is not true either.
      if (!(dueAt > now)) assertNone([{ pointer: '/release_at', detail: 'It must lie in the future.' }])
      await planPublication(context)
      await dropJob(db, facts.release)
      const body = { release: facts.release.id, branch: facts.release.branch_id, author: authorOf(caller.principal) }
      const jobId = await enqueue(db, { topic: releaseTopic, spaceId: space.id, body, dueAt }, now)
      context.note({ release_at: input.body.release_at })
      const change = { ...unscheduled, state: 'scheduled', release_at: dueAt, job_id: jobId } as const
      return show(db, await changeRelease(db, facts.release, change, now))
    },
  }),

  implement(unscheduleRelease, {
    load: loadRelease,
    resultTarget,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, now } = context
      if (facts.release.state !== 'scheduled') throw refuse(problems.conflict, 'The release is not scheduled.')
      await dropJob(db, facts.release)
      return show(db, await changeRelease(db, facts.release, { ...unscheduled, state: 'open' }, now))
    },
  }),
]

function assertUnscheduled(release: ReleaseRow): void {
  assertUnpublished(release)
  if (release.state === 'scheduled')
    throw refuse(problems.conflict, 'The release is scheduled: take back its schedule first.')
}
