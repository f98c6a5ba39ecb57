import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import type { Facts, HandlerContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { seenGroup } from '../type-groups/seen-group.ts'
import type { TypeRow } from './queries.ts'

type Arranging = Pick<HandlerContext<unknown, Reader, Facts, unknown>, 'db' | 'space' | 'branch' | 'allows'>

/** What a write says of a type besides what it is. */
interface Arrangement {
  readonly group?: string | null
}

/** Refuses what a type cannot be put into. What it stands in already may stay, also where the caller may not read it. */
export async function assertArranged(
  context: Arranging,
  { group = null }: Arrangement,
  before: TypeRow | null,
): Promise<void> {
  const errors: ProblemIssue[] = []
  const isNew = group !== null && group !== before?.group_id
  if (isNew && !(await seenGroup(context, group))) errors.push({ pointer: '/group', detail: 'There is no such group.' })
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
}
