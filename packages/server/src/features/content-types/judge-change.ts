import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../../database/database.ts'
import type { Facts, HandlerContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readableEntries } from '../entries/readable-entries.ts'
import { findObstacles, indexedAtOnceMax } from './adapt-entries.ts'
import { confirmable } from './changes.ts'
import type { NextFields } from './field-keys.ts'
import { type Found, issueOf, obstacleOf } from './obstacles.ts'
import { countEntries, type TypeRow } from './queries.ts'

type Judging<Db extends Reader> = Pick<
  HandlerContext<{ query: { readonly confirm?: boolean } }, Db, Facts & { readonly type: TypeRow }, unknown>,
  'db' | 'space' | 'branch' | 'facts' | 'allows' | 'input' | 'note'
>

/** Refuses a change that existing values stand against, unless it is one that was confirmed. */
export async function assertNoObstacles(context: Judging<Writer>, next: NextFields): Promise<void> {
  const { db, space, facts, input, note } = context
  await assertIndexed(db, facts.type, next)
  const found = await findObstacles(db, facts.type, next, space)
  if (found.length === 0) return
  const overridable = found.every(({ reason }) => confirmable.has(reason))
  if (overridable && input.query.confirm === true) {
    note({ confirmed: found.map(({ change, reason, entries }) => ({ field: change.id, reason, entries })) })
    return
  }
  const remedy = overridable ? '; repeat it with confirm=true to do it all the same' : ''
  throw refuse(problems.conflict, `Existing values do not fit${remedy}.`, {
    errors: found.map(issueOf),
    obstacles: await obstaclesFor(context, found),
  })
}

/** Obstacles as they are answered: entries that the caller may not read are counted and not named. */
export async function obstaclesFor(
  context: Pick<Judging<Reader>, 'db' | 'space' | 'branch' | 'allows'>,
  found: readonly Found[],
) {
  const named = found.flatMap(({ sample }) => sample)
  const ids = new Set((await readableEntries(context, named)).map(({ id }) => id))
  return found.map((each) => obstacleOf(each, ids))
}

/** Uniqueness is held by the index: of many entries it has to be there before. */
async function assertIndexed(db: Writer, type: TypeRow, { pairs }: NextFields): Promise<void> {
  const errors = pairs.flatMap(({ before, after, index }) => {
    const isNew = after?.unique === true && before !== null && before.unique !== true
    const isIndexed = before?.filterable === true && before.indexing === undefined
    if (!isNew || isIndexed) return []
    return [
      { pointer: `/fields/${index}/unique`, detail: 'Mark it as filterable first, and wait until it is indexed.' },
    ]
  })
  if (errors.length === 0) return
  const { all, deleted } = await countEntries(db, type)
  if (all - deleted > indexedAtOnceMax) throw refuse(problems.conflict, 'The type has many entries.', { errors })
}
