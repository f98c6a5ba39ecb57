import type { ContentType, OwnQuestion } from '../../api/answers.ts'
import { type Permit, useMay } from '../../api/use-may.ts'

export type EntryDeed =
  | 'publish'
  | 'archive'
  | 'draft'
  | 'protect'
  | 'delete'
  | 'history'
  | 'restore'
  | 'comment'
  | 'request'
  | 'review'

export interface EntryRights {
  /** Whether a field, the slug or the tags may be changed, in a locale. */
  readonly field: (name: string, locale: string) => Permit
  readonly deed: (deed: EntryDeed) => Permit
}

/** What the person may do to an entry, asked at once: each field in each locale that is shown, and every deed. */
export function useEntryRights(
  space: string,
  {
    type,
    entry,
    locales,
    home,
  }: {
    readonly type: ContentType
    /** Its id; null for one that is still to be made. */
    readonly entry: string | null
    readonly locales: readonly string[]
    readonly home: string
  },
): EntryRights {
  const about = { type: type.slug, ...(entry !== null && { entry }) }
  const change = entry === null ? 'content.create' : 'content.update'
  const shared = [{ id: 'slug' }, { id: 'tags' }]
  const parts = [...type.fields, ...shared].flatMap((field) =>
    ('localized' in field && field.localized === true ? locales : [home]).map((locale) => [field.id, locale] as const),
  )
  const turn = (status: 'archived' | 'draft' | 'protected') => ({
    action: 'content.update',
    ...about,
    fields: ['status'],
    status,
  })
  const deeds: Record<EntryDeed, OwnQuestion> = {
    publish: { action: 'content.publish', ...about },
    archive: turn('archived'),
    draft: turn('draft'),
    protect: turn('protected'),
    delete: { action: 'content.delete', ...about },
    history: { action: 'content.revisions.read', ...about },
    restore: { action: 'content.revisions.restore', ...about },
    comment: { action: 'comments.create', resource: 'comments' },
    request: { action: 'publish-requests.create', resource: 'publish-requests' },
    review: { action: 'publish-requests.review', resource: 'publish-requests' },
  }
  const questions: Record<string, OwnQuestion> = {
    ...deeds,
    ...Object.fromEntries(
      parts.map(([field, locale]) => [
        `${field} ${locale}`,
        { action: change, ...about, fields: [field], locales: [locale] },
      ]),
    ),
  }
  const may = useMay(space, questions)
  const localized = new Set(type.fields.filter((field) => field.localized === true).map(({ id }) => id))
  return { field: (name, locale) => may(`${name} ${localized.has(name) ? locale : home}`), deed: may }
}
