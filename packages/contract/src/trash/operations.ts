import { Type } from 'typebox'
import { content } from '../actions.ts'
import { settingKinds } from '../callers.ts'
import { Entry, EntryReceipt, EntrySlug, statuses } from '../entries/schemas.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, listQuery, oneOf, page, Segment, Slug, strict, Timestamp, Version } from '../schema.ts'
import { contentOf } from '../target.ts'

/** An entry in the trash. */
export const TrashedEntry = strict({
  id: Id,
  type: Slug,
  slug: Type.String(),
  /** What it comes back as. */
  status: oneOf(statuses),
  version: Version,
  created_by: Type.String(),
  /** `account:…` or `token:…`; empty where none was recorded. */
  deleted_by: Type.String(),
  deleted_at: Timestamp,
})

const inTrash = { surface: 'management', callers: settingKinds, tags: ['cli'] } as const
const one = { ...inTrash, params: { space: Segment, entry: Segment } } as const
const type = { ...branchQuery, type: Type.Optional(Type.String({ description: 'Slug of the type. Default: all.' })) }
const target = ({ params }: { params: { space: string; entry: string } }) =>
  contentOf(params.space, undefined, params.entry)

export const listTrash = operation({
  ...inTrash,
  id: 'trash.list',
  summary: 'List the deleted entries that can still be restored, the last deleted first',
  method: 'GET',
  path: '/spaces/{space}/trash',
  params: { space: Segment },
  query: { ...type, limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(TrashedEntry),
  action: content.read,
  access: 'read',
  target: ({ params, query }) => contentOf(params.space, query.type),
  problems: [],
})

export const restoreTrashed = operation({
  ...one,
  id: 'trash.restore',
  summary: 'Take an entry out of the trash, with all its locales; another slug where its own is taken',
  method: 'POST',
  path: '/spaces/{space}/trash/{entry}/restore',
  query: branchQuery,
  body: strict({ slug: Type.Optional(EntrySlug) }),
  result: Entry,
  receipt: EntryReceipt,
  versioned: true,
  action: content.restore,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.slugTaken, problems.conflict],
})

export const deleteTrashed = operation({
  ...one,
  id: 'trash.delete',
  summary: 'Delete an entry in the trash for good, with its revisions',
  method: 'DELETE',
  path: '/spaces/{space}/trash/{entry}',
  query: branchQuery,
  body: null,
  result: null,
  versioned: true,
  action: content.delete,
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const emptyTrash = operation({
  ...inTrash,
  id: 'trash.empty',
  summary: 'Delete for good what the caller may see and delete in the trash; each entry is decided by itself',
  method: 'POST',
  path: '/spaces/{space}/trash/empty',
  params: { space: Segment },
  query: type,
  body: null,
  result: strict({
    deleted: Type.Integer({ minimum: 0 }),
    kept: Type.Integer({ minimum: 0, description: 'Entries that the caller may see and not delete.' }),
  }),
  action: content.delete,
  access: 'write',
  target: ({ params, query }) => contentOf(params.space, query.type),
  problems: [],
})
