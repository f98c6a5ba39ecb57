import { content } from '@latchkey/contract/actions'
import { releaseItemsMax } from '@latchkey/contract/releases/schemas'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import type { Question } from '../entries/rules.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { indexRows } from '../content/field-index.ts'
import { shared } from '../content/field-values.ts'
import { assertNone } from '../entries/change-entry.ts'
import { contentAsOf, refuseVersion } from '../entries/content-as-of.ts'
import { type EntryState, type PublishableContent, targetOf, workingContent } from '../entries/state.ts'
import { countItems, insertReleaseView, type ItemRow, putItem, putPinned, readReleaseView } from './item-queries.ts'
import type { ReleaseRow } from './queries.ts'
import { takesShared } from './rules.ts'

/** What a body says about an item. */
export interface PinRequest {
  readonly action?: 'publish' | 'unpublish'
  readonly version?: number
  readonly locales?: readonly string[]
}

/** What an item is going to hold of its entry. */
export interface Pin {
  readonly state: EntryState
  readonly action: ItemRow['action']
  readonly locales: readonly string[] | null
  readonly content: PublishableContent
}

/**
 * What pinning asks: reading all that is pinned. A version that is live somewhere is read as what is published, any other
 * as the draft, also where the two are the same: otherwise the answer would tell who may not read drafts that there is one.
 */
export function questionsOfPin(
  space: SpaceFacts,
  state: EntryState,
  { action = 'publish', version, locales }: PinRequest,
  known: readonly string[],
): Question[] {
  const target = targetOf(space, state)
  const read = { action: content.read.name, target, locales: locales ?? known }
  if (action === 'unpublish' || target.status !== 'published') return [read]
  if (version !== undefined && state.live.some((row) => row.version === version)) return [read]
  const draft = { ...read, target: { ...target, status: 'draft' as const } }
  return [read, draft, ...(version === undefined ? [] : [{ action: content['revisions.read'].name, target }])]
}

/** Makes sense of a request to pin an entry; refuses versions and combinations that mean nothing. */
export async function readPin(
  db: Writer,
  state: EntryState,
  { action = 'publish', version, locales }: PinRequest,
): Promise<Pin> {
  if (action === 'unpublish') {
    assertNone([
      ...(version === undefined ? [] : [{ pointer: '/version', detail: noneOfUnpublish }]),
      ...(locales === undefined ? [] : [{ pointer: '/locales', detail: noneOfUnpublish }]),
    ])
    return { state, action, locales: null, content: workingContent(state) }
  }
  const held = version === undefined ? workingContent(state) : await contentAsOf(db, state, version)
  if (held === null) throw refuseVersion()
  assertNone(
    (locales ?? []).flatMap((code, index) =>
      held.heads.has(code) ? [] : [{ pointer: `/locales/${index}`, detail: 'The entry holds nothing in this locale.' }],
    ),
  )
  return { state, action, locales: locales ?? null, content: locales === undefined ? held : only(held, locales) }
}

const noneOfUnpublish = 'An entry goes offline whole: leave this out.'

/** The content in some locales, with what all of them share. */
function only(held: PublishableContent, locales: readonly string[]): PublishableContent {
  const heads = [...held.heads].filter(([locale]) => locale === shared || locales.includes(locale))
  return { ...held, heads: new Map(heads) }
}

interface Pinning {
  readonly db: Writer
  readonly space: SpaceFacts
  readonly services: Pick<Services, 'newId'>
  readonly now: number
}

/** Writes an item, and lays what it pins into the view of the release. A slug that another item has is refused by its index. */
export async function pinEntry(pinning: Pinning, release: ReleaseRow, pin: Pin): Promise<ItemRow> {
  const { db, space, now } = pinning
  const { state, action, locales, content: pinned } = pin
  const publishes = action === 'publish'
  const item: ItemRow = {
    release_id: release.id,
    entry_id: state.row.id,
    action,
    revisions: JSON.stringify(publishes ? Object.fromEntries(revisionsOf(pinned)) : {}),
    locales: locales && JSON.stringify(locales),
    takes_shared: publishes && takesShared(locales, space.defaultLocale) ? 1 : 0,
    slug: publishes ? pinned.slug : (state.live[0]?.slug ?? state.row.slug),
    version: pinned.version,
    updated_at: pinned.updatedAt,
    pinned_at: now,
  }
  await putItem(db, item)
  await showPinned(pinning, release, pin)
  return item
}

function revisionsOf({ heads }: PublishableContent) {
  return Array.from(heads, ([locale, { revisionId }]) => [locale, revisionId] as const)
}

async function showPinned(
  { db, services, now }: Pinning,
  { id, space_id, branch_id }: ReleaseRow,
  { state, action, content: pinned }: Pin,
): Promise<void> {
  let viewId = await readReleaseView(db, id)
  if (viewId === null) {
    viewId = services.newId()
    await insertReleaseView(db, { id: viewId, space_id, branch_id, environment_id: null, release_id: id })
  }
  const place = { viewId, entryId: state.row.id }
  const { slug, version, updatedAt, heads } = pinned
  const shown = action === 'publish' ? [...heads] : []
  await putPinned(
    db,
    place,
    shown.map(([locale, { revisionId }]) => ({
      view_id: viewId,
      entry_id: state.row.id,
      locale,
      type_id: state.type.id,
      slug,
      revision_id: revisionId,
      version,
      published_at: now,
      first_published_at: now,
      updated_at: updatedAt,
    })),
    shown.flatMap(([locale, { body }]) =>
      indexRows(state.type, locale, body).map((row) => ({ ...row, view_id: viewId, entry_id: state.row.id })),
    ),
  )
}

/** Refuses one more item where there are as many as go live at once. */
export async function assertRoom(db: Writer, { id }: ReleaseRow): Promise<void> {
  if ((await countItems(db, id)) < releaseItemsMax) return
  throw refuse(problems.limitReached, `A release has ${releaseItemsMax} entries at most.`)
}
