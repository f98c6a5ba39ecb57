import { Type } from 'typebox'
import { comments } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, nullable, page, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** 1 to 10,000 characters, Markdown by agreement; nothing interprets it here. */
const CommentText = Type.String({ minLength: 1, maxLength: 10_000 })

/** A remark about an entry. The first of a thread carries the thread's id as its own. */
export const Comment = strict({
  id: Id,
  entry: Id,
  /** The id of the comment that began the thread. */
  thread: Id,
  text: Type.String(),
  created_by: Type.String(),
  /** The display name of the account that wrote it; null for a token. */
  author: nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
  /** Of the thread; null while it is open. */
  resolved_at: nullable(Timestamp),
  resolved_by: nullable(Type.String()),
})

const query = {
  ...branchQuery,
  type: Type.Optional(Type.String({ description: 'Slug of the type; needed when the entry is named by its slug.' })),
}
const common = {
  surface: 'management',
  callers: [...accountKinds, 'api'],
  tags: ['cli'],
} as const
const params = { space: Segment, entry: Segment }
const one = { ...common, params: { ...params, comment: Id }, query } as const
const ofEntry = ({ params: { space } }: { params: { space: string } }) => inSpace('comments', space)
const target = ({ params: { space, comment } }: { params: { space: string; comment: string } }) =>
  inSpace('comments', space, comment)

export const listComments = operation({
  ...common,
  id: 'comments.list',
  summary: 'List the comments on an entry, the oldest first',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/comments',
  params,
  query: {
    ...query,
    resolved: Type.Optional(Type.Boolean({ description: 'Comments of resolved threads only, or of open ones only.' })),
    thread: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
    after: Type.Optional(Type.String({ maxLength: 2000, description: 'The `next` of the page before.' })),
    count: Type.Optional(Type.Boolean({ description: 'Adds `total`.' })),
  },
  body: null,
  result: page(Comment),
  action: comments.read,
  access: 'read',
  target: ofEntry,
  problems: [],
})

export const createComment = operation({
  ...common,
  id: 'comments.create',
  summary: 'Comment on an entry, or answer in a thread',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/comments',
  params,
  query,
  body: strict({
    text: CommentText,
    thread: Type.Optional(Type.String({ description: 'The thread to answer in; absent: a new one.' })),
  }),
  result: Comment,
  receipt: strict({ id: Id }),
  status: 201,
  action: comments.create,
  access: 'write',
  target: ofEntry,
  idempotent: true,
  problems: [problems.idempotencyConflict],
})

export const showComment = operation({
  ...one,
  id: 'comments.show',
  summary: 'Show a comment',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/comments/{comment}',
  body: null,
  result: Comment,
  action: comments.read,
  access: 'read',
  target,
  problems: [],
})

export const updateComment = operation({
  ...one,
  id: 'comments.update',
  summary: 'Change the text of a comment of one’s own',
  method: 'PATCH',
  path: '/spaces/{space}/entries/{entry}/comments/{comment}',
  body: strict({ text: CommentText }),
  result: Comment,
  action: comments.update,
  access: 'write',
  target,
  problems: [],
})

export const resolveComment = operation({
  ...one,
  id: 'comments.resolve',
  summary: 'Resolve the thread that a comment belongs to',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/comments/{comment}/resolve',
  body: null,
  result: Comment,
  action: comments.update,
  access: 'write',
  target,
  problems: [],
})

export const reopenComment = operation({
  ...one,
  id: 'comments.reopen',
  summary: 'Open a resolved thread again',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/comments/{comment}/reopen',
  body: null,
  result: Comment,
  action: comments.update,
  access: 'write',
  target,
  problems: [],
})

export const deleteComment = operation({
  ...one,
  id: 'comments.delete',
  summary: 'Delete a comment; the first of a thread goes with all its answers, which needs the right to delete each',
  method: 'DELETE',
  path: '/spaces/{space}/entries/{entry}/comments/{comment}',
  body: null,
  result: null,
  action: comments.delete,
  access: 'write',
  target,
  problems: [],
})
