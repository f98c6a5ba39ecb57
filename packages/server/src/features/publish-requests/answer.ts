import { publishRequests } from '@latchkey/contract/actions'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { type Author, readAuthor } from '../../pipeline/author.ts'
import { decide } from '../../pipeline/authorize.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { endRequest, hasMade, type RequestRow } from './queries.ts'
import { targetOf } from './render.ts'

/** Who answers a request, and when. */
export interface Answering {
  readonly db: Writer
  readonly space: SpaceFacts
  readonly caller: Caller
  readonly now: number
}

/** Refuses to accept what must not be done any more, or not by this person. */
export async function assertAcceptable(
  { db, space, caller, now }: Answering,
  row: RequestRow,
  confirmed: number | undefined,
): Promise<void> {
  if (row.requires_review === 1 && (await isOwnWish(db, caller, row))) {
    throw refuse(problems.reviewRequired, 'Somebody else has to accept it: the environment requires a review.')
  }
  if (row.entry_version !== row.version && confirmed !== row.version) {
    throw refuse(
      problems.conflict,
      `The entry has moved on to version ${row.entry_version}: send "version": ${row.version} to accept what was asked about all the same.`,
    )
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the handler from `authorOf`.
  const asker = await readAuthor(db, JSON.parse(row.author) as Author, space.id, now)
  const question = { action: publishRequests.create.name, target: targetOf(space, row) }
  if (asker === null || !decide(asker, question).allowed) {
    throw refuse(problems.conflict, 'Who has asked may not ask for this any more: reject it, or ask anew.')
  }
}

/** Asked by the same person, directly or through a token that he has made. */
async function isOwnWish(db: Writer, { principal }: Caller, row: RequestRow): Promise<boolean> {
  if (creatorOf(row) === principal.name) return true
  const { created_by_kind: kind, created_by_id: id } = row
  if (kind !== 'token' || id === null || principal.accountId === null) return false
  return hasMade(db, principal.accountId, id)
}

/** Ends a request, once. */
export async function answerRequest(
  { db, caller, now }: Answering,
  row: RequestRow,
  state: 'accepted' | 'rejected' | 'cancelled',
  answer = '',
): Promise<RequestRow> {
  const { created_by_kind, created_by_id } = creatorColumns(caller.principal.name)
  const change = { state, answer, answered_by_kind: created_by_kind, answered_by_id: created_by_id, answered_at: now }
  if (!(await endRequest(db, row.id, change))) throw refuse(problems.conflict, `It is ${row.state} already.`)
  return { ...row, ...change }
}
