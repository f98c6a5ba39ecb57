import type { Writer } from '../../database/database.ts'
import { shared } from '../content/field-values.ts'
import { settle } from '../entries/change-entry.ts'
import { goLive, goOffline } from '../entries/go-live.ts'
import { beginWriting, type Writing } from '../entries/writing.ts'
import {
  assertNoObstacles,
  type Move,
  movesShared,
  nameOf,
  operationOf,
  pointerTo,
  type Publication,
  type Publishing,
  targetOfMove,
} from './plan-publication.ts'

/** Makes a whole publication live. Whoever reads sees all of it or nothing: it is one transaction. */
export async function publishItems(context: Publishing, { views, moves }: Publication): Promise<void> {
  const writing = await beginWriting(context)
  const environments = views.map(({ environment }) => environment)
  const offline = moves.filter(({ item }) => item.action === 'unpublish')
  const live = moves.filter(({ item }) => item.action === 'publish')
  // What goes offline, and what is renamed, gives its slug to what goes live with it.
  for (const { state } of offline) await settle(writing, state, await goOffline(writing, state, { environments }))
  for (const { id } of views) {
    const moving = live.filter((move) => movesShared(move, id))
    await giveUpSlugs(context.db, id, moving)
    await assertSlugsFree(context.db, id, moving)
  }
  for (const move of live) await publish(writing, views, move)
  for (const move of moves) {
    const { item, decidedBy } = move
    const notes = {
      environments,
      release: item.release_id,
      ...(item.action === 'publish' && { version: item.version }),
    }
    context.include({ operation: operationOf(move), target: targetOfMove(context, move), decidedBy, notes })
  }
}

async function publish(
  writing: Writing,
  views: Publication['views'],
  { state, locales, content }: Move,
): Promise<void> {
  await settle(writing, state, await goLive(writing, state, views, locales, content))
}

/** Lets live rows that are about to have another slug take the entry's id for the moment, which no slug can look like. */
async function giveUpSlugs(tx: Writer, viewId: string, moves: readonly Move[]): Promise<void> {
  const renamed = moves.filter(({ item, state }) =>
    state.live.some((row) => row.viewId === viewId && row.locale === shared && row.slug !== item.slug),
  )
  if (renamed.length === 0) return
  await tx
    .updateTable('published')
    .set((row) => ({ slug: row.ref('entry_id') }))
    .where('view_id', '=', viewId)
    .where('locale', '=', shared)
    .where(
      'entry_id',
      'in',
      renamed.map(({ item }) => item.entry_id),
    )
    .execute()
}

/** Names every entry of the release whose slug another one has there. */
async function assertSlugsFree(tx: Writer, viewId: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  const rows = await tx
    .selectFrom('published')
    .select(['entry_id as entryId', 'type_id as typeId', 'slug'])
    .where('view_id', '=', viewId)
    .where('locale', '=', shared)
    .where(
      'slug',
      'in',
      moves.map(({ item }) => item.slug),
    )
    .execute()
  const taken = moves.filter(({ item, state }) =>
    rows.some(
      ({ entryId, typeId, slug }) => slug === item.slug && typeId === state.row.type_id && entryId !== item.entry_id,
    ),
  )
  assertNoObstacles(
    taken.map((move) => ({ pointer: pointerTo(move), detail: `Another entry is live as ${nameOf(move)}.` })),
  )
}
