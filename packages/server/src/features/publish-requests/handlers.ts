import { publishEntry, showEntry, unpublishEntry } from '@latchkey/contract/entries/operations'
import { problems } from '@latchkey/contract/problems'
import {
  acceptPublishRequest,
  cancelPublishRequest,
  createPublishRequest,
  listPublishRequests,
  rejectPublishRequest,
  showPublishRequest,
} from '@latchkey/contract/publish-requests/operations'
import { creatorColumns } from '../../lib/creator.ts'
import { readPage } from '../../lib/page.ts'
import { scanRows } from '../../lib/scan-rows.ts'
import { authorOf } from '../../pipeline/author.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { localesOfPlan, storedLocales } from '../content/errand-reach.ts'
import { assertNone, defaultEnvironment } from '../entries/change-entry.ts'
import { contentAsOf, refuseVersion } from '../entries/content-as-of.ts'
import { unknownLocales } from '../entries/handlers.ts'
import { readLocaleCodes, readViews } from '../entries/lasting-facts.ts'
import { loadEntry } from '../entries/load-entry.ts'
import { rowByRow } from '../row-by-row.ts'
import { answerRequest, assertAcceptable } from './answer.ts'
import { insertRequest, readRequest, readRequests, type RequestRow } from './queries.ts'
import { localesShown, renderRequest, type Showing, showRequest, targetOf } from './render.ts'

interface RequestFacts extends Facts {
  readonly row: RequestRow
  readonly showing: Showing
}

type OfOne = Context<{ params: { request: string }; query: unknown; body: unknown }>

async function showingOf({ db, caller, space }: Pick<Context, 'db' | 'caller' | 'space'>): Promise<Showing> {
  return { caller, space, locales: await readLocaleCodes(db, space.id) }
}

/** Finds a request of whose entry the caller may read the working copy. */
async function loadOne(context: OfOne): Promise<RequestFacts | null> {
  const { db, space, branch, input } = context
  const row = await readRequest(db, { spaceId: space.id, branchId: branch.id }, input.params.request)
  const showing = await showingOf(context)
  if (row === null || localesShown(showing, row).length === 0) return null
  return { target: targetOf(space, row), row, showing }
}

/** The same for an entry that does not exist and for one of which the caller may not read the working copy. */
function refuseEntry() {
  return refuseIn('/entry', 'The space has no such entry.')
}

function refuseIn(pointer: string, detail: string) {
  return refuse(problems.invalidBody, undefined, { errors: [{ pointer, detail }] })
}

function answerOf({ showing, row }: RequestFacts, after: RequestRow) {
  return renderRequest(after, storedLocales(row.locales) && localesShown(showing, row))
}

export const publishRequestImplementations = [
  implement(createPublishRequest, {
    prepare: (_input, { nextSerial }) => nextSerial('publish-request'),
    load: async ({ space, caller }) => ({
      target: { area: 'publish-requests', space, creator: caller.principal.name },
    }),
    handle: async (context) => {
      const { db, space, caller, input, now, services, prepared: serial, note } = context
      const { entry, action, environment = defaultEnvironment, locales, note: words = '' } = input.body
      const named = { params: { space: space.id, entry }, query: {}, body: null }
      const facts = await loadEntry({ ...context, space, operation: showEntry, input: named })
      if (facts === null) throw refuseEntry()
      const { row } = facts.state
      const shown = localesOfPlan(caller, facts.target, null, facts.locales.all)
      if (shown.length === 0) throw refuseEntry()
      assertNone(unknownLocales({ all: shown }, locales))
      const view = (await readViews(db, space.id, context.branch.id)).find((each) => each.environment === environment)
      if (view === undefined) throw refuseIn('/environment', `The space has no environment ${environment}.`)
      const { version = row.version } = input.body
      if ((await contentAsOf(db, facts.state, version)) === null) throw refuseVersion()
      const id = services.newId()
      await insertRequest(db, {
        id,
        serial,
        space_id: space.id,
        branch_id: row.branch_id,
        entry_id: row.id,
        action,
        environment_id: view.environmentId,
        locales: locales ? JSON.stringify(locales) : null,
        version,
        note: words,
        state: 'open',
        answer: '',
        author: JSON.stringify(authorOf(caller.principal)),
        ...creatorColumns(caller.principal.name),
        created_at: now,
        answered_by_kind: null,
        answered_by_id: null,
        answered_at: null,
      })
      note({ request: id, entry: row.id, action, environment, version })
      const made = await readRequest(db, { spaceId: space.id, branchId: row.branch_id }, id)
      if (made === null) throw new Error(`${id} was not stored: look at insertRequest.`)
      return renderRequest(made, locales ?? null)
    },
    created: ({ id }) => id,
    replay: async (id, context) => {
      const { db, space, branch } = context
      const row = await readRequest(db, { spaceId: space.id, branchId: branch.id }, id)
      return row && showRequest(await showingOf(context), row)
    },
  }),

  implement(listPublishRequests, {
    load: async ({ space }) => ({ target: { area: 'publish-requests', space } }),
    requests: rowByRow,
    handle: async (context) => {
      const { db, space, branch, caller, input, services } = context
      const { state, entry } = input.query
      const showing = await showingOf(context)
      const place = { spaceId: space.id, branchId: branch.id, state, entryId: entry }
      const scan = (after: readonly [number, string] | null, limit: number) =>
        scanRows(
          (behind: readonly [number, string] | null, size) => readRequests(db, place, behind, size),
          ({ created_at, id }) => [created_at, id] as const,
          (row) => showRequest(showing, row),
          { after, limit },
        )
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `publish-requests.list ${space.id} ${branch.id} ${entry} ${state} ${caller.principal.name}`,
        rows: (after, limit) => scan(after && [Number(after[0]), String(after[1])], limit),
        positionOf: ({ created_at, id }) => [Date.parse(created_at), id],
        total: async () => (await scan(null, Number.POSITIVE_INFINITY)).length,
      })
      return { items: [...rows], ...page }
    },
  }),

  implement(showPublishRequest, { load: loadOne, handle: async ({ facts }) => answerOf(facts, facts.row) }),

  implement(acceptPublishRequest, {
    load: loadOne,
    handle: async (context) => {
      const { facts, input, space } = context
      const { row } = facts
      await assertAcceptable(context, row, input.body.version)
      // First of all: what is published is what has been accepted.
      const accepted = await answerRequest(context, row, 'accepted', input.body.answer)
      context.note({ entry: row.entry_id, action: row.action, environment: row.environment, version: row.version })
      const locales = storedLocales(row.locales)
      const params = { space: space.id, entry: row.entry_id }
      const query = { branch: context.branch.name }
      const where = { environments: [row.environment], ...(locales && { locales: [...locales] }) }
      if (row.action === 'publish') {
        await context.perform(publishEntry, { params, query, body: { ...where, version: row.version } })
      } else {
        await context.perform(unpublishEntry, { params, query, body: where })
      }
      return answerOf(facts, accepted)
    },
  }),

  implement(rejectPublishRequest, {
    load: loadOne,
    handle: async (context) =>
      answerOf(context.facts, await answerRequest(context, context.facts.row, 'rejected', context.input.body.answer)),
  }),

  implement(cancelPublishRequest, {
    load: loadOne,
    handle: async (context) => answerOf(context.facts, await answerRequest(context, context.facts.row, 'cancelled')),
  }),
]
