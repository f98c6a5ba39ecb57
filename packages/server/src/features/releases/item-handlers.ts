import { content } from '@latchkey/contract/actions'
import { showEntry } from '@latchkey/contract/entries/operations'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import {
  addReleaseItem,
  listReleaseItems,
  removeReleaseItem,
  updateReleaseItem,
} from '@latchkey/contract/releases/operations'
import type { Reader, Writer } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { readPage } from '../../lib/page.ts'
import { decide } from '../../pipeline/authorize.ts'
import { type Context, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { shared } from '../content/field-values.ts'
import { tagsIn } from '../content/tags.ts'
import { assertNone } from '../entries/change-entry.ts'
import { readLocaleCodes } from '../entries/lasting-facts.ts'
import { readRevisions } from '../entries/queries.ts'
import type { Question } from '../entries/rules.ts'
import { type EntryState, tagsOf, targetOf } from '../entries/state.ts'
import { findEntry, readStates } from './entry-states.ts'
import { deleteItem, type ItemRow, putPinned, readItem, readItems, readReleaseView } from './item-queries.ts'
import { loadRelease, type ReleaseFacts, storedList } from './load-release.ts'
import { assertRoom, pinEntry, type PinRequest, questionsOfPin, readPin } from './pin-entry.ts'
import { changeRelease, type ReleaseRow } from './queries.ts'
import { renderItem, storedRevisions } from './render.ts'

type Asking = Pick<HandlerContext<unknown, Reader, never, unknown>, 'allows' | 'space'>

/** An item with the entry that it is about. */
export interface FoundItem {
  readonly item: ItemRow
  readonly state: EntryState
  /** What the entry bears in what is pinned. */
  readonly tags: readonly string[]
}

/** The items whose entries are there. */
async function findItems(
  { db, space }: Pick<Context, 'db' | 'space'>,
  release: Pick<ReleaseRow, 'branch_id'>,
  items: readonly ItemRow[],
): Promise<readonly FoundItem[]> {
  const ids = items.map(({ entry_id }) => entry_id)
  const states = await readStates(db, space.id, release.branch_id, ids)
  const pinned = items.map((item) => storedRevisions(item)[shared] ?? '')
  const bodies = await readRevisions(db, space.id, pinned)
  return items.flatMap((item, index) => {
    const state = states.get(item.entry_id)
    return state ? [{ item, state, tags: tagsIn(bodies.get(pinned[index] ?? '')) }] : []
  })
}

/** Whether the caller may read an entry, in one of the locales. */
function mayReadEntry(
  { allows, space }: Asking,
  locales: readonly string[],
  state: EntryState,
  facts: Pick<Target, 'status' | 'publishedTags'> = {},
) {
  const target = { ...targetOf(space, state), ...facts }
  return locales.some((code) => allows({ action: content.read.name, target, locales: [code] }))
}

/**
 * The locales of an item in which the caller may read its entry: as it is or, where it is going to be live, as what it will be
 * then. Who may in none knows nothing of the item.
 */
function localesShown(asking: Asking, locales: readonly string[], { item, state, tags }: FoundItem): readonly string[] {
  // Tags are shared: where other locales alone go live, they stay what they are.
  const retagged = item.takes_shared === 1 || state.live.length === 0
  const then = { status: 'published', ...(retagged && { publishedTags: tags }) } as const
  return (storedList(item.locales) ?? locales).filter(
    (code) =>
      mayReadEntry(asking, [code], state) || (item.action === 'publish' && mayReadEntry(asking, [code], state, then)),
  )
}

/** Whether the caller may know of an item. Of all others the release says nothing. */
export function isReadable(asking: Asking, locales: readonly string[], found: FoundItem): boolean {
  return localesShown(asking, locales, found).length > 0
}

/** The items of a release whose entries the caller may read. */
export async function readableItems(
  context: Asking & Pick<Context, 'db'>,
  release: ReleaseRow,
): Promise<readonly FoundItem[]> {
  const { db, space } = context
  const items = await readItems(db, release.id)
  const locales = await readLocaleCodes(db, space.id)
  const found = await findItems(context, release, items)
  return found.filter((each) => isReadable(context, locales, each))
}

interface ItemFacts extends ReleaseFacts {
  readonly found: FoundItem | null
}

type OneItem = Context<{ params: { release: string; entry: string }; query: unknown; body: unknown }, Writer>

/** Finds an item by the id of its entry; one that the caller may not know of is found later to be missing. */
async function loadItem(context: OneItem): Promise<ItemFacts | null> {
  const { db, space, input } = context
  const facts = await loadRelease(context)
  if (facts === null) return null
  const item = await readItem(db, facts.release.id, input.params.entry)
  const [found = null] = item ? await findItems({ db, space }, facts.release, [item]) : []
  return { ...facts, found }
}

/** The item, once the release itself may be changed; a hidden one is as missing as any other. */
async function assertItem(context: HandlerContext<unknown, Writer, ItemFacts, unknown>): Promise<FoundItem> {
  const { found } = context.facts
  const locales = await readLocaleCodes(context.db, context.space.id)
  if (found === null || !isReadable(context, locales, found)) throw refuse(problems.notFound)
  return found
}

/** Refuses to change what a release holds once it is to be published as it is, or was. */
export function assertOpen({ state }: ReleaseRow): void {
  if (state === 'scheduled') throw refuse(problems.conflict, 'The release is scheduled: take back its schedule first.')
  if (state === 'published') throw refuse(problems.conflict, 'The release is published: make another one.')
}

type Pinning = HandlerContext<unknown, Writer, ReleaseFacts, unknown>

/** A locale that the caller may not read the entry in is as unknown as any other. */
function assertLocales(context: Asking, state: EntryState, named: readonly string[], known: readonly string[]) {
  assertNone(
    named.flatMap((code, index) =>
      known.includes(code) && mayReadEntry(context, [code], state)
        ? []
        : [{ pointer: `/locales/${index}`, detail: 'The space has no such locale.' }],
    ),
  )
}

async function pin(context: Pinning, state: EntryState, request: PinRequest) {
  const { db, space, facts, now, note } = context
  const known = await readLocaleCodes(db, space.id)
  assertLocales(context, state, request.locales ?? [], known)
  context.authorizeAs(showEntry, questionsOfPin(space, state, request, known))
  if (state.row.state === 'archived') throw refuse(problems.conflict, 'The entry is archived: restore it first.')
  const pinned = await readPin(db, state, request)
  const item = await pinEntry(context, facts.release, pinned)
  await changeRelease(db, facts.release, {}, now)
  note({ entry: state.row.id, action: item.action, ...(item.action === 'publish' && { version: item.version }) })
  return show(context, known, { item, state, tags: tagsOf(pinned.content) })
}

/** The item as the caller may see it: what he may not read, a locale that he does not know of included, plays no part. */
function show(asking: Asking, locales: readonly string[], found: FoundItem) {
  const { item, state } = found
  const status = state.row.state === 'published' ? 'draft' : state.row.state
  const readable = locales.filter((code) => mayReadEntry(asking, [code], state))
  const readsDraft = readable.length > 0 && readable.every((code) => mayReadEntry(asking, [code], state, { status }))
  return renderItem(item, state, {
    shown: localesShown(asking, locales, found),
    compared: readsDraft ? readable : null,
  })
}

export const releaseItemImplementations = [
  implement(listReleaseItems, {
    load: loadRelease,
    handle: async (context) => {
      const { db, space, facts, input, services, caller } = context
      const found = await readableItems(context, facts.release)
      const locales = await readLocaleCodes(db, space.id)
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listReleaseItems.id} ${facts.release.id} ${caller.principal.name}`,
        // A release has so few items that all are read.
        rows: async (after, limit) =>
          found.filter(({ item }) => after === null || item.entry_id > String(after[0])).slice(0, limit),
        positionOf: ({ item }) => [item.entry_id],
        total: async () => found.length,
      })
      return { items: rows.map((each) => show(context, locales, each)), ...page }
    },
  }),

  implement(addReleaseItem, {
    load: loadRelease,
    resultTarget: (_item, { target }) => target,
    handle: async (context) => {
      const { db, space, facts, input } = context
      const { entry, type, ...request } = input.body
      if (type === undefined && spaceColumn(entry) === 'slug') {
        assertNone([{ pointer: '/type', detail: 'Name the type when the entry is named by its slug.' }])
      }
      assertOpen(facts.release)
      const locales = await readLocaleCodes(db, space.id)
      const state = await findEntry(db, space.id, facts.release.branch_id, {
        entry,
        ...(type !== undefined && { type }),
      })
      if (state === null || !mayReadEntry(context, locales, state)) {
        throw refuse(problems.invalidBody, undefined, {
          errors: [{ pointer: '/entry', detail: 'There is no such entry.' }],
        })
      }
      if ((await readItem(db, facts.release.id, state.row.id)) !== null)
        throw refuse(problems.conflict, 'The entry is in the release already: change its item.')
      await assertRoom(db, facts.release)
      return pin(context, state, request)
    },
    created: (item) => item.entry.id,
    replay: async (entry, context, { release }) => {
      const { db, space, caller } = context
      const item = await readItem(db, release.id, entry)
      const [found] = item ? await findItems({ db, space }, release, [item]) : []
      const asking = { space, allows: (question: Question) => decide(caller, question).allowed }
      const locales = await readLocaleCodes(db, space.id)
      return found && isReadable(asking, locales, found) ? show(asking, locales, found) : null
    },
  }),

  implement(updateReleaseItem, {
    load: loadItem,
    resultTarget: (_item, { target }) => target,
    handle: async (context) => {
      const { item, state } = await assertItem(context)
      const { db, space, facts, input } = context
      assertOpen(facts.release)
      const current = await findEntry(db, space.id, facts.release.branch_id, { entry: state.row.id })
      if (current === null) throw refuse(problems.conflict, 'The entry is in the trash.')
      return pin(context, current, { action: item.action, ...input.body })
    },
  }),

  implement(removeReleaseItem, {
    load: loadItem,
    handle: async (context) => {
      const { item } = await assertItem(context)
      const { db, facts, now, note } = context
      assertOpen(facts.release)
      const viewId = await readReleaseView(db, facts.release.id)
      if (viewId !== null) await putPinned(db, { viewId, entryId: item.entry_id }, [], [])
      await deleteItem(db, facts.release.id, item.entry_id)
      await changeRelease(db, facts.release, {}, now)
      note({ entry: item.entry_id })
      return null
    },
  }),
]
