import type { listChanges } from '@latchkey/contract/delivery-changes/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { uidOf } from '../uids.ts'
import { assetOf } from './asset.ts'

export type ChangeDocument = ResultOf<typeof listChanges>['items'][number]

/** What events are shown with. */
export interface EventView {
  /** Entries as they are shown, by id. */
  readonly entries: ReadonlyMap<string, object>
  readonly origin: string
  readonly environment: string | undefined
}

const files = 'sys_assets'

/** What the vendor calls a change. */
export function typeOfEvent(change: ChangeDocument): string {
  switch (change.change) {
    case 'entry.live':
      return 'entry_published'
    case 'asset.live':
      return 'asset_published'
    case 'entry.gone':
      return change.because === 'deleted' ? 'entry_deleted' : 'entry_unpublished'
    case 'asset.gone':
      return change.because === 'deleted' ? 'asset_deleted' : 'asset_unpublished'
    case 'content-type.gone':
      return 'content_type_deleted'
  }
}

/** A change as an event of a synchronisation; of what is gone there is the name alone. */
export function eventOf(change: ChangeDocument, { entries, origin, environment }: EventView): object {
  return { type: typeOfEvent(change), ...bodyOf() }

  function bodyOf(): object {
    switch (change.change) {
      case 'entry.live': {
        const { id, type, published_at: at } = change.entry
        return { event_at: at, content_type_uid: type, data: entries.get(id) }
      }
      case 'asset.live': {
        const { asset } = change
        return { event_at: asset.published_at, content_type_uid: files, data: assetOf(asset, origin, environment) }
      }
      case 'entry.gone':
        return { event_at: change.at, content_type_uid: change.type, data: { uid: uidOf(change.id) } }
      case 'asset.gone':
        return { event_at: change.at, content_type_uid: files, data: { uid: uidOf(change.id) } }
      case 'content-type.gone':
        return { event_at: change.at, content_type_uid: change.slug, data: { uid: change.slug } }
    }
  }
}
