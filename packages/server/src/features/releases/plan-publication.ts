import { publishEntry, unpublishEntry } from '@latchkey/contract/entries/operations'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import { itemsMax } from '@latchkey/policy/parse'
import type { Writer } from '../../database/database.ts'
import type { DecidedBy } from '../../pipeline/authorize.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import { Refusal, refuse } from '../../pipeline/refusal.ts'
import { type Body, shared } from '../content/field-values.ts'
import type { EnvironmentView } from '../content/views.ts'
import { readLocaleCodes, readViews } from '../entries/lasting-facts.ts'
import { readRevisions } from '../entries/queries.ts'
import { type Question, questionsOfPublish, questionsOfUnpublish, withTagsOf } from '../entries/rules.ts'
import { type PublishableContent, situationOf, tagsOf, targetOf } from '../entries/state.ts'
import { holdEntries, readStates } from './entry-states.ts'
import { type FoundItem, isReadable } from './item-handlers.ts'
import { type ItemRow, readItems } from './item-queries.ts'
import { type ReleaseFacts, storedList } from './load-release.ts'
import { environmentsOf, storedRevisions } from './render.ts'
import { faultsOfPinned, namedAndCounted } from './rules.ts'

/** An entry that is about to go live or offline with others. */
export interface Move extends FoundItem {
  /** Undefined for all. */
  readonly locales: readonly string[] | undefined
  /** Empty for an unpublish. */
  readonly content: PublishableContent
  readonly decidedBy: DecidedBy
}

/** All that the publication of a release does. */
export interface Publication {
  readonly views: readonly EnvironmentView[]
  readonly moves: readonly Move[]
}

export type Publishing = HandlerContext<unknown, Writer, ReleaseFacts, unknown>

/**
 * Decides the publication of a release: every entry in it as one that is published or taken offline by itself, by the
 * rights of now. Refuses the whole when one of them is refused, or stands in the way.
 *
 * Holds all entries before any is written, so that no two publications wait for each other.
 */
export async function planPublication(context: Publishing): Promise<Publication> {
  const { db, space, branch, facts } = context
  const { release } = facts
  const views = environmentsOf(release, await readViews(db, space.id, branch.id))
  if (views.length === 0) throw refuse(problems.conflict, 'None of the environments that it publishes to is left.')
  const items = await readItems(db, release.id)
  if (items.length === 0) throw refuse(problems.conflict, 'There is nothing in the release.')
  const ids = items.map(({ entry_id }) => entry_id)
  await holdEntries(db, space.id, branch.id, ids)
  const states = await readStates(db, space.id, branch.id, ids)
  const bodies = await readRevisions(
    db,
    space.id,
    items.flatMap((item) => Object.values(storedRevisions(item))),
  )
  const found = items.flatMap((item) => {
    const state = states.get(item.entry_id)
    if (state === undefined) return []
    const content = contentOf(item, bodies)
    return [{ item, state, locales: storedList(item.locales) ?? undefined, content, tags: tagsOf(content) }]
  })
  const moves = await decideMoves(context, views, found)
  assertNoObstacles(
    moves.flatMap((move) => obstaclesOf(move, space.defaultLocale)),
    items.length - found.length,
  )
  return { views, moves }
}

function contentOf(item: ItemRow, bodies: ReadonlyMap<string, Body>): PublishableContent {
  const { slug, version, updated_at: updatedAt } = item
  const heads = Object.entries(storedRevisions(item)).map(
    ([locale, revisionId]) => [locale, { revisionId, body: bodies.get(revisionId) ?? {} }] as const,
  )
  return { slug, version, updatedAt, heads: new Map(heads) }
}

/** Asks about every entry; which of them the caller may not publish is told of those that he may read. */
async function decideMoves(
  context: Publishing,
  views: readonly EnvironmentView[],
  found: readonly Omit<Move, 'decidedBy'>[],
): Promise<readonly Move[]> {
  const { db, space, allows } = context
  const locales = await readLocaleCodes(db, space.id)
  const environments = views.map(({ environment }) => environment)
  const asked = found.map((move) => ({ move, questions: questionsOf(context, move, environments, locales) }))
  const refused = asked.filter(
    ({ move, questions }) => !isReadable(context, locales, move) || !questions.every((question) => allows(question)),
  )
  if (refused.length > 0) throw refuseMoves(context, refused, locales)
  return asked.map(({ move, questions }) => ({
    ...move,
    decidedBy: context.authorizeAs(operationOf(move), questions),
  }))
}

interface Asked {
  readonly move: Omit<Move, 'decidedBy'>
  readonly questions: readonly Question[]
}

/** The operation that one entry would go live or offline by. */
export function operationOf({ item }: Pick<Move, 'item'>) {
  return item.action === 'publish' ? publishEntry : unpublishEntry
}

function questionsOf(
  { space }: Publishing,
  { item, state, tags, locales }: Omit<Move, 'decidedBy'>,
  environments: readonly string[],
  all: readonly string[],
): readonly Question[] {
  const situation = situationOf(space, state, all)
  if (item.action === 'unpublish') return questionsOfUnpublish(situation, undefined)
  const questions = withTagsOf(questionsOfPublish(situation, locales, environments), tags)
  // An entry that was renamed or tagged since it was pinned goes live as it was: decided under both.
  return item.slug === state.row.slug
    ? questions
    : questions.map((question) => ({ ...question, after: { ...question.after, name: item.slug } }))
}

/** The refusal of the whole, by what is lacking for the entries that the caller may read. */
function refuseMoves(context: Publishing, refused: readonly Asked[], locales: readonly string[]): Refusal {
  const readable = refused.filter(({ move }) => isReadable(context, locales, move))
  const hidden = refused.length - readable.length
  const errors = readable.map(({ move }) => ({ pointer: pointerTo(move), detail: 'You may not publish it.' }))
  const names = readable.map(({ move }) => nameOf(move)).toSorted((one, other) => (one < other ? -1 : 1))
  const what = `You may not publish all of the release: ${namedAndCounted(names, hidden)}.`
  const questions = readable.flatMap((each) => each.questions)
  try {
    // All together, so that what is lacking is proposed for all of them.
    for (const operation of new Set(readable.map(({ move }) => operationOf(move))))
      context.authorizeAs(operation, questions)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { missing_grant: missing, ...members } = error.members
    // One that was renamed since it was pinned is named twice.
    const whole = hidden === 0 && 2 * readable.length <= itemsMax
    return refuse(error.problem, `${what} ${error.detail ?? ''}`.trim(), {
      ...members,
      ...(whole && missing !== undefined && { missing_grant: missing }),
      errors,
    })
  }
  return refuse(problems.insufficientScope, what, { errors })
}

/** What keeps an entry from going live or offline, whoever asks. */
function obstaclesOf(move: Move, defaultLocale: string): ProblemIssue[] {
  const { item, state, content } = move
  const pointer = pointerTo(move)
  if (state.row.deleted_at !== null) return [{ pointer, detail: `${nameOf(move)} is in the trash.` }]
  if (state.row.state === 'archived') return [{ pointer, detail: `${nameOf(move)} is archived.` }]
  if (item.action === 'unpublish') return []
  const bodies = new Map(Array.from(content.heads, ([locale, { body }]) => [locale, body]))
  return faultsOfPinned(state.type, bodies, defaultLocale).map((fault) => ({
    pointer: `${pointer}${fault.pointer ?? ''}`,
    detail: `${nameOf(move)} no longer fits its type: ${fault.detail}`,
  }))
}

export function assertNoObstacles(errors: readonly ProblemIssue[], gone = 0): void {
  if (errors.length === 0 && gone === 0) return
  const lost = gone === 0 ? '' : ` ${gone} of its entries are deleted for good: take them out.`
  throw refuse(problems.conflict, `The release cannot be published as it is.${lost}`, { errors })
}

export function pointerTo({ item }: Pick<Move, 'item'>): string {
  return `/items/${item.entry_id}`
}

export function nameOf({ state, item }: Pick<Move, 'state' | 'item'>): string {
  return `${state.type.slug}/${item.slug}`
}

/** The entry as the trail and its decisions name it. */
export function targetOfMove(context: Publishing, { state }: Pick<Move, 'state'>) {
  return targetOf(context.space, state)
}

/** Whether the row that all locales share goes live in a view, and takes its slug along. */
export function movesShared({ item, state }: Move, viewId: string): boolean {
  const live = state.live.some((row) => row.viewId === viewId && row.locale === shared)
  return item.action === 'publish' && (!live || item.takes_shared === 1)
}
