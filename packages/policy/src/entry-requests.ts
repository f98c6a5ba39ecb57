import type { Status } from './grant.ts'
import type { Request, Target, Touch } from './request.ts'

/** What a save asks to change in an entry, as the laws see it. */
export interface EntryChange {
  readonly principal: string
  /** Update: the entry as it is. Create: as it will be, with the caller as creator. */
  readonly target: Target
  readonly defaultLocale: string
  /** The content fields that were sent, equal values included; one that all locales share counts in the default locale. */
  readonly fields: readonly Touch[]
  /** Sent by the caller; absent when not sent. A slug that the server derives is not sent. */
  readonly slug?: string
  /** Sent by the caller; absent when not sent. */
  readonly status?: Status
  /** `published_at` was sent and differs. */
  readonly movesPublishedAt?: boolean
  /** Tags as they will be, where they were sent and differ; absent where they stay. */
  readonly tags?: readonly string[]
  /** The locales that the entry has; touched by archiving, and by publishing that names none. */
  readonly entryLocales: readonly string[]
  /** The locales that a publish or unpublish names; absent means all that the entry has. */
  readonly publishLocales?: readonly string[]
}

/** The requests that an update consists of: each of them has to be permitted. */
export function requestsOfUpdate(change: EntryChange): readonly Request[] {
  const { principal, target, fields, slug, status, tags } = change
  const renamed = slug !== undefined && slug !== target.name
  const moved = status !== undefined && status !== target.status
  const archives = moved && status === 'archived'
  const touches = [
    ...fields,
    ...ownTouches(change, { slug: renamed, status: moved && touchesStatus(target.status, status) }),
  ]
  const named = { ...(renamed && { name: slug }), ...(tags && { tags }) }
  const after = { ...named, ...(moved && { status }) }
  const update: Request = {
    action: 'content.update',
    principal,
    target,
    after,
    touches,
    ...(archives && { locales: allLocales(change) }),
  }
  if (!publishes(change)) return [update]
  const publish: Request = {
    action: 'content.publish',
    principal,
    target,
    ...((renamed || tags) && { after: named }),
    locales: publishLocales(change),
  }
  return touches.length > 0 ? [update, publish] : [publish]
}

/** The requests that a create consists of: each of them has to be permitted. */
export function requestsOfCreate(change: EntryChange): readonly Request[] {
  const { principal, target, fields, slug, status, defaultLocale } = change
  const touches = [
    ...fields,
    ...ownTouches(change, { slug: slug !== undefined, status: touchesStatus('draft', status) }),
  ]
  const create: Request = { action: 'content.create', principal, target, touches, locales: [defaultLocale] }
  if (status !== 'published') return [create]
  // What is published is the draft that has just come to be.
  const draft: Target = { ...target, status: 'draft' }
  return [create, { action: 'content.publish', principal, target: draft, locales: publishLocales(change) }]
}

/** Entering, leaving or repeating `published`, and moving the date of what is published. */
function publishes({ target, status, movesPublishedAt }: EntryChange): boolean {
  const isPublished = target.status === 'published'
  return status === 'published' || (isPublished && (status !== undefined || movesPublishedAt === true))
}

/** Whether a move is an update of the field `status`: publishing is none, nor is unpublishing, which leads to draft. */
export function touchesStatus(before: Status | undefined, after: Status | undefined): boolean {
  if (after === undefined || after === before || after === 'published') return false
  return !(before === 'published' && after === 'draft')
}

/** The entry's own columns that count as touched; all locales share them. */
function ownTouches(
  change: EntryChange,
  touched: { readonly slug: boolean; readonly status: boolean },
): readonly Touch[] {
  const { target, movesPublishedAt, tags, defaultLocale: locale } = change
  const ofPublished = target.id !== undefined && target.status === 'published'
  return [
    ...(touched.slug ? [{ field: 'slug', locale }] : []),
    ...(touched.status ? [{ field: 'status', locale }] : []),
    ...(movesPublishedAt === true && !ofPublished ? [{ field: 'published_at', locale }] : []),
    ...(tags ? [{ field: 'tags', locale }] : []),
  ]
}

function allLocales({ entryLocales, defaultLocale }: EntryChange): readonly string[] {
  return [...new Set([defaultLocale, ...entryLocales])]
}

function publishLocales(change: EntryChange): readonly string[] {
  return change.publishLocales ?? change.entryLocales
}
