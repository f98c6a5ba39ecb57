import { Type } from 'typebox'
import { content } from '../actions.ts'
import { managingKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, listQuery, offsetQuery, oneOf, page, Segment, strict } from '../schema.ts'
import { contentOf } from '../target.ts'
import {
  BulkItem,
  BulkResult,
  Entry,
  EntryChange,
  EntryReceipt,
  EntryReplacement,
  LocaleQuery,
  NewEntry,
  Publication,
  RevisionRestoration,
  statuses,
  Unpublication,
  VersionSegment,
} from './schemas.ts'

const place = { ...branchQuery, locale: Type.Optional(LocaleQuery) }
/** What operations on one entry have in common. */
export const one = {
  params: { space: Segment, entry: Segment },
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
} as const
/** Their query parameters. */
export const ofType = {
  ...place,
  type: Type.Optional(Type.String({ description: 'Slug of the type; needed when the entry is named by its slug.' })),
}
export const target = ({ params, query }: { params: { space: string; entry: string }; query: { type?: string } }) =>
  contentOf(params.space, query.type, params.entry)

export const listEntries = operation({
  id: 'entries.list',
  summary: 'List entries with their working copies, as far as the caller may read them',
  description: 'Filters also by `serial`.',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/entries',
  params: { space: Segment },
  query: {
    ...listQuery,
    ...offsetQuery,
    ...place,
    type: Type.Optional(Type.String()),
    status: Type.Optional(oneOf(statuses)),
  },
  body: null,
  result: page(Entry),
  action: content.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params, query }) => contentOf(params.space, query.type),
  problems: [problems.fieldNotFilterable],
  tags: ['cli'],
})

export const createEntry = operation({
  id: 'entries.create',
  summary: 'Create an entry',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/entries',
  params: { space: Segment },
  query: place,
  body: NewEntry,
  result: Entry,
  receipt: EntryReceipt,
  status: 201,
  versioned: true,
  action: content.create,
  access: 'write',
  callers: managingKinds,
  target: ({ params, body }) => contentOf(params.space, body.type),
  idempotent: true,
  problems: [problems.slugTaken, problems.conflict, problems.reviewRequired, problems.idempotencyConflict],
  tags: ['cli'],
})

export const showEntry = operation({
  ...one,
  id: 'entries.show',
  summary: 'Show an entry',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}',
  query: ofType,
  body: null,
  result: Entry,
  versioned: true,
  action: content.read,
  access: 'read',
  target,
  problems: [],
})

export const updateEntry = operation({
  ...one,
  id: 'entries.update',
  summary: 'Change an entry; fields that are not sent stay',
  method: 'PATCH',
  path: '/spaces/{space}/entries/{entry}',
  query: ofType,
  body: EntryChange,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.update,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.slugTaken, problems.reviewRequired],
})

export const replaceEntry = operation({
  ...one,
  id: 'entries.replace',
  summary: 'Replace all fields of an entry in a locale; If-Match is required',
  method: 'PUT',
  path: '/spaces/{space}/entries/{entry}',
  query: ofType,
  body: EntryReplacement,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.update,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.slugTaken, problems.reviewRequired, problems.ifMatchRequired],
})

export const publishEntry = operation({
  ...one,
  id: 'entries.publish',
  summary: 'Publish an entry: what it holds now, or held in a version, goes live in the environments and locales named',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/publish',
  query: ofType,
  body: Publication,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.publish,
  access: 'publish',
  target,
  problems: [problems.versionConflict, problems.slugTaken, problems.reviewRequired],
})

export const unpublishEntry = operation({
  ...one,
  id: 'entries.unpublish',
  summary: 'Take an entry offline in the environments and locales named',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/unpublish',
  query: ofType,
  body: Unpublication,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.publish,
  access: 'publish',
  target,
  problems: [problems.versionConflict],
})

export const archiveEntry = operation({
  ...one,
  id: 'entries.archive',
  summary: 'Archive an entry; one that is live goes offline and needs the right to publish',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/archive',
  query: ofType,
  body: null,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.update,
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const restoreRevision = operation({
  ...one,
  id: 'entries.restore-revision',
  summary: 'Give the working copy the fields that a revision shows; never publishes',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/revisions/{version}/restore',
  params: { ...one.params, version: VersionSegment },
  callers: settingKinds,
  query: ofType,
  body: RevisionRestoration,
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content['revisions.restore'],
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const deleteEntry = operation({
  ...one,
  id: 'entries.delete',
  summary: 'Move an entry to the trash',
  method: 'DELETE',
  path: '/spaces/{space}/entries/{entry}',
  query: ofType,
  body: null,
  result: null,
  versioned: true,
  action: content.delete,
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const bulkWriteEntries = operation({
  id: 'entries.bulk',
  summary: 'Create or update up to 500 entries by slug; each is decided and answered by itself',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/entries/bulk',
  params: { space: Segment },
  query: place,
  body: strict({ items: Type.Array(BulkItem, { minItems: 1, maxItems: 500 }) }),
  result: BulkResult,
  action: content.create,
  access: 'write',
  callers: managingKinds,
  target: ({ params }) => contentOf(params.space),
  problems: [],
  tags: ['cli'],
})
