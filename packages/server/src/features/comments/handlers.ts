import { comments } from '@latchkey/contract/actions'
import {
  type Comment,
  createComment,
  deleteComment,
  listComments,
  reopenComment,
  resolveComment,
  showComment,
  updateComment,
} from '@latchkey/contract/comments/operations'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../../database/database.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { readPage } from '../../lib/page.ts'
import { decide, mayRead } from '../../pipeline/authorize.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { storedText } from '../content/value.ts'
import { loadEntry } from '../entries/load-entry.ts'
import { rowByRow } from '../row-by-row.ts'
import {
  type CommentPlace,
  type CommentRow,
  countComments,
  deleteCommentRows,
  insertComment,
  readComment,
  readComments,
  readThread,
  updateCommentRow,
} from './queries.ts'

/** The comments of an entry that the caller may read. */
interface EntryFacts extends Facts {
  readonly place: CommentPlace
}

interface CommentFacts extends EntryFacts {
  readonly comment: CommentRow
  /** The whole thread that it begins; itself alone where it is an answer. */
  readonly below: readonly CommentRow[]
}

type OfEntry = Context<{ params: { entry: string }; query: { type?: string }; body: unknown }>
type OfComment = Context<{ params: { entry: string; comment: string }; query: { type?: string }; body: unknown }>

/** Finds the entry. Comments on one that the caller may not read are as little there as the entry itself. */
async function loadPlace(context: OfEntry): Promise<EntryFacts | null> {
  const entry = await loadEntry(context)
  if (entry === null || !mayRead(context.caller, entry.target, entry.localesToRead)) return null
  const { space_id: spaceId, branch_id: branchId, id: entryId } = entry.state.row
  return { target: { area: 'comments', space: context.space }, place: { spaceId, branchId, entryId } }
}

async function loadComment(context: OfComment): Promise<CommentFacts | null> {
  const facts = await loadPlace(context)
  if (facts === null) return null
  const comment = await readComment(context.db, facts.place, context.input.params.comment)
  if (comment === null) return null
  const begins = comment.thread_id === comment.id
  const below = begins ? await readThread(context.db, facts.place, comment.id) : [comment]
  return { ...facts, target: targetOf(context.space, comment), comment, below }
}

function targetOf(space: SpaceFacts, comment: CommentRow): Target {
  return { area: 'comments', space, id: comment.id, creator: creatorOf(comment) }
}

export const commentImplementations = [
  implement(listComments, {
    load: loadPlace,
    requests: rowByRow,
    handle: async ({ db, space, facts: { place }, input: { query }, services, filter }) => {
      const wanted = {
        filter: filter({ area: 'comments', space }),
        resolved: query.resolved,
        thread: query.thread,
      }
      const { rows, ...page } = await readPage(services.ring, query, {
        scope: `comments ${place.spaceId} ${place.branchId} ${place.entryId} ${JSON.stringify(wanted)}`,
        rows: (after, limit) => readComments(db, place, wanted, after && String(after[0]), limit),
        positionOf: ({ id }) => [id],
        total: () => countComments(db, place, wanted),
      })
      return { items: rows.map(render), ...page }
    },
  }),

  implement(createComment, {
    prepare: (_input, { nextSerial }) => nextSerial('comment'),
    load: async (context) => {
      const facts = await loadPlace(context)
      return facts && { ...facts, target: { ...facts.target, creator: context.caller.principal.name } }
    },
    handle: async (context) => {
      const {
        db,
        facts: { place },
        input: { body },
        services,
        caller,
        now,
        prepared: serial,
      } = context
      const id = services.newId()
      const text = readText(body.text)
      const thread = body.thread === undefined ? id : await readableThread(context, body.thread)
      await insertComment(db, {
        space_id: place.spaceId,
        branch_id: place.branchId,
        entry_id: place.entryId,
        id,
        serial,
        thread_id: thread,
        text,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
        resolved_at: null,
        resolved_by_kind: null,
        resolved_by_id: null,
      })
      context.note({ comment: id, entry: place.entryId })
      return shown(db, place, id)
    },
    resultTarget: ({ id, created_by: creator }, { target }) => ({ ...target, id, creator }),
    created: ({ id }) => id,
    replay: async (id, context) => {
      const facts = await loadPlace(context)
      const comment = facts && (await readComment(context.db, facts.place, id))
      return comment && render(comment)
    },
  }),

  implement(showComment, {
    load: loadComment,
    handle: async ({ facts }) => render(facts.comment),
  }),

  implement(updateComment, {
    load: loadComment,
    // No grant would help who has not written it: to who may read it that is said first.
    requests: ({ target }, { caller }) => {
      if (target.creator !== caller.principal.name && mayRead(caller, target))
        throw refuse(problems.insufficientScope, 'Only its author changes the words of a comment.')
      return [{ action: comments.update.name, target }]
    },
    handle: async ({ db, facts: { place, comment }, input: { body }, now }) => {
      await updateCommentRow(db, place, comment.id, { text: readText(body.text), updated_at: now })
      return shown(db, place, comment.id)
    },
  }),

  implement(resolveComment, {
    load: loadComment,
    handle: (context) => {
      const { created_by_kind: kind, created_by_id: id } = creatorColumns(context.caller.principal.name)
      return settleThread(context, { resolved_at: context.now, resolved_by_kind: kind, resolved_by_id: id })
    },
  }),

  implement(reopenComment, {
    load: loadComment,
    handle: (context) => settleThread(context, { resolved_at: null, resolved_by_kind: null, resolved_by_id: null }),
  }),

  implement(deleteComment, {
    load: loadComment,
    // Whoever ends a thread ends what others have answered in it.
    requests: ({ below }, { space }) =>
      below.map((comment) => ({ action: comments.delete.name, target: targetOf(space, comment) })),
    handle: async ({ db, facts: { place, below } }) => {
      await deleteCommentRows(
        db,
        place,
        below.map(({ id }) => id),
      )
      return null
    },
  }),
]

/** The thread to answer in. One that is not there and one that the caller may not read are refused alike. */
async function readableThread(
  { db, space, caller, facts }: HandlerContext<unknown, Writer, EntryFacts, unknown>,
  thread: string,
): Promise<string> {
  const first = await readComment(db, facts.place, thread)
  const isReadable =
    first !== null &&
    first.thread_id === first.id &&
    decide(caller, { action: comments.read.name, target: targetOf(space, first) }).allowed
  if (isReadable) return first.id
  throw refuse(problems.invalidBody, undefined, {
    errors: [{ pointer: '/thread', detail: 'There is no such thread on the entry.' }],
  })
}

type Settling = Pick<HandlerContext<unknown, Writer, CommentFacts, unknown>, 'db' | 'facts'>

async function settleThread(
  { db, facts: { place, comment } }: Settling,
  state: Parameters<typeof updateCommentRow>[3],
): Promise<Static<typeof Comment>> {
  await updateCommentRow(db, place, comment.thread_id, state)
  return shown(db, place, comment.id)
}

function readText(text: string): string {
  const stored = storedText(text)
  if (stored !== null) return stored
  throw refuse(problems.invalidBody, undefined, {
    errors: [{ pointer: '/text', detail: 'It holds a character that is no Unicode text.' }],
  })
}

async function shown(db: Writer, place: CommentPlace, id: string): Promise<Static<typeof Comment>> {
  const comment = await readComment(db, place, id)
  if (comment === null) throw new Error(`${id} was just written and is gone.`)
  return render(comment)
}

function render(comment: CommentRow): Static<typeof Comment> {
  const { resolved_at: at, resolved_by_kind, resolved_by_id } = comment
  return {
    id: comment.id,
    entry: comment.entry_id,
    thread: comment.thread_id,
    text: comment.text,
    created_by: creatorOf(comment) ?? '',
    author: comment.author,
    created_at: new Date(comment.created_at).toISOString(),
    updated_at: new Date(comment.updated_at).toISOString(),
    resolved_at: at === null ? null : new Date(at).toISOString(),
    resolved_by: creatorOf({ created_by_kind: resolved_by_kind, created_by_id: resolved_by_id }),
  }
}
