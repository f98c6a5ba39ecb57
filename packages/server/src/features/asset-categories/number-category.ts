import type { Writer } from '../../database/database.ts'
import { takeSerial } from '../../database/serials.ts'
import type { Branch } from '../assets/queries.ts'
import { type CategoryRow, holdCategory, insertCategory } from './queries.ts'

interface Occasion {
  readonly newId: () => string
  readonly now: number
}

/** Sees to it that the category of a file has an id and a number, and holds it. It is one of files alone until it is made. */
export async function numberCategory(
  tx: Writer,
  branch: Branch,
  category: string | null,
  { newId, now }: Occasion,
): Promise<void> {
  if (category === null || (await holdCategory(tx, branch, category, 'share')) !== null) return
  await insertCategory(tx, await newCategory(tx, branch, category, { newId, now }))
}

/** The row of a category that nobody has made and no file is in yet. */
export async function newCategory(
  tx: Writer,
  { spaceId, branchId }: Branch,
  category: string,
  { newId, now }: Occasion,
): Promise<CategoryRow> {
  return {
    space_id: spaceId,
    branch_id: branchId,
    id: newId(),
    serial: await takeSerial(tx, 'asset-category'),
    category,
    made: 0,
    created_by_kind: null,
    created_by_id: null,
    created_at: now,
    updated_at: now,
  }
}
