import { content } from '@latchkey/contract/actions'
import {
  archiveEntry,
  deleteEntry,
  publishEntry,
  replaceEntry,
  showEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import type { Entry } from '@latchkey/contract/entries/schemas'
import type { InputOf } from '@latchkey/contract/operation'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { cancelSchedulesOf } from '../schedules/queries.ts'
import { storedDate } from '../content/value.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { assertNone, changeEntry, defaultEnvironment, resolveEnvironments, settle } from './change-entry.ts'
import { createEntryImplementation } from './create-handler.ts'
import { goLive, goOffline } from './go-live.ts'
import { readViews } from './lasting-facts.ts'
import { contentAsOf, refuseVersion } from './content-as-of.ts'
import { assertLocale, type EntryFacts, loadEntry } from './load-entry.ts'
import { deleteIndexOf } from './queries.ts'
import { answerWrite, resultTarget, showEntry as show } from './render.ts'
import {
  type EntryRequest,
  questionsOfArchive,
  questionsOfDelete,
  questionsOfPublish,
  questionsOfUnpublish,
  questionsOfUpdate,
  withTagsOf,
} from './rules.ts'
import { tagsOf, workingContent } from './state.ts'
import { beginWriting } from './writing.ts'

type Changing = HandlerContext<
  { params: unknown; query: { type?: string; locale?: string }; body: unknown },
  Writer,
  EntryFacts,
  unknown
>

/** Refuses a write that is meant for another version, and one in a locale that there is not. */
export function assertCurrent({ facts, request, allows, input }: Changing): void {
  assertLocale(facts.locales, input.query.locale)
  const { target, state } = facts
  const readsWorkingCopy = allows({ action: content.read.name, target: { ...target, status: workingStatus(facts) } })
  assertVersion(request.ifMatch, state.row.version, readsWorkingCopy)
}

/** What has to be readable for the version to be told: it is the working copy's. */
function workingStatus({ target, state }: EntryFacts) {
  return target.status === 'published' && state.row.changed === 1 ? 'draft' : target.status
}

/** A PATCH or PUT, its locale and times understood. */
function requestOf(
  { query, body }: InputOf<typeof updateEntry> | InputOf<typeof replaceEntry>,
  defaultLocale: string,
): EntryRequest {
  const { published_at: at, ...rest } = { published_at: undefined, ...body }
  return {
    ...rest,
    locale: query.locale ?? defaultLocale,
    ...(at !== undefined && { publishedAt: Date.parse(storedDate(at) ?? '') }),
  }
}

/** Saves what a request asks for, where it is meant for the version that there is. */
export async function change(context: Changing, request: EntryRequest): Promise<Static<typeof Entry>> {
  assertCurrent(context)
  const { facts, input } = context
  if (Number.isNaN(request.publishedAt)) {
    assertNone([{ pointer: '/published_at', detail: 'There is no such time.' }])
  }
  const state = await changeEntry(await beginWriting(context), facts.state, request, facts.locales)
  return answerWrite(context, state, input.query.locale, facts.locales)
}

const ofEntry = { load: loadEntry, resultTarget }

export const entryImplementations = [
  implement(showEntry, {
    load: loadEntry,
    // In any locale that may be read: what may be read in none is not there. Which ones are shown, the answer says.
    requests: ({ target, locales }, { caller }) => {
      const readable = locales.all.find((code) => mayRead(caller, target, [code])) ?? locales.default
      return [{ action: content.read.name, target, locales: [readable] }]
    },
    handle: (context) => show(context, context.facts.state, context.input.query.locale, context.facts.locales),
  }),

  createEntryImplementation,

  implement(updateEntry, {
    ...ofEntry,
    requests: ({ situation }, { input, space }) => questionsOfUpdate(situation, requestOf(input, space.defaultLocale)),
    handle: (context) => change(context, requestOf(context.input, context.space.defaultLocale)),
  }),

  implement(replaceEntry, {
    ...ofEntry,
    requests: ({ situation }, { input, space }) =>
      questionsOfUpdate(situation, { ...requestOf(input, space.defaultLocale), replaces: true }),
    handle: (context) => {
      if (context.request.ifMatch === null) throw refuse(problems.ifMatchRequired)
      return change(context, { ...requestOf(context.input, context.space.defaultLocale), replaces: true })
    },
  }),

  implement(publishEntry, {
    ...ofEntry,
    requests: ({ situation }, { input: { body } }) =>
      questionsOfPublish(situation, body.locales, body.environments ?? [defaultEnvironment]),
    handle: async (context) => {
      assertCurrent(context)
      const { db, space, branch, facts, input, note } = context
      const { environments, locales, version } = input.body
      const views = resolveEnvironments(await readViews(db, space.id, branch.id), environments)
      assertNone(unknownLocales(facts.locales, locales))
      const held = version === undefined ? workingContent(facts.state) : await contentAsOf(db, facts.state, version)
      if (held === null) throw refuseVersion()
      if (version !== undefined) {
        const questions = questionsOfPublish(facts.situation, locales, environments ?? [defaultEnvironment])
        context.authorize(withTagsOf(questions, tagsOf(held)))
      }
      const writing = await beginWriting(context)
      const live = await goLive(writing, facts.state, views, locales, held)
      note({
        environments: views.map(({ environment }) => environment),
        version: held.version,
        ...(locales && { locales }),
      })
      const state = await settle(writing, facts.state, live)
      return answerWrite(context, state, input.query.locale, facts.locales)
    },
  }),

  implement(unpublishEntry, {
    ...ofEntry,
    requests: ({ situation }, { input: { body } }) => questionsOfUnpublish(situation, body.locales),
    handle: async (context) => {
      assertCurrent(context)
      const { db, space, branch, facts, input, note } = context
      const { environments, locales } = input.body
      const views = resolveEnvironments(await readViews(db, space.id, branch.id), environments)
      const named = views.map(({ environment }) => environment)
      assertNone(unknownLocales(facts.locales, locales))
      const writing = await beginWriting(context)
      const left = await goOffline(writing, facts.state, { environments: named, locales })
      note({ environments: named, ...(locales && { locales }) })
      const state = await settle(writing, facts.state, left)
      return answerWrite(context, state, input.query.locale, facts.locales)
    },
  }),

  implement(archiveEntry, {
    ...ofEntry,
    requests: ({ situation }) => questionsOfArchive(situation),
    handle: (context) => change(context, { status: 'archived', locale: context.space.defaultLocale }),
  }),

  implement(deleteEntry, {
    load: loadEntry,
    requests: ({ situation }) => questionsOfDelete(situation),
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, now } = context
      const writing = await beginWriting(context)
      const offline = await goOffline(writing, facts.state, { deleted: true })
      await cancelSchedulesOf(db, facts.state.row, 'The entry was deleted.', now)
      await deleteIndexOf(db, [writing.draftView], facts.state.row.id)
      const { created_by_kind, created_by_id } = creatorColumns(context.caller.principal.name)
      const by = { deleted_by_kind: created_by_kind, deleted_by_id: created_by_id }
      await settle(writing, facts.state, { ...offline, row: { ...offline.row, deleted_at: now, ...by } })
      return null
    },
  }),
]

/** The locales of a body that the space does not have. */
export function unknownLocales({ all }: Pick<SpaceLocales, 'all'>, named: readonly string[] = []): ProblemIssue[] {
  return named.flatMap((locale, index) =>
    all.includes(locale) ? [] : [{ pointer: `/locales/${index}`, detail: 'The space has no such locale.' }],
  )
}
