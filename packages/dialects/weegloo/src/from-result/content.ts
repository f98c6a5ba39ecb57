import type { Field } from '@latchkey/contract/content-types/schemas'
import type { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { Entry } from '@latchkey/contract/entries/schemas'
import type { ResultOf } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import { maker, refer } from '../refer.ts'
import { shownByLocale, shownValues } from './values.ts'

type ManagedEntry = Static<typeof Entry>
type DeliveredItem = ResultOf<typeof listDeliveredItems>['items'][number]

/** A thing's state in the vendor's words: what changed since it was published, and what is protected, which is a draft there. */
export function statusOf({ status, changed }: Pick<ManagedEntry, 'status' | 'changed'>): string {
  if (status === 'archived') return 'Archived'
  if (status !== 'published') return 'Draft'
  return changed ? 'Changed' : 'Published'
}

/** A content as its editors see it. */
export function managedContent(
  entry: ManagedEntry,
  fields: readonly Field[],
  space: { id: string; defaultLocale: string },
) {
  const by = maker(entry.created_by)
  return {
    sys: {
      id: entry.id,
      type: 'Content',
      space: refer('Space', space.id),
      contentType: refer('ContentType', entry.type),
      createdBy: by,
      createdAt: entry.created_at,
      updatedAt: entry.updated_at,
      version: entry.version,
      status: statusOf(entry),
      ...(entry.published_at !== null && { publish: { at: entry.published_at } }),
    },
    fields: shownByLocale(fields, entry.fields, space.defaultLocale),
  }
}

/** A content as sites read it: one locale, or maps of them where all were asked for. */
export function deliveredContent(
  item: DeliveredItem,
  fields: readonly Field[],
  space: { id: string; defaultLocale: string },
) {
  return {
    sys: {
      id: item.id,
      type: 'Content',
      space: refer('Space', space.id),
      contentType: refer('ContentType', item.type),
      createdAt: item.created_at,
      updatedAt: item.updated_at,
      revision: item.version,
      locale: item.locale,
    },
    fields:
      item.locale === '*' ? shownByLocale(fields, item.fields, space.defaultLocale) : shownValues(fields, item.fields),
  }
}
