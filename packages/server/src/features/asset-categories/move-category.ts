import { media } from '@latchkey/contract/actions'
import type { updateAssetCategory } from '@latchkey/contract/asset-categories/operations'
import { updateAsset } from '@latchkey/contract/assets/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../../database/database.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { type AssetRow, targetOf } from '../assets/asset.ts'
import { writeChange } from '../assets/change-asset.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { readLiveOf } from '../assets/queries.ts'
import { type CategoryFacts, categoryTarget } from './category.ts'
import {
  changeCategory,
  type CategoryRow,
  countFilesIn,
  deleteCategory,
  holdCategory,
  holdFilesIn,
  holdTree,
  separator,
} from './queries.ts'

type Moving = HandlerContext<InputOf<typeof updateAssetCategory>, Writer, CategoryFacts, unknown>

/** How many files go along at most: all of them are moved in one transaction. */
const filesMax = 500
const nameMax = 128

/** Moves a category with what is in it and below it: everything, or nothing. Answers the row that it has then. */
export async function moveCategory(context: Moving, to: string): Promise<CategoryRow> {
  const { db, facts, now, note } = context
  const from = facts.row.category
  if (to === from) return facts.row
  if (to.startsWith(from + separator)) throw refuseName('A category is not moved into itself.')
  const branch = whoseAssets(context)
  const files = await holdFilesIn(db, branch, from, filesMax + 1)
  for (const file of files) assertShown(context, targetOf(context.space, file))
  if (files.length > filesMax)
    throw refuse(problems.conflict, `With it would go more than ${filesMax} files: move some of them first.`)
  const rows = await holdTree(db, branch, from)
  // Files may have come before the categories were held; from here on none can.
  const held = await holdFilesIn(db, branch, from, filesMax + 1)
  const own = rows.find(({ id }) => id === facts.row.id)
  if (own === undefined || held.length !== files.length)
    throw refuse(problems.conflict, 'It was changed meanwhile: try again.')
  const moved = (category: string) => to + category.slice(from.length)
  for (const row of rows) await moveRow(context, row, moved(row.category), files)
  const live = await readLiveOf(
    db,
    branch,
    files.map(({ id }) => id),
  )
  for (const row of files) {
    const category = moved(row.category ?? from)
    const target = targetOf(context.space, row)
    const decidedBy = context.authorizeAs(updateAsset, [{ action: media.update.name, target, after: { category } }])
    await writeChange(db, { row, live: live.get(row.id) ?? [] }, { category }, now)
    context.include({ operation: updateAsset, target, decidedBy, notes: { category } })
  }
  note({ category: from, to, files: files.length })
  return { ...own, category: to, updated_at: now }
}

/** Renames one category, where the name is free. One that is of files alone goes along with them, if there are any. */
async function moveRow(context: Moving, row: CategoryRow, category: string, files: readonly AssetRow[]): Promise<void> {
  const { db, space, authorize, facts, now } = context
  const isUsed = files.some((file) => file.category === row.category)
  const isBelow = row.id !== facts.row.id
  if (isBelow && row.made === 0 && !isUsed) return
  if (isBelow && row.made === 1) {
    const target = categoryTarget(space, row)
    if (!isUsed) assertShown(context, target, [media.read.name, media.upload.name])
    authorize([{ action: media.update.name, target, after: { category } }])
  }
  if (category.length > nameMax) throw refuseName(`A name below it would have more than ${nameMax} characters.`)
  await clearName(context, category)
  await changeCategory(db, row, { category, updated_at: now })
}

/** A name that is about to be given: nobody has made it, and no file is there. */
async function clearName(context: Moving, category: string): Promise<void> {
  const { db } = context
  const branch = whoseAssets(context)
  const there = await holdCategory(db, branch, category, 'update')
  if (there === null) return
  if (there.made === 1 || (await countFilesIn(db, branch, category)) > 0)
    throw refuse(problems.conflict, `There is a category ${category} already.`)
  await deleteCategory(db, there)
}

/** All or nothing can only be kept by saying so: what it is that the caller may not know of, and how much, is not told. */
function assertShown({ allows }: Moving, target: Target, actions = [media.read.name]): void {
  if (actions.some((action) => allows({ action, target }))) return
  throw refuse(problems.conflict, 'There is something in it that you may not see: it is not moved without it.')
}

function refuseName(detail: string) {
  return refuse(problems.invalidBody, undefined, { errors: [{ pointer: '/category', detail }] })
}
