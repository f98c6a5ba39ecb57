import { content } from '@latchkey/contract/actions'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import {
  cancelSchedule,
  createSchedule,
  listSchedules,
  listSchedulesOfEntry,
  showSchedule,
} from '@latchkey/contract/schedules/operations'
import type { Reader } from '../../database/database.ts'
import { enqueue, cancelJob } from '../../jobs/outbox.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { type PageQuery, readPage } from '../../lib/page.ts'
import { scanRows } from '../../lib/scan-rows.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import { authorOf } from '../../pipeline/author.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { storedLocales } from '../content/errand-reach.ts'
import { storedDate } from '../content/value.ts'
import { assertNone, defaultEnvironment, resolveEnvironments } from '../entries/change-entry.ts'
import { contentAsOf, refuseVersion } from '../entries/content-as-of.ts'
import { assertCurrent, unknownLocales } from '../entries/handlers.ts'
import { readLocaleCodes, readViews } from '../entries/lasting-facts.ts'
import { type EntryFacts, loadEntry } from '../entries/load-entry.ts'
import { type Question, questionsOfPublish, questionsOfUnpublish, type Situation } from '../entries/rules.ts'
import { rowByRow } from '../row-by-row.ts'
import { environmentIds, type ScheduledErrand, scheduleTopic } from './jobs.ts'
import {
  endSchedule,
  insertSchedule,
  readEnvironmentSlugs,
  readSchedule,
  readSchedules,
  type SchedulePlace,
  type ScheduleRow,
} from './queries.ts'
import { renderSchedule, type Showing, showSchedule as show } from './render.ts'

interface ScheduleFacts extends EntryFacts {
  readonly schedule: ScheduleRow
  readonly showing: Showing
}

type OfEntry = Context<{ params: { entry: string }; query: { type?: string }; body: unknown }>
type OfOne = Context<{ params: { entry: string; schedule: string }; query: { type?: string }; body: unknown }>

async function showingOf({ db, caller, space }: Pick<Context, 'db' | 'caller' | 'space'>): Promise<Showing> {
  const locales = await readLocaleCodes(db, space.id)
  return { caller, space, locales, environments: await readEnvironmentSlugs(db, space.id) }
}

async function loadOne(context: OfOne): Promise<ScheduleFacts | null> {
  const facts = await loadEntry(context)
  if (facts === null) return null
  const { db, space, branch, input } = context
  const place = { spaceId: space.id, branchId: branch.id, entryId: facts.state.row.id }
  const schedule = await readSchedule(db, place, input.params.schedule)
  const showing = await showingOf(context)
  return schedule && show(showing, schedule) && { ...facts, schedule, showing }
}

/** Of whom an entry may be read in some locale, its schedules may be asked for; which are shown, each says itself. */
const readsEntry = ({ target, locales }: EntryFacts, { caller }: Pick<Context, 'caller'>): readonly Question[] => {
  const readable = locales.all.find((code) => mayRead(caller, target, [code])) ?? locales.default
  return [{ action: content.read.name, target, locales: [readable] }]
}

async function page(
  context: Pick<Context, 'db' | 'caller' | 'space' | 'services'>,
  query: PageQuery,
  place: SchedulePlace,
) {
  const { db, space, caller, services } = context
  const showing = await showingOf(context)
  const scan = (after: readonly [number, string] | null, limit: number) =>
    scanRows(
      (behind: readonly [number, string] | null, size) => readSchedules(db, place, behind, size),
      ({ due_at, id }) => [due_at, id] as const,
      (row) => show(showing, row),
      { after, limit },
    )
  const { rows, ...rest } = await readPage(services.ring, query, {
    scope: `schedules ${space.id} ${place.branchId} ${place.entryId} ${place.state} ${caller.principal.name}`,
    rows: (after, limit) => scan(after && [Number(after[0]), String(after[1])], limit),
    positionOf: ({ at, id }) => [Date.parse(at), id],
    total: async () => (await scan(null, Number.POSITIVE_INFINITY)).length,
  })
  return { items: [...rows], ...rest }
}

function questionsOf(
  situation: Situation,
  action: 'publish' | 'unpublish',
  locales: readonly string[] | undefined,
  environments: readonly string[],
): readonly Question[] {
  return action === 'publish'
    ? questionsOfPublish(situation, locales, environments)
    : questionsOfUnpublish(situation, locales)
}

/** A schedule for whoever has asked for it, who knows what he has named. */
async function showAsAsked(db: Reader, place: SchedulePlace, id: string) {
  const row = await readSchedule(db, place, id)
  return row && renderSchedule(row, await readEnvironmentSlugs(db, place.spaceId), storedLocales(row.locales))
}

/** The time of a schedule, or what is wrong with it. */
function timeOf(text: string, now: number): { readonly at: number; readonly issues: readonly ProblemIssue[] } {
  const at = Date.parse(storedDate(text) ?? '')
  if (Number.isNaN(at)) return { at, issues: [{ pointer: '/at', detail: 'There is no such time.' }] }
  return { at, issues: at > now ? [] : [{ pointer: '/at', detail: 'It must lie in the future.' }] }
}

export const scheduleImplementations = [
  implement(createSchedule, {
    load: loadEntry,
    requests: ({ situation }, { input: { body } }) =>
      questionsOf(situation, body.action, body.locales, body.environments ?? [defaultEnvironment]),
    handle: async (context) => {
      assertCurrent(context)
      const { db, space, caller, facts, input, now, services, request, note } = context
      const { action, locales, ...body } = input.body
      const { row } = facts.state
      const time = timeOf(body.at, now)
      assertNone([...time.issues, ...unknownLocales(facts.locales, locales)])
      const views = resolveEnvironments(await readViews(db, space.id, context.branch.id), body.environments)
      const version = action === 'publish' ? (body.version ?? (request.ifMatch === null ? null : row.version)) : null
      if (version !== null && (await contentAsOf(db, facts.state, version)) === null) throw refuseVersion()
      const id = services.newId()
      const author = authorOf(caller.principal)
      const errand: ScheduledErrand = { schedule: id, branch: row.branch_id, author }
      const jobId = await enqueue(db, { topic: scheduleTopic, spaceId: space.id, body: errand, dueAt: time.at }, now)
      await insertSchedule(db, {
        id,
        space_id: space.id,
        branch_id: row.branch_id,
        entry_id: row.id,
        action,
        environments: JSON.stringify(views.map(({ environmentId }) => environmentId)),
        locales: locales ? JSON.stringify(locales) : null,
        version,
        due_at: time.at,
        state: 'pending',
        reason: null,
        job_id: jobId,
        author: JSON.stringify(author),
        ...creatorColumns(caller.principal.name),
        created_at: now,
        ended_at: null,
      })
      note({ schedule: id, action, at: body.at, ...(version !== null && { version }) })
      const place = { spaceId: space.id, branchId: row.branch_id, entryId: row.id }
      const made = await showAsAsked(db, place, id)
      if (made === null) throw new Error(`${id} was not stored: look at insertSchedule.`)
      return made
    },
    // Who may publish and not read learns no more than that it is planned.
    resultTarget: (_result, { target }) => target,
    created: ({ id }) => id,
    replay: (id, { db, space }, { state: { row } }) =>
      showAsAsked(db, { spaceId: space.id, branchId: row.branch_id, entryId: row.id }, id),
  }),

  implement(listSchedulesOfEntry, {
    load: (context: OfEntry) => loadEntry(context),
    requests: readsEntry,
    handle: async (context) => {
      const { space, branch, facts, input } = context
      const { state } = input.query
      return page(context, input.query, { spaceId: space.id, branchId: branch.id, entryId: facts.state.row.id, state })
    },
  }),

  implement(listSchedules, {
    load: async ({ space }) => ({ target: { area: 'content', space } }),
    requests: rowByRow,
    handle: async (context) => {
      const { space, branch, input } = context
      return page(context, input.query, { spaceId: space.id, branchId: branch.id, state: input.query.state })
    },
  }),

  implement(showSchedule, {
    load: loadOne,
    requests: readsEntry,
    handle: async ({ facts: { showing, schedule } }) => {
      const shown = show(showing, schedule)
      if (shown === null) throw refuse(problems.notFound)
      return shown
    },
  }),

  implement(cancelSchedule, {
    load: loadOne,
    requests: ({ situation, schedule, showing }) => {
      const slugs = environmentIds(schedule.environments).map((id) => showing.environments.get(id) ?? id)
      return questionsOf(situation, schedule.action, storedLocales(schedule.locales) ?? undefined, slugs)
    },
    handle: async ({ db, now, facts: { schedule }, note }) => {
      const ended = await endSchedule(db, schedule.id, { state: 'cancelled', reason: null, at: now })
      if (!ended) throw refuse(problems.conflict, `It is ${schedule.state} already.`)
      if (schedule.job_id !== null) await cancelJob(db, schedule.job_id)
      note({ schedule: schedule.id })
      return null
    },
  }),
]
