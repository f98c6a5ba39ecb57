import { media } from '@latchkey/contract/actions'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { targetOf } from '../assets/asset.ts'
import { readAssetRows } from '../assets/queries.ts'
import type { PlainValue } from '../content/plain-values.ts'
import type { Looking } from './writing.ts'

/** Files that a write names and that are not there, or that the writer may not read; the two are told alike. */
export async function unknownAssets(
  { db, space, branch, allows }: Looking,
  values: readonly PlainValue[],
): Promise<ProblemIssue[]> {
  const named = values.flatMap(({ field, value, pointer }) =>
    field.type === 'asset' && typeof value === 'string' ? [{ id: value, pointer }] : [],
  )
  const ids = [...new Set(named.map(({ id }) => id))]
  const rows = await readAssetRows(db, { spaceId: space.id, branchId: branch.id }, ids)
  return named.flatMap(({ id, pointer }) => {
    const row = rows.get(id)
    const isThere = row !== undefined && row.deleted_at === null
    const isReadable = isThere && allows({ action: media.read.name, target: targetOf(space, row) })
    return isReadable ? [] : [{ pointer, detail: 'There is no such file.' }]
  })
}
